"""Bringing what comes from elsewhere into one PDF without holding any of it in memory.

qpdf takes the pages out of the files they stand in; what they show is read from there when the
packet is written. Files to embed come along in the same way, as streams of a page.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Job, Object, Pdf

from compliance.pdf.attach import LUGGAGE, wrap
from compliance.pdf.foreign import prepare
from compliance.pdf.layers import take_up_layers
from compliance.pdf.parts import Attachment, Prepared

# Otherwise qpdf reads all content for names of what it does not use.
AS_THEY_ARE = ["--remove-unreferenced-resources=no"]


@dataclass(frozen=True)
class Gathered:
    """A PDF that holds the pages of all foreign parts in order, and nothing else.

    `files` are the streams of attachments from disk, by name, not yet embedded.
    """

    pdf: Pdf
    foreign: Sequence[Prepared]
    files: dict[str, Object]


@contextmanager
def gathered(
    sources: Sequence[bytes | Path | Prepared],
    attachments: Sequence[Attachment],
    *,
    beside: Path,
) -> Iterator[Gathered]:
    """Collect foreign PDFs and files; what is not ready yet is made so in a directory next to
    `beside`.
    """
    with TemporaryDirectory(prefix=".gather-", dir=beside.parent) as name:
        folder = Path(name)
        foreign = [
            source
            if isinstance(source, Prepared)
            else prepare(source, folder / f"foreign-{number}.pdf")
            for number, source in enumerate(sources)
        ]
        files = [one for one in attachments if isinstance(one.content, Path)]
        with _joined([*(part.path for part in foreign), *_wrapped(files, folder)]) as pdf:
            carried = _unload(pdf, files)
            take_up_layers(pdf, pdf.pages)
            yield Gathered(pdf, foreign, carried)


@contextmanager
def _joined(paths: Sequence[Path]) -> Iterator[Pdf]:
    """All pages of these files; pikepdf by itself would read what they show into memory."""
    if not paths:
        with Pdf.new() as pdf:
            yield pdf
        return
    inputs = [word for path in paths for word in (str(path), "1-z")]
    job = Job(["qpdf", "--empty", *AS_THEY_ARE, "--pages", *inputs, "--", "-"])
    joined: Pdf = job.create_pdf()  # type: ignore[no-untyped-call]
    with joined as pdf:
        yield pdf


def _wrapped(files: Sequence[Attachment], folder: Path) -> list[Path]:
    paths = [one.content for one in files if isinstance(one.content, Path)]
    if not paths:
        return []
    wrap(paths, folder / "files.pdf")
    return [folder / "files.pdf"]


def _unload(pdf: Pdf, files: Sequence[Attachment]) -> dict[str, Object]:
    """Take the files off the page that carried them, which is the last one, and drop it."""
    if not files:
        return {}
    streams = list(pdf.pages[-1].obj[LUGGAGE])
    del pdf.pages[-1]
    return {one.name: stream for one, stream in zip(files, streams, strict=True)}
