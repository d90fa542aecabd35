"""The DPA reviews: every item of the checklist with its verdict and where it rests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from compliance.dpa.models import DpaReview, DpaRound
from compliance.dpa.rules import (
    ITEM,
    ITEMS,
    ItemGroup,
    Judgement,
    ReviewState,
    RoundOutcome,
    Verdict,
)
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day, name

TONES = {
    Verdict.PRESENT: "good",
    Verdict.PARTIAL: "warn",
    Verdict.MISSING: "bad",
    Verdict.CONTRADICTS: "bad",
    Verdict.NOT_APPLICABLE: "",
}

ROUND_TONES = {
    RoundOutcome.ASKED: "warn",
    RoundOutcome.ANSWERED: "warn",
    RoundOutcome.RESOLVED: "good",
    RoundOutcome.TAKEN_AS_IS: "",
}
ITEMS_IN_A_SHEET = 14


@dataclass(frozen=True)
class Judged:
    """One item of the checklist and what was found."""

    label: str
    citations: str
    verdict: str
    tone: str
    words: str
    page: int | None
    note: str


@dataclass(frozen=True)
class Group:
    """The items of one heading."""

    label: str
    items: tuple[Judged, ...]


@dataclass(frozen=True)
class Round:
    """One round with the vendor: what was said, by whom it was written down, what came of it."""

    number: int
    words: str
    told: str
    outcome: str
    tone: str


@dataclass(frozen=True)
class Shortfall:
    """An item that falls short: what has to be done, and the rounds in which it was settled."""

    label: str
    condition: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True)
class Reviewed:
    """One accepted review."""

    title: str
    exhibit: Exhibit | None
    facts: tuple[Row, ...]
    groups: tuple[Group, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, kw_only=True)
class DpaReviews(Section):
    """The newest accepted review of each service, item by item."""

    key: ClassVar[str] = "dpa"
    title: ClassVar[str] = "Data processing agreements"

    reviews: tuple[Reviewed, ...]
    as_of: str

    @property
    def sheets(self) -> tuple[Section, ...]:
        if not self.reviews:
            return (self,)
        return tuple(self._sheets())

    def _sheets(self) -> Iterator[Section]:
        for number, review in enumerate(self.reviews):
            first, *others = _stretches(review.groups)
            opening = replace(review, groups=first)
            yield DpaSheet(review=opening) if number else replace(self, reviews=(opening,))
            yield from (DpaItems(groups=groups) for groups in others)


@dataclass(frozen=True, kw_only=True)
class DpaSheet(Section):
    """The beginning of a review after the first."""

    key: ClassVar[str] = "dpa_sheet"
    title: ClassVar[str] = DpaReviews.title

    review: Reviewed


@dataclass(frozen=True, kw_only=True)
class DpaItems(Section):
    """More items of the review before it."""

    key: ClassVar[str] = "dpa_items"
    title: ClassVar[str] = DpaReviews.title

    groups: tuple[Group, ...]


def _stretches(groups: tuple[Group, ...]) -> Iterator[tuple[Group, ...]]:
    """Cut between groups where pages of items stand before the cut and behind it."""
    begun: list[Group] = []
    left = sum(len(group.items) for group in groups)
    for group in groups:
        begun.append(group)
        left -= len(group.items)
        if min(left, sum(len(one.items) for one in begun)) >= ITEMS_IN_A_SHEET:
            yield tuple(begun)
            begun = []
    yield tuple(begun)


def dpa(record: Record, exhibits: Exhibits) -> DpaReviews:
    newest: dict[UUID, Reviewed] = {}
    for review, judgements in record.reviews:
        if review.state == ReviewState.ACCEPTED and review.service_id not in newest:
            newest[review.service_id] = _reviewed(review, judgements, record, exhibits)
    return DpaReviews(reviews=tuple(newest.values()), as_of=day(record.today))


def _reviewed(
    review: DpaReview,
    judgements: tuple[Judgement, ...],
    record: Record,
    exhibits: Exhibits,
) -> Reviewed:
    return Reviewed(
        title=f"{review.document}, {review.service.vendor}",
        exhibit=exhibits.get(f"{DocumentKind.DPA}:{review.pk}"),
        facts=(
            Row("Service", str(review.service)),
            Row("Document", f"dated {day(review.dated)}" if review.dated else "not dated"),
            Row("Checklist", f"version {review.checklist}, {len(ITEMS)} items"),
            Row("Reviewed by", f"{name(review.submitted_by)}, {day(review.submitted_at)}"),
            Row("Signed off by", f"{name(review.decided_by)}, {day(review.accepted_on)}"),
            Row("Counts until", day(record.counts_until(review))),
        ),
        groups=tuple(_groups(judgements)),
        shortfalls=tuple(_shortfalls(judgements, record.rounds[review.pk])),
    )


def _shortfalls(
    judgements: tuple[Judgement, ...], rounds: Mapping[str, list[DpaRound]]
) -> Iterator[Shortfall]:
    """In the order of the checklist, whatever has a condition or was talked about."""
    conditions = {one.item_id: one.condition.strip() for one in judgements}
    for item_id in ITEM:
        told = tuple(_round(one) for one in rounds.get(item_id, ()))
        if conditions.get(item_id) or told:
            yield Shortfall(ITEM[item_id].label, conditions.get(item_id, ""), told)


def _round(one: DpaRound) -> Round:
    return Round(
        number=one.number,
        words=one.words,
        told=f"{name(one.told_by)}, {day(one.told_at)}",
        outcome=one.came_to.label,
        tone=ROUND_TONES[one.came_to],
    )


def _groups(judgements: tuple[Judgement, ...]) -> Iterator[Group]:
    found = {judgement.item_id: judgement for judgement in judgements}
    for group in ItemGroup:
        items = [one for one in ITEMS if one.group is group and one.id in found]
        if items:
            yield Group(
                group.label,
                tuple(_judged(one.label, one.citations, found[one.id]) for one in items),
            )


def _judged(label: str, citations: tuple[str, ...], judgement: Judgement) -> Judged:
    return Judged(
        label=label,
        citations="; ".join(citations),
        verdict=judgement.verdict.label,
        tone=TONES[judgement.verdict],
        words=judgement.words,
        page=judgement.page,
        note=judgement.note,
    )
