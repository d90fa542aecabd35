"""The review of a DPA: a verdict on every item, conditions, and a second person who signs off."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from compliance.dpa.rules.items import ITEM, ITEMS, Item
from engagements.lifecycle.rules import Refused

REVIEW_VALID_DAYS = 365
"""How long an accepted review counts; then the DPA is read again. The partner's standard."""


class Verdict(StrEnum):
    """What a reviewer found of an item."""

    PRESENT = "present"
    PARTIAL = "partial"
    MISSING = "missing"
    CONTRADICTS = "contradicts"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return self.value.replace("_", " ").capitalize()


class ReviewState(StrEnum):
    """Where a review stands; only `ACCEPTED` counts."""

    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This review is"."""
        return _STATE_WORDS[self]


class ReviewStep(StrEnum):
    """What may be done to a review."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REOPEN = "reopen"


REVIEW_TRANSITIONS: Mapping[ReviewState, Mapping[ReviewStep, ReviewState]] = MappingProxyType(
    {
        ReviewState.OPEN: {ReviewStep.SUBMIT: ReviewState.SUBMITTED},
        ReviewState.SUBMITTED: {
            ReviewStep.ACCEPT: ReviewState.ACCEPTED,
            ReviewStep.REFUSE: ReviewState.REFUSED,
        },
        ReviewState.ACCEPTED: {},
        ReviewState.REFUSED: {ReviewStep.REOPEN: ReviewState.OPEN},
    }
)
"""What was accepted stays as it is; a new version of the document gets a new review."""


class ReviewRefused(Refused):
    """The review is not complete, or this person cannot take this step with it."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The verdict on one item.

    `words` are quoted from the document and `page` is counted from 1: one of them says where the
    verdict rests. `condition` is what has to be done because the item is not fully there.
    """

    item_id: str
    verdict: Verdict
    words: str = ""
    page: int | None = None
    note: str = ""
    condition: str = ""

    @property
    def falls_short(self) -> bool:
        """Whether the item is not fully there although it applies."""
        return self.verdict in {Verdict.PARTIAL, Verdict.MISSING, Verdict.CONTRADICTS}


def check_submission(
    judgements: Collection[Judgement], *, state: ReviewState, pages: int | None = None
) -> None:
    """Refuse, for every reason at once, to submit a review that is not complete.

    Complete: every item has a verdict; one that rests on the document says on which words or page;
    one that does not apply says why; a required item that falls short has a condition. No page
    lies behind the last of the document, which has that many `pages` where they were counted.
    """
    advance_review(state, ReviewStep.SUBMIT)
    ReviewRefused.if_any([*_gaps(judgements), *_beyond(judgements, pages)])


def check_acceptance(
    judgements: Collection[Judgement],
    *,
    state: ReviewState,
    submitted_by_id: str,
    accepted_by_id: str,
) -> None:
    """Refuse an acceptance by the reviewer, out of state, or of a review that is not complete."""
    advance_review(state, ReviewStep.ACCEPT)
    if accepted_by_id == submitted_by_id:
        raise ReviewRefused("You submitted this review. Somebody else has to accept it.")
    ReviewRefused.if_any(_gaps(judgements))


def advance_review(state: ReviewState, step: ReviewStep) -> ReviewState:
    """Give the state after `step`; refuse where the table has no such step."""
    try:
        return REVIEW_TRANSITIONS[state][step]
    except KeyError:
        message = f"This review is {state.words}; it cannot be {_STEP_WORDS[step]}."
        raise ReviewRefused(message) from None


def conditions(judgements: Collection[Judgement]) -> tuple[tuple[Item, str], ...]:
    """Give what has to be done, with the item it is for, in the order of the checklist."""
    by_item = {judgement.item_id: judgement for judgement in judgements}
    return tuple(
        (item, by_item[item.id].condition)
        for item in ITEMS
        if item.id in by_item and by_item[item.id].condition.strip()
    )


def review_valid_until(accepted_on: date) -> date:
    """Give the last day on which a review accepted on that day counts."""
    return accepted_on + timedelta(days=REVIEW_VALID_DAYS)


def replaced_from(*, dated: date, known_on: date) -> date:
    """Give the day from which a version no longer counts, once a newer one with a date is known.

    What nobody had seen yet replaces nothing, so it is never before the day it came in.
    """
    return max(dated, known_on)


def counts_until(accepted_on: date, *, replaced_on: date | None) -> date:
    """Give the last day on which an accepted review counts, for a version that may be replaced."""
    last = review_valid_until(accepted_on)
    return last if replaced_on is None else min(last, replaced_on - timedelta(days=1))


def _gaps(judgements: Collection[Judgement]) -> Iterator[str]:
    judged = [judgement.item_id for judgement in judgements]
    unknown = sorted(set(judged) - set(ITEM))
    if unknown:
        yield f"No such item: {', '.join(unknown)}."
    twice = sorted({name for name in judged if judged.count(name) > 1})
    if twice:
        yield f"Judged more than once: {', '.join(twice)}."
    missing = [item.label for item in ITEMS if item.id not in judged]
    if missing:
        yield f"Still to be judged: {', '.join(missing)}."
    for judgement in judgements:
        if judgement.item_id in ITEM:
            yield from _gaps_of(ITEM[judgement.item_id], judgement)


def _gaps_of(item: Item, judgement: Judgement) -> Iterator[str]:
    if judgement.verdict in _REST_ON_THE_DOCUMENT and not _says_where(judgement):
        yield f"{item.label}: quote the words or give the page that the verdict rests on."
    if judgement.verdict is Verdict.NOT_APPLICABLE:
        if not item.may_not_apply:
            yield f"{item.label}: this item always applies."
        elif not judgement.note.strip():
            yield f"{item.label}: say why it does not apply."
    if item.required and judgement.falls_short and not judgement.condition.strip():
        yield f"{item.label}: say what has to be done, because it is required and not fully there."


def _beyond(judgements: Collection[Judgement], pages: int | None) -> Iterator[str]:
    if pages is None:
        return
    for judgement in judgements:
        if judgement.item_id in ITEM and (judgement.page or 0) > pages:
            label = ITEM[judgement.item_id].label
            yield f"{label}: there is no page {judgement.page}; the document has {pages}."


def _says_where(judgement: Judgement) -> bool:
    return bool(judgement.words.strip()) or (judgement.page is not None and judgement.page >= 1)


_REST_ON_THE_DOCUMENT = {Verdict.PRESENT, Verdict.PARTIAL, Verdict.CONTRADICTS}

_STATE_WORDS = {
    ReviewState.OPEN: "being written",
    ReviewState.SUBMITTED: "submitted and waiting for a second person",
    ReviewState.ACCEPTED: "accepted",
    ReviewState.REFUSED: "refused",
}

_STEP_WORDS = {
    ReviewStep.SUBMIT: "submitted",
    ReviewStep.ACCEPT: "accepted",
    ReviewStep.REFUSE: "refused",
    ReviewStep.REOPEN: "opened again",
}
