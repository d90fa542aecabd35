"""The DPA reviews: every item of the checklist with its verdict and where it rests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from compliance.dpa.models import DpaReview
from compliance.dpa.rules import ITEMS, ItemGroup, Judgement, ReviewState, Verdict, conditions
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
class Reviewed:
    """One accepted review."""

    title: str
    exhibit: Exhibit | None
    facts: tuple[Row, ...]
    groups: tuple[Group, ...]
    conditions: tuple[Row, ...]


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
            newest[review.service_id] = _reviewed(review, judgements, exhibits)
    return DpaReviews(reviews=tuple(newest.values()), as_of=day(record.today))


def _reviewed(review: DpaReview, judgements: tuple[Judgement, ...], exhibits: Exhibits) -> Reviewed:
    return Reviewed(
        title=f"{review.document}, {review.service.vendor}",
        exhibit=exhibits.get(f"{DocumentKind.DPA}:{review.pk}"),
        facts=(
            Row("Service", str(review.service)),
            Row("Document", f"dated {day(review.dated)}" if review.dated else "not dated"),
            Row("Checklist", f"version {review.checklist}, {len(ITEMS)} items"),
            Row("Reviewed by", f"{name(review.submitted_by)}, {day(review.submitted_at)}"),
            Row("Accepted by", f"{name(review.decided_by)}, {day(review.accepted_on)}"),
            Row("Counts until", day(review.valid_until)),
        ),
        groups=tuple(_groups(judgements)),
        conditions=tuple(Row(item.label, told) for item, told in conditions(judgements)),
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
