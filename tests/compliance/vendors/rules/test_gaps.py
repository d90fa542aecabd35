"""The time between two reports on the same service."""

from datetime import date

import pytest

from compliance.vendors.rules import judge_report
from tests.compliance.vendors.rules.reports_to_judge import SOUND, TODAY


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (None, []),
        (date(2025, 9, 30), []),
        (date(2025, 12, 1), []),
        (date(2025, 8, 31), ["The report before it ended on 31 August 2025: of 30 days"]),
    ],
)
def test_a_gap_between_a_report_and_the_one_before_is_told(before, told):
    found = judge_report(SOUND, today=TODAY, needed_categories=(), before=before)

    gaps = [one.sentence for one in found if one.key == "gap-before"]
    assert [sentence.startswith(words) for sentence, words in zip(gaps, told, strict=True)] == [
        True for _ in told
    ]
