"""What is recorded of a report fits together, moves in order, and reaches a certain day."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.vendors.rules import (
    REPORT_TRANSITIONS,
    Category,
    Cuec,
    Opinion,
    ReportException,
    ReportKind,
    ReportRefused,
    ReportState,
    ReportStep,
    ReportType,
    Subservice,
    SubserviceMethod,
    advance_report,
    check_report,
)
from tests.compliance.vendors.rules.reports_to_judge import LETTER, SOUND


def test_everything_has_its_words():
    assert [kind.label for kind in ReportKind] == ["SOC 1", "SOC 2", "SOC 3"]
    assert [type_.label for type_ in ReportType] == ["Type I", "Type II"]
    assert Opinion.UNQUALIFIED.label == "Unqualified"
    assert [method.label for method in SubserviceMethod] == ["Carve-out", "Inclusive"]


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("step", ReportStep)
def test_a_step_leads_where_the_table_says_or_is_refused(state, step):
    if step in REPORT_TRANSITIONS[state]:
        assert advance_report(state, step) is REPORT_TRANSITIONS[state][step]
    else:
        with pytest.raises(ReportRefused, match=f"This report is {state.words}"):
            advance_report(state, step)


def test_a_sound_report_passes():
    check_report(SOUND)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"period_start": None}, "state its first day"),
        ({"type": ReportType.TYPE_I}, "one day and has no period"),
        ({"period_start": date(2026, 10, 1)}, "ends before it begins"),
        ({"report_date": date(2026, 9, 29)}, "dated before its period ended"),
        ({"categories": frozenset({Category.PRIVACY})}, "at least security"),
        ({"bridge": replace(LETTER, covers_until=date(2026, 9, 30))}, "letter ends before"),
        ({"criteria_not_met": ("CC6.9",)}, "No such criterion: CC6.9"),
        (
            {"exceptions": (ReportException(control="1", criteria=("X1",), has_response=True),)},
            "No such criterion: X1",
        ),
        ({"cuecs": (Cuec(text="Do.", criteria=("X2",)),)}, "No such criterion: X2"),
        (
            {
                "subservice": (
                    Subservice(name="S", method=SubserviceMethod.CARVE_OUT, criteria=("X3",)),
                )
            },
            "No such criterion: X3",
        ),
    ],
)
def test_facts_that_cannot_be_true_together_are_refused(change, message):
    with pytest.raises(ReportRefused, match=message):
        check_report(replace(SOUND, **change))


def test_a_type_1_report_of_one_day_is_sound_as_a_record():
    check_report(replace(SOUND, type=ReportType.TYPE_I, period_start=None))


def test_a_soc_1_report_need_not_cover_security():
    check_report(replace(SOUND, kind=ReportKind.SOC1, categories=frozenset()))


@pytest.mark.parametrize(
    ("letter", "reaches"),
    [
        (None, date(2026, 9, 30)),
        (LETTER, date(2026, 12, 31)),
        (replace(LETTER, covers_until=date(2026, 11, 16)), date(2026, 11, 16)),
        (replace(LETTER, covers_until=date(2027, 6, 30)), date(2026, 12, 31)),
        (replace(LETTER, covers_from=date(2026, 10, 2)), date(2026, 9, 30)),
        (replace(LETTER, signed_by_management=False), date(2026, 9, 30)),
        (
            replace(LETTER, covers_from=date(2026, 6, 1), covers_until=date(2026, 7, 1)),
            date(2026, 9, 30),
        ),
    ],
)
def test_a_bridge_letter_reaches_three_months_at_most_and_only_without_a_gap(letter, reaches):
    assert replace(SOUND, bridge=letter).reaches_until == reaches


@pytest.mark.parametrize(
    ("period_end", "stale_after"),
    [
        (date(2026, 9, 30), date(2027, 9, 30)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_report_is_stale_twelve_months_after_its_period(period_end, stale_after):
    assert replace(SOUND, period_end=period_end).stale_after == stale_after
