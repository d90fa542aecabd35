"""The user entity controls: what reports ask of their users, whose duty it is, what shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from compliance.clearance.rules import RequirementKind
from compliance.cuecs.models import DutyAnswer
from compliance.cuecs.queries import DutyLine
from compliance.cuecs.rules import DutyState
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day, name

TONES = {
    DutyState.ACCEPTED: "good",
    DutyState.NOT_APPLICABLE: "good",
    DutyState.EVIDENCED: "warn",
    DutyState.OPEN: "warn",
    DutyState.OVERDUE: "bad",
    DutyState.ENDED: "",
}


@dataclass(frozen=True)
class AnswerShown:
    """The answer that counts, or the newest while none does."""

    form: str
    words: str
    link: str
    people: str
    exhibit: Exhibit | None


@dataclass(frozen=True)
class Asked:
    """One control as a duty."""

    number: str
    text: str
    criteria: str
    state: str
    tone: str
    when: str
    owner: str
    answer: AnswerShown | None


@dataclass(frozen=True)
class ServiceAsks:
    """What the report on one service asks."""

    name: str
    duties: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class Duties(Section):
    """Every duty, service by service, the ended ones last.

    `waiting` are the requirements of services whose controls are no duties yet.
    """

    key: ClassVar[str] = "duties"
    title: ClassVar[str] = "User entity controls and their answers"

    services: tuple[ServiceAsks, ...]
    waiting: tuple[Row, ...]
    settled: int
    standing: int
    as_of: str

    @property
    def sheets(self) -> tuple[Section, ...]:
        later = (DutiesSheet(service=one) for one in self.services[1:])
        return (replace(self, services=self.services[:1]), *later)


@dataclass(frozen=True, kw_only=True)
class DutiesSheet(Section):
    """A service after the first, on its own pages."""

    key: ClassVar[str] = "duties_sheet"
    title: ClassVar[str] = Duties.title

    service: ServiceAsks


def duties(record: Record, exhibits: Exhibits) -> Duties:
    standing = [line for line in record.duties if line.state is not DutyState.ENDED]
    return Duties(
        services=tuple(_services(record.duties, exhibits)),
        waiting=tuple(_waiting(record)),
        settled=sum(line.state.is_settled for line in standing),
        standing=len(standing),
        as_of=day(record.today),
    )


def _waiting(record: Record) -> Iterator[Row]:
    taken_over = {str(line.duty.service_id) for line in record.duties}
    for line in record.standpoint.readiness.lines:
        asked = line.requirement
        if asked.kind is RequirementKind.USER_CONTROLS and asked.service_id not in taken_over:
            yield Row(asked.title, line.sentence)


def _services(lines: tuple[DutyLine, ...], exhibits: Exhibits) -> Iterator[ServiceAsks]:
    named = sorted(lines, key=lambda line: (str(line.duty.service), str(line.duty.service_id)))
    for _, group in groupby(named, key=lambda line: line.duty.service_id):
        of_service = list(group)
        yield ServiceAsks(
            str(of_service[0].duty.service), tuple(_asked(one, exhibits) for one in of_service)
        )


def _asked(line: DutyLine, exhibits: Exhibits) -> Asked:
    duty = line.duty
    accepted = next((one for one in line.answers if one.accepted), None)
    answer = accepted or next(iter(line.answers), None)
    return Asked(
        number=duty.number or str(duty.place),
        text=duty.text,
        criteria=", ".join(duty.criteria),
        state=line.state.label,
        tone=TONES[line.state],
        when=_when(line),
        owner=duty.owner.name if duty.owner else "Nobody has it",
        answer=_shown(answer, exhibits) if answer else None,
    )


def _when(line: DutyLine) -> str:
    if line.state is DutyState.ENDED:
        return line.duty.ended_because
    if line.due is None:
        return ""
    return f"until {day(line.due)}" if line.state.is_settled else f"by {day(line.due)}"


def _shown(answer: DutyAnswer, exhibits: Exhibits) -> AnswerShown:
    given = f"{answer.given_by.name}, {day(answer.given_at)}"
    looked_at = {
        None: "not looked at yet",
        True: f"accepted by {name(answer.decided_by)}, {day(answer.decided_at)}",
        False: f"returned by {name(answer.decided_by)}, {day(answer.decided_at)}",
    }
    return AnswerShown(
        form=answer.of_kind.label,
        words=answer.words,
        link=answer.link,
        people=f"{given}; {looked_at[answer.accepted]}",
        exhibit=exhibits.get(f"{DocumentKind.DUTY_ANSWER}:{answer.pk}"),
    )
