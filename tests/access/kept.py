"""A step of a retention setting with its file, and a proof of it."""

from typing import TYPE_CHECKING, Any

from compliance.vendors.models import ServiceUse
from tests.access.actors import Actor
from tests.compliance.retention import given
from tests.papers import upload

if TYPE_CHECKING:
    from tests.access.objects import World


def statement(world: "World") -> Any:
    use = world.value("use_id", Actor.PARTNER_CONSULTANT)
    asked = given.STEPS[given.Step.ASKED]
    with world.at_client():
        service = ServiceUse.objects.get(pk=use).service
        mail = upload("mail.pdf")
        return given.tell(world.cast, world.engagement, service, asked, file=mail).pk


def proof(world: "World") -> Any:
    use = world.value("use_id", Actor.PARTNER_CONSULTANT)
    with world.at_client():
        service = ServiceUse.objects.get(pk=use).service
        given.set_up(world.cast, world.engagement, service)
        return given.prove(world.cast, world.engagement, service).held_id


MADE = {"proof_id": proof, "statement_id": statement, "step": lambda _: "asked"}
