"""Several exceptions at one control are told apart, and each is answered for itself."""

from dataclasses import replace

import pytest

from compliance.vendors.rules import ReportRefused
from tests.compliance.vendors.rules.reports_to_judge import SOUND
from tests.compliance.vendors.rules.test_findings import EXCEPTION, accept, judged


def test_each_of_several_exceptions_at_one_control_is_answered_for_itself():
    second = replace(EXCEPTION, has_response=False, page=44)
    report = replace(SOUND, exceptions=(EXCEPTION, second, replace(EXCEPTION, control="CC7.2-01")))
    answers = {"exception:CC6.2-01": "Own access reviews.", "exception:CC7.2-01": "Minor."}

    with pytest.raises(ReportRefused) as refused:
        accept(report, judged(report), answers)

    assert str(refused.value) == (
        "Answer first: Exception at CC6.2-01, 2 of 2 (CC6.2, CC6.3, page 44), without a response "
        "of management."
    )
    accept(report, judged(report), answers | {"exception:CC6.2-01#2": "Asked the vendor."})


def test_exceptions_at_controls_without_a_name_are_told_apart_too():
    unnamed = replace(EXCEPTION, control="")
    report = replace(SOUND, exceptions=(unnamed, unnamed))

    found = [one for one in judged(report) if one.key.startswith("exception")]

    assert len({one.key for one in found}) == len({one.sentence for one in found}) == 2
    assert all("a control without a name" in one.sentence for one in found)
