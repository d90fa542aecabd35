"""Answers to user entity controls as documents of a packet."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from compliance.cuecs.models import DutyAnswer
from compliance.cuecs.queries import DutyLine
from compliance.cuecs.rules import AnswerKind
from compliance.packets.papers.document import (
    Bytes,
    Document,
    DocumentKind,
    Shape,
    leave_out,
    shape_of,
)
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut
from compliance.packets.words import calendar_day, day, name


def duty_papers(record: Record) -> Iterator[Document | LeftOut]:
    """The newest accepted answer of each duty that goes on; the others are left out."""
    for line in record.duties:
        for answer in line.answers:
            reason = _why_not(line, answer)
            if reason:
                digest = answer.file.sha256 if answer.file else ""
                title = f"{_title(line)}, given {day(answer.given_at)}"
                yield leave_out(DocumentKind.DUTY_ANSWER, answer.pk, title, reason, digest)
            else:
                yield _document(line, answer, record.today)


def _title(line: DutyLine) -> str:
    duty = line.duty
    return f"Answer to control {duty.number or duty.place}, {duty.service}"


def _why_not(line: DutyLine, answer: DutyAnswer) -> str:
    if line.duty.ended_at is not None:
        return f"The control is no duty any more: {line.duty.ended_because}"
    if answer.accepted:
        return _why_not_accepted(line, answer)
    if answer.accepted is False:
        return f"{name(answer.decided_by)} returned it on {day(answer.decided_at)}: {answer.reason}"
    waits = answer == line.waiting
    return "Nobody has accepted it yet." if waits else "A later answer was given."


def _why_not_accepted(line: DutyLine, answer: DutyAnswer) -> str:
    if answer != next(one for one in line.answers if one.accepted):
        return "A later answer was accepted."
    if answer.of_kind is AnswerKind.LINK:
        return f"It is a link ({answer.link}); what it leads to is not kept here."
    return ""


def _document(line: DutyLine, answer: DutyAnswer, today: date) -> Document:
    return Document(
        kind=DocumentKind.DUTY_ANSWER,
        record_id=str(answer.pk),
        title=_title(line),
        shape=shape_of(answer.file) if answer.file else Shape.TEXT,
        content=Bytes.of(answer.file) if answer.file else _words(answer),
        version=f"given {day(answer.given_at)}",
        facts=(
            ("Control", line.duty.text),
            ("Form", answer.of_kind.label),
            ("Said of it", answer.words if answer.file else ""),
            ("Given by", f"{answer.given_by.name}, {day(answer.given_at)}"),
            ("Accepted by", f"{name(answer.decided_by)}, {day(answer.decided_at)}"),
        ),
        effective_from=calendar_day(answer.given_at),
        effective_until=answer.counts_until,
        accepted_by=(answer.given_by.name, name(answer.decided_by)),
        accepted_on=calendar_day(answer.decided_at) if answer.decided_at else None,
        counts_because=_why_it_counts(answer.counts_until, today),
        parent=str(line.duty.pk),
    )


def _words(answer: DutyAnswer) -> Bytes:
    raw = answer.words.encode()
    digest = sha256(raw).hexdigest()
    return Bytes(digest, len(raw), "text/plain", ".txt", text=answer.words)


def _why_it_counts(until: date, today: date) -> str:
    if until < today:
        return f"It does not count any more: it did until {day(until)}."
    return f"Given by one person and accepted by another; it counts until {day(until)}."
