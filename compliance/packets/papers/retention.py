"""Files that were kept with the steps of a retention setting, as documents of a packet."""

from collections.abc import Iterator

from compliance.packets.papers.document import Bytes, Document, DocumentKind, leave_out, shape_of
from compliance.packets.papers.held import service_name
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import day
from compliance.retention.models import RetentionStatement
from compliance.retention.queries import Kept
from portal.files.models import StoredFile


def retention_papers(record: Record) -> Iterator[Document | LeftOut]:
    """The file of the record of each step that counts; those of earlier records are left out."""
    for service_id, kept in record.standpoint.retention.items():
        service = service_name(record, service_id)
        for statement in kept.statements:
            file = statement.file
            if file is None:
                continue
            title = f"{statement}, {service}"
            if statement == kept.newest(statement.of_step):
                yield _document(statement, file, title)
            else:
                yield leave_out(
                    DocumentKind.RETENTION_RECORD,
                    statement.pk,
                    f"{title}, recorded {day(statement.told_at)}",
                    _why_not(kept, statement),
                    file.sha256,
                )


def _why_not(kept: Kept, statement: RetentionStatement) -> str:
    newest = [one for one in kept.statements if one.step == statement.step][-1]
    if newest == statement:
        return f"This record takes an earlier one back: {statement.words}"
    return f"A later record of this step took its place on {day(newest.told_at)}."


def _document(statement: RetentionStatement, file: StoredFile, title: str) -> Document:
    account = (("Account", statement.account),) if statement.account else ()
    return Document(
        kind=DocumentKind.RETENTION_RECORD,
        record_id=str(statement.pk),
        title=title,
        shape=shape_of(file),
        content=Bytes.of(file),
        version=f"recorded {day(statement.told_at)}",
        facts=(
            ("Step", statement.of_step.label),
            *account,
            ("Said by", statement.who),
            ("Recorded by", f"{statement.told_by.name}, {day(statement.told_at)}"),
        ),
        effective_from=statement.on,
        counts_because=(
            "It is the newest record of this step. What settles the requirement is the proof of "
            "the setting, which a second person attests."
        ),
    )
