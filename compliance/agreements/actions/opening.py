"""Opening a document: who did is in the trail, and for a signatory it is part of the evidence."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from compliance.agreements.actions.telling import locked, record
from compliance.agreements.models import Agreement
from engagements.lifecycle.rules import Refused
from portal.accounts.models import User
from portal.audit import log
from portal.files.models import StoredFile

READ = log.action("compliance.agreement.read", "opened an agreement")


class NotThere(Refused):
    """The copy that was asked for does not exist."""


class Copy(StrEnum):
    """What of an agreement is opened: the text on the page, the PDF shown, the executed file."""

    TEXT = "text"
    DOCUMENT = "document"
    EXECUTED = "executed"


@transaction.atomic
def open_document(*, agreement: Agreement, copy: Copy, by: User, at: datetime) -> Agreement:
    """Note that somebody opens it; a draft that was not sent is nobody's evidence yet."""
    opened = locked(agreement.pk)
    if opened.sent_at is None:
        return opened
    opened.open(by=by, at=at)
    record(READ, opened, by, at, copy=copy.value, sha256=_file(opened, copy).sha256)
    return opened


def _file(agreement: Agreement, copy: Copy) -> StoredFile:
    file = agreement.sealed if copy is Copy.EXECUTED else agreement.document
    if file is None:
        raise NotThere("This agreement is not executed yet. There is no sealed file to open.")
    return file
