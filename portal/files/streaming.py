"""Sends stored bytes: always as a download, in ranges if asked, never run by the browser.

Who may have the file is decided, and recorded, before anything here is called.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from portal.files.rules import clean_name
from portal.files.store import Store

_CHUNK = 1 << 18
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
}


class NoSuchRange(Exception):
    """A range that lies outside of the file."""


def download(request: HttpRequest, *, store: Store, sha256: str, name: str) -> HttpResponseBase:
    """The stored file as a download under `name`; answers 200, 206, 304 or 416.

    With settings.X_ACCEL_PREFIX the front server sends the bytes (X-Accel-Redirect); its
    location has to add the headers of this module. FileMissing if the bytes are not in the store.
    """
    size = store.path(sha256).stat().st_size
    response = _answer(request, store, sha256, size)
    for header, value in _HEADERS.items():
        response[header] = value
    response["ETag"] = _etag(sha256)
    if response.status_code in (200, 206):
        response["Content-Type"] = "application/octet-stream"
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=clean_name(name)
        )
    return response


def first_byte(request: HttpRequest, *, store: Store, sha256: str) -> int:
    """The first byte that `download` would send; 0 as well where it would send none."""
    try:
        wanted = _wanted_range(request, sha256, store.path(sha256).stat().st_size)
    except NoSuchRange:
        return 0
    return wanted[0] if wanted else 0


def picture(*, store: Store, sha256: str) -> HttpResponse:
    """A PNG that this portal drew itself, to be shown in a page; never what somebody sent.

    FileMissing if the bytes are not in the store.
    """
    response = HttpResponse(store.path(sha256).read_bytes(), content_type="image/png")
    for header in ("X-Content-Type-Options", "Content-Security-Policy", "Cache-Control"):
        response[header] = _HEADERS[header]
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest, store: Store, sha256: str, size: int) -> HttpResponseBase:
    if _etag(sha256) in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304)
    if settings.X_ACCEL_PREFIX:
        inside = f"{settings.X_ACCEL_PREFIX.rstrip('/')}/{store.relative(sha256)}"
        return HttpResponse(headers={"X-Accel-Redirect": inside})
    try:
        wanted = _wanted_range(request, sha256, size)
    except NoSuchRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if wanted is None:
        return FileResponse(store.open(sha256), headers={"Content-Length": str(size)})
    return _partial(store.open(sha256), *wanted, size)


def _partial(file: BinaryIO, first: int, last: int, size: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_Slice(file, first, last - first + 1), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _wanted_range(request: HttpRequest, sha256: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for; None for the whole, which answers every odd request.

    RFC 9110, 14.2: a range counts for GET alone, and with If-Range only while that holds.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range", _etag(sha256))
    if asked is None or request.method != "GET" or condition != _etag(sha256):
        return None
    first, last = asked.groups()
    if first:
        return _within(int(first), int(last or max(size, int(first))), size)
    return _within(size - min(int(last), size), size, size) if last else None


def _within(first: int, last: int, size: int) -> tuple[int, int] | None:
    if last < first:
        return None
    if first >= size:
        raise NoSuchRange
    return first, min(last, size - 1)


class _Slice:
    """A part of an open file, in chunks; the response closes it, read or not."""

    def __init__(self, file: BinaryIO, first: int, length: int) -> None:
        file.seek(first)
        self._file = file
        self._left = length

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._file.read(min(_CHUNK, self._left)):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


def _etag(sha256: str) -> str:
    return f'"{sha256}"'
