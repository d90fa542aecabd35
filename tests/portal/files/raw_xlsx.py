"""Writes workbooks part by part, also ones that Excel would not write."""

import io
import warnings
import zipfile

from tests.portal.files.friendly import encoded, screenshot

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/x"/>'
BOOK = b'<?xml version="1.0"?><workbook><sheets><sheet name="A"/></sheets></workbook>'


def workbook(extra=(), *, without=(), types=TYPES):
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": b"<Relationships/>",
        "xl/workbook.xml": BOOK,
        "xl/worksheets/sheet1.xml": b"<worksheet><sheetData/></worksheet>",
        "xl/printerSettings/printerSettings1.bin": b"\0\1\2",
        "xl/media/image1.png": encoded(screenshot("x", size=(20, 20)), "PNG"),
    }
    parts = {name: data for name, data in parts.items() if name not in without}
    out = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),  # of duplicate names, which are meant
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, data in [*parts.items(), *extra]:
            archive.writestr(name, data)
    return out.getvalue()


def locked(data):
    """The same archive with the mark of encryption on every part."""
    out, place = bytearray(data), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 8] |= 1
        place += 4
    return bytes(out)
