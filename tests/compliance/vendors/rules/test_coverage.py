"""The map says of every criterion who answers for it: an exhaustive table of what decides that."""

from dataclasses import replace
from itertools import product

import pytest

from compliance.vendors.rules import (
    CRITERIA,
    NEED_SOMEBODY,
    Category,
    CoverageState,
    Cuec,
    HandedBack,
    Opinion,
    Reading,
    ReportException,
    Subservice,
    SubserviceMethod,
    coverage,
    criteria_of,
    unplaced,
    verdict,
)
from compliance.vendors.tiles import LOOKS
from engagements.lifecycle.rules import Party
from tests.compliance.vendors.rules.reports_to_judge import SOUND

HERE = "CC6.2"
EXCEPTION = ReportException(control="AC-02", criteria=(HERE,), has_response=True, page=40)
CUEC = Cuec(text="Remove those who leave.", criteria=(HERE,), page=31)
CARVED = Subservice(name="Halden AS", method=SubserviceMethod.CARVE_OUT, criteria=(HERE,))

# What decides about one criterion, each in every way it can be. The state is that of the first
# row of the table below that holds: the one that leaves most to do.
NOT_MET = ("met", "not met, answered", "not met")
CARVED_OUT = ("kept", "carved out, report here", "carved out", "inclusive")
EXCEPTIONS = ("none", "answered", "open")
CUECS = ("none", "done", "open")
TABLE = (
    ("not met", CoverageState.NOBODY),
    ("carved out", CoverageState.CARVED_AWAY),
    ("exception open", CoverageState.EXCEPTION_OPEN),
    ("control open", CoverageState.YOURS_OPEN),
    ("carved out, report here", CoverageState.CARVED_HERE),
    ("not met, answered", CoverageState.EXCEPTION_ANSWERED),
    ("exception answered", CoverageState.EXCEPTION_ANSWERED),
    ("control done", CoverageState.YOURS_DONE),
)


def cell(reading, name=HERE, **options):
    return next(c for c in coverage(reading, **options) if c.criterion.id == name)


def reading_with(met, carved, exception, cuec):
    report = SOUND
    if met != "met":
        report = replace(report, criteria_not_met=(HERE,))
    if carved != "kept":
        method = SubserviceMethod.INCLUSIVE if carved == "inclusive" else CARVED.method
        report = replace(report, subservice=(replace(CARVED, method=method),))
    if exception != "none":
        told = replace(EXCEPTION, has_response=exception == "answered")
        report = replace(report, exceptions=(told,))
    handed = ()
    if cuec != "none":
        report = replace(report, cuecs=(CUEC,))
        handed = (HandedBack(cuec=CUEC, is_evidenced=cuec == "done"),)
    return Reading(
        report=report,
        handed_back=handed,
        own_reports={"Halden AS": "whose report is here"} if carved.endswith("here") else {},
        answers={"opinion": "Looked at."} if met.endswith("answered") else {},
    )


def facts_of(met, carved, exception, cuec):
    return {met, carved, f"exception {exception}", f"control {cuec}"}


@pytest.mark.parametrize(
    "ways", list(product(NOT_MET, CARVED_OUT, EXCEPTIONS, CUECS)), ids="; ".join
)
def test_every_combination_has_the_state_that_leaves_most_to_do(ways):
    drawn = cell(reading_with(*ways))

    holding = [state for words, state in TABLE if words in facts_of(*ways)]
    assert drawn.state is (holding[0] if holding else CoverageState.COVERED)
    assert [reason.state for reason in drawn.reasons] == (holding or [CoverageState.COVERED])


@pytest.mark.parametrize("ways", list(product(NOT_MET, CARVED_OUT, EXCEPTIONS, CUECS)))
def test_outside_the_categories_of_the_report_nothing_else_decides(ways):
    reading = reading_with(*ways)
    narrow = replace(reading, report=replace(reading.report, categories=frozenset()))

    assert cell(narrow).state is CoverageState.OUTSIDE


def test_without_a_report_nobody_answers_and_it_is_said_why():
    cells = coverage(None, without="The report ran out.")

    assert {one.state for one in cells} == {CoverageState.NOBODY}
    assert {one.reasons[0].sentence for one in cells} == {"The report ran out."}


@pytest.mark.parametrize(
    "needed", [{Category.SECURITY}, {Category.SECURITY, Category.PRIVACY}, set(Category)]
)
def test_the_map_has_every_criterion_of_the_needed_categories_once_in_order(needed):
    names = [one.criterion for one in coverage(Reading(report=SOUND), needed=needed)]

    assert names == list(criteria_of(needed))


def test_a_needed_category_that_the_report_lacks_is_outside_of_it():
    found = cell(Reading(report=SOUND), "A1.1")

    assert found.state is CoverageState.OUTSIDE
    assert "Availability is not among the categories" in found.reasons[0].sentence
    assert found.reasons[0].to_do == "Ask the vendor for a report that covers availability."


def test_without_word_of_what_became_of_them_controls_left_to_users_are_open():
    found = cell(Reading(report=replace(SOUND, cuecs=(CUEC,))))

    assert found.state is CoverageState.YOURS_OPEN
    assert "has no owner yet" in found.reasons[0].sentence


def test_a_control_left_to_users_says_who_has_it():
    handed = HandedBack(cuec=CUEC, words="due", holder=Party.CLIENT, person="Lena Larsen", key="7")
    reading = Reading(report=replace(SOUND, cuecs=(CUEC,)), handed_back=(handed,))

    reason = cell(reading).reasons[0]

    assert (reason.holder, reason.person, reason.key) == (Party.CLIENT, "Lena Larsen", "7")


@pytest.mark.parametrize(
    ("change", "page"), [({"exceptions": (EXCEPTION,)}, 40), ({"cuecs": (CUEC,)}, 31), ({}, 29)]
)
def test_a_reason_cites_the_page_of_the_report(change, page):
    assert cell(Reading(report=replace(SOUND, **change), page=29)).reasons[0].page == page


def test_an_organisation_whose_report_the_reviewer_has_seen_counts_as_reported():
    seen = replace(CARVED, own_report=True)

    found = cell(Reading(report=replace(SOUND, subservice=(seen,))))

    assert found.state is CoverageState.CARVED_HERE


def test_each_exception_at_one_control_is_told_with_its_own_answer():
    report = replace(SOUND, exceptions=(EXCEPTION, replace(EXCEPTION, result="Two were late.")))
    answers = {"exception:AC-02": "The first.", "exception:AC-02#2": "The second."}

    told = [one.sentence for one in cell(Reading(report=report, answers=answers)).reasons]

    assert ["The first." in one for one in told] == [True, False]
    assert ["The second." in one for one in told] == [False, True]
    assert "2 of 2: Two were late." in told[1]


def test_what_names_no_criterion_is_not_lost():
    report = replace(
        SOUND,
        exceptions=(replace(EXCEPTION, criteria=()),),
        subservice=(replace(CARVED, criteria=()),),
        cuecs=(replace(CUEC, criteria=()),),
    )

    assert {reason.state for reason in unplaced(Reading(report=report))} == {
        CoverageState.EXCEPTION_ANSWERED,
        CoverageState.CARVED_AWAY,
        CoverageState.YOURS_OPEN,
    }
    assert unplaced(None) == ()


def test_whatever_needs_somebody_says_what_settles_it_and_who_has_that():
    for ways in product(NOT_MET, CARVED_OUT, EXCEPTIONS, CUECS):
        for reason in cell(reading_with(*ways)).reasons:
            left = reason.state in NEED_SOMEBODY
            assert bool(reason.to_do) == left
            assert (reason.holder is not Party.NOBODY) == left


def test_every_state_has_its_words_and_a_shape_of_its_own():
    assert all(state.label and state.meaning for state in CoverageState)
    assert len({icon for _, icon in LOOKS.values()}) == len(CoverageState) == len(LOOKS)


def test_the_criteria_of_the_map_are_all_there_are():
    assert len(coverage(Reading(report=SOUND))) == len(CRITERIA) == 61


def test_a_qualified_opinion_that_names_no_criterion_leaves_none_covered():
    cells = coverage(
        Reading(report=replace(SOUND, opinion=Opinion.QUALIFIED)), needed={Category.SECURITY}
    )

    assert {one.state for one in cells} == {CoverageState.EXCEPTION_OPEN}


def test_a_criterion_that_is_not_met_is_never_counted_as_covered_by_the_vendor():
    report = replace(SOUND, opinion=Opinion.QUALIFIED, criteria_not_met=(HERE,))
    answered = Reading(report=report, answers={"opinion": "Reviewed by hand."})

    found = verdict(coverage(answered, needed={Category.SECURITY}))

    assert (found.all, found.vendor, found.exceptions, found.unmet) == (33, 32, 0, 1)
    assert found.sentence("The report").endswith("1 is not met by the vendor.")


def test_what_names_no_criterion_keeps_the_map_from_saying_that_nothing_waits():
    reading = Reading(report=replace(SOUND, subservice=(replace(CARVED, criteria=()),)))

    found = verdict(coverage(reading, needed={Category.SECURITY}), unplaced(reading))

    assert found.open == 0
    assert found.to_do == "1 thing needs somebody that the report ties to no criterion."
    assert "It leaves 1 thing open without naming a criterion." in found.sentence("The report")
