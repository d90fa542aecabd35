"""The engagement: its parties, the facts of its scope, and the rules of the route that applied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day
from engagements.lifecycle.rules import (
    Destination,
    Ground,
    RouteAdvice,
    Scope,
    Stage,
    Verdict,
    advise,
    in_words,
)

TONES = {Verdict.OPEN: "good", Verdict.CONDITIONAL: "warn", Verdict.RULED_OUT: "bad"}


@dataclass(frozen=True)
class Destined:
    """What the rules say of one destination of prompts."""

    label: str
    chosen: bool
    verdict: str
    tone: str
    grounds: tuple[Row, ...]


@dataclass(frozen=True)
class NamedService:
    """A vendor service in use."""

    name: str
    does: str
    data: str
    since: str


@dataclass(frozen=True, kw_only=True)
class EngagementSection(Section):
    """Who, what, and by which route; with the rule behind every condition."""

    key: ClassVar[str] = "engagement"
    title: ClassVar[str] = "Engagement, parties and scope"

    facts: tuple[Row, ...]
    use_case: str
    scope: tuple[Row, ...]
    stated: str
    services: tuple[NamedService, ...]
    chosen: Destined | None
    others: tuple[Destined, ...]


def engagement(record: Record) -> EngagementSection:
    scope = record.standpoint.scope
    intended = _destination(scope)
    destinations = [_destined(advice, advice.destination is intended) for advice in advise(scope)]
    return EngagementSection(
        facts=tuple(_facts(record)),
        use_case=record.stated.use_case if record.stated else "",
        scope=tuple(_scope(scope)),
        stated=_stated(record),
        services=tuple(_services(record)),
        chosen=next((one for one in destinations if one.chosen), None),
        others=tuple(one for one in destinations if not one.chosen),
    )


def _scope(scope: Scope) -> Iterator[Row]:
    """Its facts; a reason only where there is something to give one for."""
    for fact in in_words(scope):
        if fact.name != "categories_reason" or scope.categories_reason:
            yield Row(fact.term, fact.words)


def _destination(scope: Scope) -> Destination:
    if scope.destination is Destination.UNDECIDED and scope.is_private_deployment:
        return Destination.OWN_DEPLOYMENT
    return scope.destination


def _facts(record: Record) -> Iterator[Row]:
    engagement = record.engagement
    yield Row("Client", record.client.legal_name, _role(record))
    yield Row("Implementation partner", record.partner.legal_name)
    yield Row("Led by", f"{engagement.lead.name}, {record.partner.name}")
    yield Row("Engagement", engagement.title, f"opened {day(engagement.opened_at)}")
    yield Row("Calendar", f"days are those of {record.client.time_zone}, times of day are UTC")
    yield Row("Stage", Stage(record.standpoint.readiness.stage).label)
    if engagement.went_live_on:
        yield Row("Live since", day(engagement.went_live_on))
    if engagement.closed_on:
        yield Row("Closed", day(engagement.closed_on))


def _role(record: Record) -> str:
    role = record.standpoint.scope.hipaa_role.label
    return role if record.stated else f"{role}; nobody has stated it yet"


def _stated(record: Record) -> str:
    stated = record.stated
    if stated is None:
        return (
            "Nobody has stated them for the record yet: they are from the intake, and assumed "
            "where that says nothing."
        )
    return (
        f"Version {stated.version} of the facts, stated by {stated.stated_by.name} on "
        f"{day(stated.stated_at)}."
    )


def _services(record: Record) -> Iterator[NamedService]:
    for use in record.uses:
        yield NamedService(
            name=str(use.use),
            does=use.entry.service.does.label,
            data="Touches the data" if use.use.touches_data else "Does not touch the data",
            since=day(use.use.named_at),
        )


def _destined(advice: RouteAdvice, chosen: bool) -> Destined:  # noqa: FBT001
    grounds: Iterable[Ground] = advice.reasons
    if chosen:
        grounds = (*advice.blocks, *advice.conditions, *advice.notes)
    return Destined(
        label=advice.destination.label,
        chosen=chosen,
        verdict=advice.verdict.label,
        tone=TONES[advice.verdict],
        grounds=tuple(Row("", ground.sentence, ground.citation) for ground in grounds),
    )
