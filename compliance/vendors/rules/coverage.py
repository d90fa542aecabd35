"""Who answers for each trust services criterion: the vendor, somebody else, you, or nobody."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from compliance.vendors.rules.coverage_states import CoverageState
from compliance.vendors.rules.criteria import CRITERIA, Category, Criterion
from compliance.vendors.rules.exceptions import Noted, noted
from compliance.vendors.rules.reports import (
    Cuec,
    Opinion,
    ReportFacts,
    Subservice,
    SubserviceMethod,
)
from engagements.lifecycle.rules import Party

EVERY_CATEGORY = frozenset(Category)


@dataclass(frozen=True, kw_only=True)
class HandedBack:
    """A complementary user entity control (CUEC) and what has become of it in an engagement.

    `words` end the sentence that begins "It is": "evidenced until 3 March 2027". `to_do` is what
    settles it and `holder` has that, `person` is their name if there is one; `key` finds it again.
    """

    cuec: Cuec
    is_evidenced: bool = False
    words: str = "open, and has no owner yet"
    to_do: str = "Give it an owner and a date."
    holder: Party = Party.PARTNER
    person: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a criterion stands as it does: a sentence, and the page of the report it is read on.

    `to_do` says what would settle it and `holder` who has that; both are empty where nothing is
    left to do. `key` is that of the duty, for a page to link to.
    """

    state: CoverageState
    sentence: str
    page: int | None = None
    to_do: str = ""
    holder: Party = Party.NOBODY
    person: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One criterion on the map.

    `state` is what is drawn: where several hold, the one that leaves most to do, in the order of
    `CoverageState`. `reasons` tell all of them, in that order. `is_unmet` says that the auditor
    found that the vendor does not meet it, whatever was answered to that.
    """

    criterion: Criterion
    state: CoverageState
    reasons: tuple[Reason, ...] = ()
    is_unmet: bool = False


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a report is read for a map.

    `handed_back` are its CUECs with what became of them; without, they are taken as open.
    `own_reports` gives, by the name of a subservice organisation, the sentence about its own
    report that is here. `answers` are the reviewer's, by key of the finding. `page` is where the
    results of the tests begin.
    """

    report: ReportFacts
    handed_back: tuple[HandedBack, ...] | None = None
    own_reports: Mapping[str, str] | None = None
    answers: Mapping[str, str] | None = None
    page: int | None = None


def coverage(
    reading: Reading | None,
    *,
    needed: Collection[Category] = EVERY_CATEGORY,
    without: str = "There is no report of this service.",
) -> tuple[Coverage, ...]:
    """Give every criterion of the needed categories with who answers for it.

    Without a report that counts nobody does, for the reason given in `without`. A criterion is
    taken as covered when its category is in the report and nothing of what people confirmed of
    it says otherwise. Whether the report may be relied on at all is for `judge_report`.
    """
    wanted = [criterion for criterion in CRITERIA if criterion.category in needed]
    if reading is None:
        nobody = Reason(
            state=CoverageState.NOBODY,
            sentence=without,
            to_do="Get a report that counts, and have it reviewed.",
            holder=Party.PARTNER,
        )
        return tuple(_cell(criterion, (nobody,)) for criterion in wanted)
    unmet = reading.report.criteria_not_met
    return tuple(
        _cell(criterion, _reasons(criterion, reading), is_unmet=criterion.id in unmet)
        for criterion in wanted
    )


def unplaced(reading: Reading | None) -> tuple[Reason, ...]:
    """Give what the report says without naming a criterion, so that no cell can show it."""
    if reading is None:
        return ()
    return tuple(_of_lists(reading, lambda names: not names))


def _cell(criterion: Criterion, reasons: Iterable[Reason], *, is_unmet: bool = False) -> Coverage:
    ordered = tuple(sorted(reasons, key=lambda reason: _RANK[reason.state]))
    return Coverage(criterion=criterion, state=ordered[0].state, reasons=ordered, is_unmet=is_unmet)


def _reasons(criterion: Criterion, reading: Reading) -> Iterator[Reason]:
    report = reading.report
    if criterion.category not in report.categories:
        label = criterion.category.label
        yield Reason(
            state=CoverageState.OUTSIDE,
            sentence=f"{label} is not among the categories that the report covers.",
            to_do=f"Ask the vendor for a report that covers {label.lower()}.",
            holder=Party.PARTNER,
        )
        return
    found = list(_of_lists(reading, lambda names: criterion.id in names))
    if criterion.id in report.criteria_not_met:
        found.append(_not_met(reading))
    if report.opinion is Opinion.QUALIFIED and not report.criteria_not_met:
        found.append(_QUALIFIED)
    if not found:
        sentence = "The auditor tested the vendor’s controls for it, and noted no exception."
        found.append(Reason(state=CoverageState.COVERED, sentence=sentence, page=reading.page))
    yield from found


def _of_lists(reading: Reading, concerns: Callable[[tuple[str, ...]], bool]) -> Iterator[Reason]:
    report = reading.report
    for other in report.subservice:
        if other.method is SubserviceMethod.CARVE_OUT and concerns(other.criteria):
            yield _carved_out(other, (reading.own_reports or {}).get(other.name, ""))
    for one in noted(report.exceptions):
        if concerns(one.exception.criteria):
            yield _exception(one, reading)
    handed_back = reading.handed_back
    if handed_back is None:
        handed_back = tuple(HandedBack(cuec=cuec) for cuec in report.cuecs)
    for handed in handed_back:
        if concerns(handed.cuec.criteria):
            yield _handed_back(handed)


def _not_met(reading: Reading) -> Reason:
    answer = _answer(reading, "opinion")
    said = "The auditor found that the vendor does not meet it."
    if answer:
        state = CoverageState.EXCEPTION_ANSWERED
        return Reason(state=state, sentence=f"{said} The reviewer: “{answer}”")
    return Reason(
        state=CoverageState.NOBODY,
        sentence=said,
        to_do="Say what stands in its place, or do not rely on the report for it.",
        holder=Party.PARTNER,
    )


def _carved_out(other: Subservice, here: str) -> Reason:
    said = f"The report leaves it to {other.name} (carve-out)"
    if here or other.own_report:
        told = here or "whose own report the reviewer has seen"
        state = CoverageState.CARVED_HERE
        return Reason(state=state, sentence=f"{said}, {told}.", page=other.page)
    return Reason(
        state=CoverageState.CARVED_AWAY,
        sentence=f"{said}, of which no report is held.",
        page=other.page,
        to_do=f"Get the report of {other.name}.",
        holder=Party.PARTNER,
    )


def _exception(one: Noted, reading: Reading) -> Reason:
    exception, answer = one.exception, _answer(reading, one.key)
    told = [f"Exception at {one.name}{f': {exception.result}' if exception.result else '.'}"]
    if exception.response:
        told.append(f"The vendor’s management: “{exception.response}”")
    if answer:
        told.append(f"The reviewer: “{answer}”")
    if exception.has_response:
        state = CoverageState.EXCEPTION_ANSWERED
        return Reason(state=state, sentence=" ".join(told), page=exception.page)
    return Reason(
        state=CoverageState.EXCEPTION_OPEN,
        sentence=" ".join([*told, "The vendor’s management has not answered it."]),
        page=exception.page,
        to_do="Ask the vendor what it has done about it.",
        holder=Party.PARTNER,
    )


def _handed_back(handed: HandedBack) -> Reason:
    cuec = handed.cuec
    sentence = f"The report leaves this to you: “{cuec.text}” It is {handed.words}."
    if handed.is_evidenced:
        state = CoverageState.YOURS_DONE
        return Reason(state=state, sentence=sentence, page=cuec.page, key=handed.key)
    return Reason(
        state=CoverageState.YOURS_OPEN,
        sentence=sentence,
        page=cuec.page,
        to_do=handed.to_do,
        holder=handed.holder,
        person=handed.person,
        key=handed.key,
    )


def _answer(reading: Reading, key: str) -> str:
    return (reading.answers or {}).get(key, "").strip()


# Silence on where an opinion is qualified speaks for no criterion.
_QUALIFIED = Reason(
    state=CoverageState.EXCEPTION_OPEN,
    sentence="The auditor’s opinion is qualified, and it is not recorded on which criteria.",
    to_do="Record on which criteria the opinion is qualified.",
    holder=Party.PARTNER,
)
_RANK = {state: rank for rank, state in enumerate(CoverageState)}
