"""Uploads: streamed to disk under a cap, and the form fields that examine them."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from portal.files.inspection import Limits
from portal.files.intake import Examined, examine
from portal.files.rules import (
    EVERY_KIND,
    FileKind,
    FileRefused,
    FileTooLarge,
    clean_name,
    too_large,
)

# A body that is somewhat too large is read to its end, because a browser whose connection is cut
# while it sends shows its own error instead of our sentence.
DRAINED = 3
_REFUSAL = "portal.files.refusal"


class RefusedUpload(SimpleUploadedFile):
    """Stands in request.FILES for a file of which nothing was kept."""

    def __init__(self, refusal: FileTooLarge, *, name: str) -> None:
        super().__init__(name, b"")
        self.refusal = refusal


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Streams each file to disk in constant memory, up to settings.MAX_UPLOAD_BYTES a request.

    What is over the cap is not written. The rest of the body is read and dropped up to DRAINED
    times the cap; then the connection is cut.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0
        self._refusal: FileTooLarge | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a chunk, or drop it when the request has had its share."""
        cap = settings.MAX_UPLOAD_BYTES
        self._received += len(raw_data)
        if self._received <= cap:
            return super().receive_data_chunk(raw_data, start)
        if self._refusal is None:
            self._refuse(too_large(clean_name(self.file_name or "file"), cap=cap))
        if self._received > DRAINED * cap:
            raise StopUpload(connection_reset=True)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """The file, or what stands for it when it was refused."""
        if self._refusal is None:
            return super().file_complete(file_size)
        self.file.close()
        return RefusedUpload(self._refusal, name=self.file_name or "file")

    def _refuse(self, refusal: FileTooLarge) -> None:
        self._refusal = refusal
        self.file.seek(0)
        self.file.truncate()
        if self.request is not None:
            self.request.META[_REFUSAL] = refusal


def upload_refusal(request: HttpRequest) -> FileTooLarge | None:
    """Why the body of this request was not taken in whole; the view then answers 413."""
    _ = request.FILES  # parsing is what finds out
    refusal = request.META.get(_REFUSAL)
    return refusal if isinstance(refusal, FileTooLarge) else None


class EvidenceFileField(forms.FileField):
    """A file of one of the kinds in `accept`; cleans to an `Examined` for `intake.receive`."""

    def __init__(
        self,
        *,
        accept: Collection[FileKind] = EVERY_KIND,
        limits: Limits | None = None,
        **kwargs: Any,
    ) -> None:
        self.accept = frozenset(accept)
        self.limits = limits
        kwargs.setdefault("widget", forms.FileInput)
        kwargs.setdefault("allow_empty_file", True)  # the inspection says it better
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's dialog offer what is taken. Nothing relies on it."""
        endings = sorted(ending for kind in self.accept for ending in kind.extensions)
        return {**super().widget_attrs(widget), "accept": ",".join(endings)}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Examine the upload; its refusal is the error of the field."""
        if isinstance(data, RefusedUpload):
            raise ValidationError(str(data.refusal), code="too_large")
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            examined = examine(upload, limits=self.limits)
        except FileRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal
        self._check_accepted(examined)
        return examined

    def _check_accepted(self, examined: Examined) -> None:
        kind = examined.inspection.kind
        if kind not in self.accept:
            examined.close()
            taken = ", ".join(sorted(kind.label for kind in self.accept))
            raise ValidationError(
                f"“{examined.name}” is {kind.label}. Nothing of it was kept. What can be uploaded "
                f"here: {taken}.",
                code="kind",
            )


class PdfFileField(EvidenceFileField):
    """A PDF, such as a report or an agreement."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept={FileKind.PDF}, **kwargs)
