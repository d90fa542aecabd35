"""What `portal.files.sandbox` calls: reads one file and leaves its text in another, as JSON."""

import json
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from compliance.reading.readers import docx, pdf
from compliance.reading.readers.terms import Read, Unreadable


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """Read `path` as `kind` and write the pages to `into`."""
    try:
        read = _read(job)
    except Unreadable as refused:
        return {"refused": str(refused)}
    pages = {"texts": read.texts, "words": [list(map(astuple, words)) for words in read.words]}
    Path(job["into"]).write_text(json.dumps(pages), "ascii")
    return {"pages": len(read.texts)}


def _read(job: Mapping[str, Any]) -> Read:
    path = Path(job["path"])
    if job["kind"] == "pdf":
        return pdf.read(path, words=job["words"], most_pages=job["most_pages"])
    if job["kind"] == "docx":
        return docx.read(path)
    try:
        return Read(texts=path.read_bytes().decode("utf-8-sig").split("\f"))
    except UnicodeDecodeError as error:
        raise Unreadable("The text is not written in UTF-8.") from error
