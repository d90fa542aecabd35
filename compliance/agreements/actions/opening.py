"""Opening a document: who did is in the trail, and for a signatory it is part of the evidence."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from compliance.agreements.actions.telling import locked, record
from compliance.agreements.models import Agreement
from compliance.agreements.queries import paper_of, phi_of
from engagements.lifecycle.rules import Refused
from portal.accounts.models import User
from portal.audit import log
from portal.files.models import StoredFile

READ = log.action("compliance.agreement.read", "opened an agreement")


MISSING = {"executed": "This agreement is not executed yet. There is no sealed file to open."}


class NotThere(Refused):
    """The copy that was asked for does not exist."""


class Copy(StrEnum):
    """What of an agreement is opened: the text on the page, the PDF shown, the executed file.

    `PHI` is the evidence of what became of the PHI after its end, `SCAN` a copy signed by hand.
    """

    TEXT = "text"
    DOCUMENT = "document"
    EXECUTED = "executed"
    PHI = "phi"
    SCAN = "scan"


@transaction.atomic
def open_document(*, agreement: Agreement, copy: Copy, by: User, at: datetime) -> Agreement:
    """Note that somebody opens it; a draft that was not sent is nobody's evidence yet."""
    opened = locked(agreement.pk)
    if opened.sent_at is None:
        return opened
    opened.open(by=by, at=at)
    record(READ, opened, by, at, copy=copy.value, sha256=file_of(opened, copy).sha256)
    return opened


def file_of(agreement: Agreement, copy: Copy) -> StoredFile:
    """The file that a copy is. Raises NotThere."""
    files: dict[Copy, Callable[[], StoredFile | None]] = {
        Copy.TEXT: lambda: agreement.document,
        Copy.DOCUMENT: lambda: agreement.document,
        Copy.EXECUTED: lambda: agreement.sealed,
        Copy.PHI: lambda: _phi_file(agreement),
        Copy.SCAN: lambda: _scan(agreement),
    }
    file = files[copy]()
    if file is None:
        raise NotThere(MISSING.get(copy, "There is no such file of this agreement."))
    return file


def _phi_file(agreement: Agreement) -> StoredFile | None:
    disposal = phi_of(agreement)
    return disposal.file if disposal else None


def _scan(agreement: Agreement) -> StoredFile | None:
    paper = paper_of(agreement)
    return paper.scan if paper else None
