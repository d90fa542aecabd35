"""What is looked for in Excel workbooks: macros, other files, commands in links."""

import re
import zipfile

from portal.files.inspection.terms import Given

_AGAIN = "Open it in Excel, save it anew as an Excel workbook (XLSX), and upload that."
_ACTIVE = (
    (re.compile(r"xl/(vbaProject|macrosheets/|activeX/)", re.IGNORECASE), "holds macros.", _AGAIN),
    (
        re.compile(r"xl/embeddings/", re.IGNORECASE),
        "has other files embedded in its sheets.",
        "Upload those files one by one, and the workbook without them.",
    ),
)
_COMMANDS = re.compile(rb"<\0?(\w\0?:\0?)?(d\0?d\0?e|o\0?l\0?e)\0?L\0?i\0?n\0?k")
_MACROS = re.compile(rb"macroEnabled|ms-office\.vbaProject|intlmacrosheet|excel\.macrosheet")


def check_names(given: Given, names: set[str]) -> None:
    """Refuse parts that run or hide something."""
    for pattern, what, advice in _ACTIVE:
        if any(pattern.match(name) for name in names):
            raise given.refused(what, advice=advice)


def check_part(given: Given, name: str, text: bytes) -> None:
    """Refuse a stretch of XML that declares macros, or a link that runs another program."""
    if name == "[Content_Types].xml" and _MACROS.search(text):
        raise given.refused("holds macros.", advice=_AGAIN)
    if name.startswith("xl/externalLinks/") and _COMMANDS.search(text):
        raise given.refused(
            "runs other programs through its links (DDE or OLE).",
            advice="Remove them in Excel under Data, Edit Links, save it, and upload that.",
        )


def look(given: Given, archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What people should know of it."""
    if any(name.startswith("xl/externalLinks/") for name in archive.namelist()):
        return ("It refers to other workbooks; their values are those it was last saved with.",)
    return ()
