"""Reports that are accepted, and duties that are given, shown and accepted."""

from datetime import date, datetime, timedelta

from compliance.cuecs import actions
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.cuecs.rules import AnswerKind
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorReport, VendorService
from engagements.lifecycle.rules import Party
from tests.cast import NOON, Cast
from tests.papers import REPORT, received

CONTROLS = [
    {"text": "Remove the accounts of leavers.", "criteria": ["CC6.2"], "number": "1", "page": 7},
    {"text": "Keep the encryption keys secret.", "criteria": ["CC6.1"], "number": "2", "page": 7},
]
TODAY = NOON.date()
NEXT_MONTH = TODAY + timedelta(days=30)
YEAR_ON = TODAY + timedelta(days=365)


def rely(
    cast: Cast,
    service: VendorService,
    controls: list[dict],
    *,
    at: datetime = NOON,
    ends: date = REPORT["period_end"],
    regions: tuple[str, ...] = (),
) -> VendorReport:
    """A report of a service, reviewed by Carla and accepted by Pavel."""
    stated = REPORT | {"cuecs": controls, "period_end": ends, "report_date": at.date()}
    stated |= {"regions": list(regions)}
    with cast.at(cast.northgate, cast.carla):
        found = vendors.receive_report(
            service=service, received=received(), stated=stated, by=cast.carla, at=at
        )
        vendors.review_report(
            report=found,
            stated={},
            answers={"gap": "The next one is due in spring."},
            by=cast.carla,
            at=at,
            today=at.date(),
        )
        return vendors.accept_report(report=found, by=cast.pavel, at=at, today=at.date())


def given(cast: Cast, duty: CuecDuty, owner=None, *, due_on: date = NEXT_MONTH) -> CuecDuty:
    """The duty, given to Lena of the client or to somebody else."""
    with cast.at(cast.lakeview, cast.carla):
        [done] = actions.assign(
            engagement=duty.engagement,
            assignments=[(duty, owner or cast.lena)],
            due_on=due_on,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
    return done


def shown(cast: Cast, duty: CuecDuty, *, at: datetime = NOON, **more) -> DutyAnswer:
    """A statement by the client's owner."""
    words = {"kind": AnswerKind.STATEMENT, "words": "HR tells us the same day.", "by": cast.lena}
    words |= {"side": Party.CLIENT, "counts_until": YEAR_ON, "at": at, "today": at.date()} | more
    with cast.at(cast.lakeview, words["by"]):
        return actions.answer_duty(duty=duty, **words)


def accepted(cast: Cast, answer: DutyAnswer, *, at: datetime = NOON) -> DutyAnswer:
    """Looked at by Carla."""
    with cast.at(cast.lakeview, cast.carla):
        return actions.accept_answer(
            duty=answer.duty, answer_id=answer.pk, by=cast.carla, at=at, today=at.date()
        )
