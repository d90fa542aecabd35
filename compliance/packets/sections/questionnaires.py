"""Answered questionnaires: who stands behind them, and what was asked and answered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from compliance.clearance.claims import on_record
from compliance.clearance.rules import Line as Requirement
from compliance.clearance.rules import RequirementKind
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceKind, EvidenceState, ReadingState
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind, Shape
from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day, name, span
from compliance.questionnaires.queries import ReadAnswers
from compliance.questionnaires.rules import (
    Line,
    LineKind,
    OnRecord,
    Sheet,
    limits_told,
    spoken_against,
)

# About four pages.
CHARACTERS_IN_A_SHEET = 16_000
LEAST_OF_A_LINE = 90
# More than a third of a page: begins where there is room, and goes on over the page.
CHARACTERS_OF_A_LONG_ONE = 900


@dataclass(frozen=True)
class Owed:
    """What the scope says of questionnaires, and how it stands."""

    title: str
    sentence: str
    met: bool


@dataclass(frozen=True)
class Said:
    """One line as it is printed, with what the record says against it; a `long` one may be cut."""

    line: Line
    against: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        return self.size > CHARACTERS_OF_A_LONG_ONE

    @property
    def size(self) -> int:
        return max(self.line.size + sum(map(len, self.against)), LEAST_OF_A_LINE)


@dataclass(frozen=True)
class Under:
    """The lines under one heading of the sheet; it is empty for those before the first."""

    heading: str
    rows: tuple[Said, ...]


@dataclass(frozen=True)
class Part:
    """A stretch of one sheet. `told` and the heading stand on its first stretch alone."""

    name: str
    counted: str
    told: tuple[str, ...]
    lines: tuple[Said, ...]
    numbered: bool
    remarked: bool
    first: bool = True

    @property
    def widths(self) -> tuple[int, ...]:
        """Of the columns there are, in percent."""
        if self.numbered:
            return (11, 37, 26, 26) if self.remarked else (11, 50, 39)
        return (42, 29, 29) if self.remarked else (56, 44)

    @property
    def groups(self) -> tuple[Under, ...]:
        """The lines by the headings above them."""
        found: list[tuple[str, list[Said]]] = [("", [])]
        for one in self.lines:
            if one.line.kind is LineKind.HEADING:
                found.append((one.line.text, []))
            else:
                found[-1][1].append(one)
        return tuple(Under(text, tuple(rows)) for text, rows in found if text or rows)


@dataclass(frozen=True)
class Answered:
    """One accepted questionnaire."""

    title: str
    note: str
    lapsed: bool
    facts: tuple[Row, ...]
    exhibit: Exhibit | None
    says: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionnaireAnswers(Section):
    """Every accepted questionnaire with its answers, or what is owed and lacking."""

    key: ClassVar[str] = "questionnaires"
    title: ClassVar[str] = "Questionnaire answers"

    as_of: str
    stated: bool
    owed: Owed | None
    answered: tuple[Answered, ...]

    @property
    def sheets(self) -> tuple[Section, ...]:
        return tuple(self._sheets())

    def _sheets(self) -> Iterator[Section]:
        if not self.answered:
            yield self
        for number, one in enumerate(self.answered):
            first, *others = _stretches(one.parts)
            opening = replace(one, parts=first)
            yield (
                replace(self, answered=(opening,)) if number == 0 else AnsweredSheet(one=opening)
            )
            yield from (AnswersSheet(parts=parts) for parts in others)


@dataclass(frozen=True, kw_only=True)
class AnsweredSheet(Section):
    """The beginning of a questionnaire after the first."""

    key: ClassVar[str] = "questionnaires_sheet"
    title: ClassVar[str] = QuestionnaireAnswers.title

    one: Answered


@dataclass(frozen=True, kw_only=True)
class AnswersSheet(Section):
    """More answers of the questionnaire before it."""

    key: ClassVar[str] = "questionnaires_answers"
    title: ClassVar[str] = QuestionnaireAnswers.title

    parts: tuple[Part, ...]


def questionnaires(record: Record, exhibits: Exhibits) -> QuestionnaireAnswers:
    return QuestionnaireAnswers(
        as_of=day(record.today),
        stated=record.stated is not None,
        owed=next((_owed(line) for line in _requirements(record)), None),
        answered=tuple(
            _answered(held, record, exhibits)
            for held in record.held
            if held.state == EvidenceState.ACCEPTED
            and held.kind == EvidenceKind.ANSWERED_QUESTIONNAIRE
        ),
    )


def _requirements(record: Record) -> Iterator[Requirement]:
    for line in record.standpoint.readiness.lines:
        if line.requirement.kind is RequirementKind.QUESTIONNAIRE:
            yield line


def _owed(line: Requirement) -> Owed:
    title = f"{line.requirement.title} (rule {line.requirement.id})"
    return Owed(title, line.sentence, line.standing.is_met)


def _answered(held: HeldEvidence, record: Record, exhibits: Exhibits) -> Answered:
    exhibit = exhibits.get(f"{DocumentKind.HELD}:{held.pk}")
    read = record.answers.get(held.pk)
    found = read.answers if read else None
    until = held.effective_until
    lapsed = until is not None and until < record.today
    over = "; it does not count any more" if lapsed else ""
    facts = [
        Row("Counts", f"{span(held.effective_from, until)}{over}"),
        Row("Recorded by", f"{held.recorded_by.name}, {day(held.recorded_at)}"),
        Row("Accepted by", f"{name(held.decided_by)}, {day(held.decided_at)}"),
    ]
    if found and found.read:
        facts.append(Row("Answers", found.counted))
    sides = (record.client, record.partner)
    own = [name for org in sides for name in (org.name, org.legal_name)]
    against = on_record(record.standpoint, own=own)
    parts = tuple(_part(sheet, against) for sheet in found.read) if found else ()
    return Answered(
        title=held.title,
        note=held.note,
        lapsed=lapsed,
        facts=tuple(facts),
        exhibit=exhibit,
        says=(*_says(held, read, exhibit), *_compared(parts)),
        parts=parts,
    )


def _says(held: HeldEvidence, read: ReadAnswers | None, exhibit: Exhibit | None) -> Iterator[str]:
    """What stands in place of the answers, or beside them."""
    where = _where(exhibit)
    if not held.is_read:
        yield f"It is {_kind(held)}: its answers are not printed here. {where}"
    elif read is None or read.state is ReadingState.WAITING:
        yield f"Its answers were not read yet when this packet was asked for. {where}"
    elif read.answers is None:
        yield f"{read.why} Its answers are not printed here. {where}"
    elif not read.answers.read:
        yield (
            "Questions and their answers cannot be told apart in its columns, and nothing is "
            f"guessed. {where}"
        )
        yield from limits_told(read.answers)
    else:
        yield (
            f"Printed are the questions with what is answered to them, as the file says it; "
            f"guidance and layout are in the file. {where}"
        )
        yield from limits_told(read.answers)


def _compared(parts: tuple[Part, ...]) -> Iterator[str]:
    """How many answers the record speaks against, where it does."""
    count = sum(bool(one.against) for part in parts for one in part.lines)
    if count:
        noun = "answer, beside which" if count == 1 else "answers, beside each of which"
        yield f"What is recorded speaks against {count} {noun} it says so."


def _kind(held: HeldEvidence) -> str:
    return "a document of pages" if held.file.pages else held.file.name


def _where(exhibit: Exhibit | None) -> str:
    """Where the document itself is."""
    if exhibit is None:
        return "The document itself is left out of this packet and named with its SHA-256."
    if exhibit.document.shape is Shape.FILE:
        return f"The whole document is embedded as {_held_together(exhibit.name)}."
    return f"The whole document follows as {_held_together(exhibit.name)}."


def _held_together(words: str) -> str:
    """With spaces at which no line ends."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _part(sheet: Sheet, record: OnRecord) -> Part:
    return Part(
        name=sheet.name,
        counted=sheet.counted,
        told=sheet.told,
        lines=tuple(
            Said(line, spoken_against(line.text, line.answer, line.remark, record))
            for line in sheet.lines
        ),
        numbered=any(line.number for line in sheet.lines),
        remarked=any(line.remark for line in sheet.lines),
    )


def _stretches(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """Cut where some pages are full; a sheet may be cut anywhere but behind a heading."""
    done: list[tuple[Part, ...]] = []
    begun: list[Part] = []
    size = 0
    for part in parts:
        kept: list[Said] = []
        first = True
        for one in part.lines:
            headed = bool(kept) and kept[-1].line.kind is LineKind.HEADING
            if size > CHARACTERS_IN_A_SHEET and not headed:
                if kept:
                    begun.append(replace(part, lines=tuple(kept), first=first))
                    first = False
                if begun:
                    done.append(tuple(begun))
                begun, kept, size = [], [], 0
            kept.append(one)
            size += one.size
        begun.append(replace(part, lines=tuple(kept), first=first))
    return [*done, tuple(begun)]
