"""A duty that comes from a report, the file that shows it, and a request for another report."""

from typing import TYPE_CHECKING, Any

from compliance.clearance.actions import restamp
from compliance.cuecs.models import CuecDuty
from compliance.cuecs.rules import AnswerKind
from compliance.vendors.models import VendorService
from tests.access.actors import Actor
from tests.cast import NOON
from tests.compliance.cuecs.relying import CONTROLS, given, rely, shown
from tests.compliance.vendors.asking import asked
from tests.papers import received

if TYPE_CHECKING:
    from tests.access.objects import World


def duty(world: "World") -> Any:
    world.value("use_id", Actor.PARTNER_CONSULTANT)
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    with world.at_partner():
        service = VendorService.objects.get(pk=host)
    report = rely(world.cast, service, CONTROLS)
    with world.at_client():
        restamp(engagement_id=world.engagement.pk, at=NOON, today=NOON.date())
        return CuecDuty.objects.get(report_id=report.pk, number="1").pk


def answer(world: "World") -> Any:
    duty_id = world.value("duty_id", Actor.PARTNER_CONSULTANT)
    with world.at_client():
        found = CuecDuty.objects.select_related("engagement").get(pk=duty_id)
    given(world.cast, found)
    return shown(world.cast, found, kind=AnswerKind.FILE, received=received()).pk


def request(world: "World") -> Any:
    host = world.value("service_id", Actor.PARTNER_CONSULTANT)
    with world.at_partner():
        service = VendorService.objects.get(pk=host)
    return asked(world.cast, service, nda="here", nda_on=NOON.date(), file=received("nda.pdf")).pk
