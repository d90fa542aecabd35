"""What the pages of a DPA review show, put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compliance.dpa.forms import RoundForm, VerdictForm
from compliance.dpa.models import DpaChange, DpaProposal, DpaReview, DpaRound, DpaVerdict
from compliance.dpa.queries import changes_of, proposals_of, reading_of, rounds_of, verdicts_of
from compliance.dpa.rules import ITEMS, Item, ItemGroup, Judgement, RoundOutcome, conditions


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the checklist: its form, its verdict, and what the text proposes."""

    form: VerdictForm
    verdict: DpaVerdict | None
    judgement: Judgement | None
    proposal: DpaProposal | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An item that falls short: what has to be done, and the rounds with the vendor so far."""

    item: Item
    condition: str
    rounds: list[DpaRound]
    form: RoundForm

    @property
    def settled(self) -> bool:
        return any(one.came_to.settles for one in self.rounds)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many changes there are, and how many must be looked at."""

    material: int
    annexed: int
    wording: int


def checklist(review: DpaReview, forms: list[VerdictForm]) -> dict[str, Any]:
    """The groups of the checklist, what falls short, and where the reading stands."""
    verdicts, proposals = verdicts_of(review), proposals_of(review)
    judgements = [one.judgement for one in verdicts.values()]
    rows = [_row(form, verdicts, proposals) for form in forms]
    return {
        "groups": [
            (group, [row for row in rows if row.form.item.group is group]) for group in ItemGroup
        ],
        "judged": len(verdicts),
        "carried": sum(one.carried for one in verdicts.values()),
        "items": len(ITEMS),
        "conditions": conditions(judgements),
        "unsettled": list(_unsettled(review, judgements)),
        "reading": reading_of(review),
        "counted": _counted(changes_of(review)) if review.follows_id else None,
    }


def _row(
    form: VerdictForm, verdicts: dict[str, DpaVerdict], proposals: dict[str, DpaProposal]
) -> ItemRow:
    verdict = verdicts.get(form.item.id)
    judgement = verdict.judgement if verdict else None
    return ItemRow(form, verdict, judgement, proposals.get(form.item.id))


def _unsettled(review: DpaReview, judgements: list[Judgement]) -> Iterator[Unsettled]:
    rounds = rounds_of(review)
    by_item = {one.item_id: one for one in judgements if one.falls_short}
    for item in ITEMS:
        if item.id in by_item:
            form = RoundForm(prefix=item.id, initial={"outcome": RoundOutcome.ASKED.value})
            yield Unsettled(item, by_item[item.id].condition, rounds.get(item.id, []), form)


def _counted(changes: list[DpaChange]) -> Counted:
    weighty = [change for change in changes if change.material]
    annexed = sum(change.annexed for change in weighty)
    return Counted(len(weighty) - annexed, annexed, len(changes) - len(weighty))
