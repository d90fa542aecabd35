"""A report is judged with a reason for everything, and accepted by a second person."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.vendors.rules import (
    GAP,
    Category,
    Conclusion,
    Cuec,
    Opinion,
    ReportException,
    ReportKind,
    ReportRefused,
    ReportState,
    ReportType,
    Severity,
    Subservice,
    SubserviceMethod,
    check_report_acceptance,
    conclude,
    judge_report,
    valid_until,
)
from tests.compliance.vendors.rules.reports_to_judge import LETTER, SOUND, TODAY

STOP, CONDITION, NOTE = Severity
EXCEPTION = ReportException(control="CC6.2-01", criteria=("CC6.2", "CC6.3"), has_response=True)
CARVED = Subservice(name="Halden AS", method=SubserviceMethod.CARVE_OUT)


def judged(report, today=TODAY, needed=frozenset({Category.SECURITY})):
    return judge_report(report, today=today, needed_categories=needed)


def accept(report, findings, answers=None, **people):
    given = {"reviewed_by_id": "pat", "accepted_by_id": "sam"} | people
    check_report_acceptance(report, findings, answers or {}, state=ReportState.REVIEWED, **given)


def test_nothing_is_found_in_a_sound_report():
    assert judged(SOUND) == ()
    assert conclude(()) is Conclusion.RELY


@pytest.mark.parametrize(
    ("change", "key", "severity", "sentence"),
    [
        ({"kind": ReportKind.SOC1}, "kind", STOP, "A SOC 1 report does not give"),
        ({"kind": ReportKind.SOC3}, "kind", STOP, "A SOC 3 report does not give"),
        (
            {"type": ReportType.TYPE_I, "period_start": None},
            "type",
            STOP,
            "That they worked over time takes Type II",
        ),
        ({"covers_service": False}, "system", STOP, "another system, product or region"),
        ({"opinion": Opinion.ADVERSE}, "opinion", STOP, "opinion is adverse"),
        ({"opinion": Opinion.DISCLAIMER}, "opinion", STOP, "gave no opinion"),
        (
            {"opinion": Opinion.QUALIFIED, "criteria_not_met": ("CC6.2", "CC6.3")},
            "opinion",
            CONDITION,
            "qualified, on CC6.2, CC6.3",
        ),
        ({"opinion": Opinion.QUALIFIED}, "opinion", CONDITION, "criteria that have to be named"),
        (
            {"exceptions": (EXCEPTION,)},
            "exception:CC6.2-01",
            CONDITION,
            "Exception at CC6.2-01 (CC6.2, CC6.3), with a response of management.",
        ),
        (
            {"exceptions": (replace(EXCEPTION, has_response=False),)},
            "exception:CC6.2-01",
            CONDITION,
            "without a response",
        ),
        (
            {"bridge": None},
            GAP,
            CONDITION,
            "Its period ended on 30 September 2026, and no bridge letter covers the 53 days since "
            "30 September 2026.",
        ),
        (
            {"bridge": replace(LETTER, covers_until=date(2026, 11, 20))},
            GAP,
            CONDITION,
            "nothing covers the 2 days since 20 November 2026",
        ),
        (
            {
                "period_start": date(2024, 10, 1),
                "period_end": date(2025, 11, 21),
                "bridge": None,
            },
            "stale",
            STOP,
            "more than 12 months ago",
        ),
        (
            {"report_date": date(2026, 11, 23)},
            "future",
            STOP,
            "It is dated 23 November 2026, which is to come.",
        ),
        ({"period_start": date(2026, 7, 1)}, "short", NOTE, "92 days long"),
        (
            {"bridge": replace(LETTER, covers_until=date(2027, 1, 1))},
            "bridge-long",
            NOTE,
            "Only the first three are counted",
        ),
        (
            {"categories": frozenset({Category.PRIVACY})},
            "category:security",
            STOP,
            "Security is not in the report",
        ),
        (
            {"subservice": (CARVED,)},
            "subservice:Halden AS",
            CONDITION,
            "Halden AS is carved out, and no report of its own is here.",
        ),
        (
            {"cuecs": (Cuec(text="Keep keys secret.", criteria=("CC6.1",)),)},
            "cuecs",
            NOTE,
            "(complementary user entity controls, CUECs): 1.",
        ),
    ],
)
def test_each_fault_alone_is_found_with_its_weight_and_reason(change, key, severity, sentence):
    (finding,) = judged(replace(SOUND, **change))

    assert (finding.key, finding.severity) == (key, severity)
    assert sentence in finding.sentence


@pytest.mark.parametrize("category", sorted(set(Category) - {Category.SECURITY}))
def test_a_needed_category_that_is_missing_is_a_condition(category):
    findings = judged(SOUND, needed=frozenset({category}))

    if category is Category.CONFIDENTIALITY:
        assert findings == ()
    else:
        assert [f.key for f in findings] == [f"category:{category}"]


@pytest.mark.parametrize(
    ("letter", "key"),
    [
        (replace(LETTER, signed_by_management=False), "bridge-signed"),
        (replace(LETTER, covers_from=date(2026, 10, 2)), "bridge-late"),
    ],
)
def test_a_bridge_letter_that_is_not_counted_leaves_the_gap_open(letter, key):
    assert [f.key for f in judged(replace(SOUND, bridge=letter))] == [GAP, key]


@pytest.mark.parametrize(
    "other",
    [
        replace(CARVED, own_report=True),
        replace(CARVED, method=SubserviceMethod.INCLUSIVE),
    ],
)
def test_a_subservice_organisation_whose_controls_are_shown_is_no_finding(other):
    assert judged(replace(SOUND, subservice=(other,))) == ()


@pytest.mark.parametrize(
    ("today", "key"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), GAP),
        (date(2027, 9, 30), GAP),
        (date(2027, 10, 1), "stale"),
    ],
)
def test_without_a_letter_the_gap_opens_the_day_after_the_period_and_closes_the_report_in_a_year(
    today, key
):
    report = replace(SOUND, bridge=None, report_date=SOUND.period_end)

    findings = judged(report, today=today)

    assert [finding.key for finding in findings] == ([key] if key else [])


def test_the_gravest_comes_first():
    report = replace(SOUND, period_start=date(2026, 7, 1), bridge=None, opinion=Opinion.ADVERSE)

    assert [finding.severity for finding in judged(report)] == [STOP, CONDITION, NOTE]


@pytest.mark.parametrize(
    ("change", "conclusion"),
    [
        ({"opinion": Opinion.ADVERSE, "bridge": None}, Conclusion.DO_NOT_RELY),
        ({"bridge": None}, Conclusion.RELY_WITH_CONDITIONS),
        ({"period_start": date(2026, 7, 1)}, Conclusion.RELY),
    ],
)
def test_the_conclusion_is_as_bad_as_the_worst_finding(change, conclusion):
    assert conclude(judged(replace(SOUND, **change))) is conclusion


def test_everything_has_its_words():
    assert [c.label for c in Conclusion] == ["Rely", "Rely with conditions", "Do not rely"]
    assert all(severity.label for severity in Severity)


# Acceptance


def test_a_second_person_accepts_a_sound_report():
    accept(SOUND, judged(SOUND))


def test_the_reviewer_may_not_accept():
    with pytest.raises(ReportRefused, match="Somebody else has to accept"):
        accept(SOUND, (), accepted_by_id="pat")


def test_only_what_was_reviewed_is_accepted():
    with pytest.raises(ReportRefused, match="it cannot be accepted"):
        check_report_acceptance(
            SOUND,
            (),
            {},
            state=ReportState.RECEIVED,
            reviewed_by_id="pat",
            accepted_by_id="sam",
        )


def test_facts_that_cannot_be_true_are_not_accepted():
    with pytest.raises(ReportRefused, match="dated before"):
        accept(replace(SOUND, report_date=date(2026, 9, 1)), ())


def test_what_rules_reliance_out_cannot_be_answered():
    report = replace(SOUND, opinion=Opinion.ADVERSE)

    with pytest.raises(ReportRefused, match="adverse"):
        accept(report, judged(report), {"opinion": "We trust them."})


@pytest.mark.parametrize("answers", [{}, {GAP: "  "}, {"opinion": "Something else."}])
def test_a_condition_without_an_answer_is_not_accepted(answers):
    report = replace(SOUND, bridge=None)

    with pytest.raises(ReportRefused, match=r"^Answer first: Its period ended"):
        accept(report, judged(report), answers)


def test_with_every_condition_answered_it_is_accepted():
    report = replace(SOUND, bridge=None, exceptions=(EXCEPTION,))

    accept(
        report,
        judged(report),
        {GAP: "The next report is due in December.", "exception:CC6.2-01": "Own access reviews."},
    )


def test_notes_need_no_answer():
    report = replace(SOUND, period_start=date(2026, 7, 1))

    accept(report, judged(report))


# How long it counts


@pytest.mark.parametrize(
    ("letter", "answers", "until"),
    [
        (LETTER, {}, date(2026, 12, 31)),
        (None, {}, date(2026, 9, 30)),
        (None, {GAP: "Asked the vendor."}, date(2027, 9, 30)),
        (LETTER, {GAP: "Asked the vendor."}, date(2027, 9, 30)),
        (LETTER, {GAP: " "}, date(2026, 12, 31)),
    ],
)
def test_it_counts_as_far_as_it_reaches_or_for_a_year_where_the_gap_was_answered(
    letter, answers, until
):
    assert valid_until(replace(SOUND, bridge=letter), answers) == until
