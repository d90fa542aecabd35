"""The map follows the duties: what is handed back is open until it is shown and accepted."""

from datetime import timedelta

import pytest

from compliance.clearance.queries import standpoint
from compliance.coverage.queries import coverage_of
from compliance.cuecs.models import CuecDuty
from compliance.vendors.rules import CoverageState
from engagements.lifecycle.rules import Party
from tests.cast import NOON
from tests.compliance.cuecs.relying import CONTROLS, NEXT_MONTH, accepted, given, rely, shown

TODAY = NOON.date()


@pytest.fixture
def duties(cast, engagement, host, run_jobs):
    """The duties of both controls of the host's report: CC6.2 and CC6.1."""
    rely(cast, host, CONTROLS)
    run_jobs()
    with cast.at(cast.lakeview):
        return {one.criteria[0]: one for one in CuecDuty.objects.standing()}


def reason(cast, engagement, criterion="CC6.2", today=TODAY):
    with cast.at(cast.lakeview):
        stand = standpoint(engagement, today=today)
        (service,) = coverage_of(stand, engagement=engagement, today=today).services
    (cell,) = [cell for cell in service.cells if cell.criterion.id == criterion]
    return cell.reasons[0]


def test_a_control_that_nobody_was_given_asks_the_partner_for_an_owner(cast, engagement, duties):
    found = reason(cast, engagement)

    assert found.state is CoverageState.YOURS_OPEN
    assert found.to_do == "Give it an owner and a date."
    assert found.holder is Party.PARTNER
    assert found.key == str(duties["CC6.2"].pk)


def test_an_owner_has_it_until_its_day_and_then_it_is_overdue(cast, engagement, duties):
    given(cast, duties["CC6.2"])

    before, after = (
        reason(cast, engagement),
        reason(cast, engagement, today=NEXT_MONTH + timedelta(days=1)),
    )

    assert (before.holder, before.person) == (Party.CLIENT, "Lena Lake")
    assert "open, to be shown by" in before.sentence
    assert "overdue since" in after.sentence


def test_what_was_shown_counts_once_a_second_person_accepted_it(cast, engagement, duties):
    duty = given(cast, duties["CC6.2"])
    answer = shown(cast, duty)
    waiting = reason(cast, engagement)
    accepted(cast, answer)

    assert waiting.state is CoverageState.YOURS_OPEN
    assert "a second person has not looked at it yet" in waiting.sentence
    assert reason(cast, engagement).state is CoverageState.YOURS_DONE
    assert reason(cast, engagement, "CC6.1").state is CoverageState.YOURS_OPEN
