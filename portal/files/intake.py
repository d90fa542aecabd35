"""Takes in a file: examined first, then stored, and nothing left behind when it is refused.

In a form, the field examines and hands on an `Examined`; in an action, `receive` stores it:

    received = receive(form.cleaned_data["file"], store=default_store())  # then, in the
    StoredFile(**received.columns()).keep(org_id=..., by_id=..., at=...)   # transaction, the row

A transaction that fails afterwards leaves bytes that no row names: harmless, and the same bytes
sent again find them there.
"""

import shutil
import tempfile
import weakref
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.files.base import File

from portal.files.inspection import Inspection, Limits, inspect
from portal.files.rules import FileKind, clean_name, too_large
from portal.files.store import Store


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that are stored, and all that a row has to say of them.

    `name` is safe to show and to save under. `derivative_sha256` names the copy to be used in
    packets: a PDF of a PDF, a JPEG of a picture; empty if there is none.
    """

    sha256: str
    size: int
    name: str
    mime: str
    kind: FileKind
    pages: int | None
    title: str
    notes: tuple[str, ...]
    derivative_sha256: str

    def columns(self) -> dict[str, Any]:
        """The same as keyword arguments of a row."""
        return {**asdict(self), "notes": list(self.notes)}


class Examined:
    """An upload that passed inspection, with its derivative in a folder that goes with it."""

    def __init__(self, *, name: str, path: Path, inspection: Inspection, folder: Path) -> None:
        self.name = clean_name(name, inspection.kind)
        self.path = path
        self.inspection = inspection
        self.size = path.stat().st_size
        self._clear = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    def close(self) -> None:
        """Remove what the examination wrote. Happens anyway when nobody holds this any more."""
        self._clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def examine(upload: "File[Any]", *, limits: Limits | None = None) -> Examined:
    """Inspect an uploaded file, which has to stay open as long as the answer is used.

    Raises FileRefused, and FileTooLarge above settings.MAX_UPLOAD_BYTES, with a sentence for the
    sender; then nothing is left on disk.
    """
    name = clean_name(upload.name or "file")
    folder = Path(tempfile.mkdtemp(prefix="examined-", dir=settings.FILE_UPLOAD_TEMP_DIR))
    try:
        path = _on_disk(upload, name=name, folder=folder)
        inspection = inspect(path, declared_name=name, into=folder, limits=limits)
        return Examined(name=name, path=path, inspection=inspection, folder=folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def receive(
    upload: "File[Any] | Examined", *, store: Store, limits: Limits | None = None
) -> Received:
    """Examine an upload (unless a form did) and store it together with its derivative.

    Raises FileRefused, FileTooLarge or FileNotStored with a sentence; then nothing of it is kept.
    """
    examined = upload if isinstance(upload, Examined) else examine(upload, limits=limits)
    with examined, ExitStack() as stack:
        found = examined.inspection
        original = stack.enter_context(examined.path.open("rb"))
        staged = [stack.enter_context(store.staged(original, name=examined.name))]
        if found.derivative_path:
            derivative = stack.enter_context(found.derivative_path.open("rb"))
            staged.append(stack.enter_context(store.staged(derivative, name=examined.name)))
        kept = [store.keep(file) for file in staged]
    return Received(
        sha256=kept[0].sha256,
        size=kept[0].size,
        name=examined.name,
        mime=found.mime,
        kind=found.kind,
        pages=found.pages,
        title=found.title,
        notes=found.notes,
        derivative_sha256=kept[1].sha256 if found.derivative_path else "",
    )


def _on_disk(upload: "File[Any]", *, name: str, folder: Path) -> Path:
    """The path of an upload that was streamed to disk; others are written to `folder`."""
    if hasattr(upload, "temporary_file_path"):
        return Path(upload.temporary_file_path())
    path, size = folder / "original", 0
    with path.open("wb") as target:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > settings.MAX_UPLOAD_BYTES:
                raise too_large(name, cap=settings.MAX_UPLOAD_BYTES)
            target.write(chunk)
    return path
