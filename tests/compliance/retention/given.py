"""A retention setting on its way, step by step, through the actions that people use."""

import json
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from compliance.retention import actions
from compliance.retention.actions import Shown
from compliance.retention.intake import take_capture, take_file
from compliance.retention.queries import READING_RULES
from compliance.retention.rules import Outcome, ProofForm, Reach, Statement, Step, written_down
from portal.files.intake import examine
from portal.files.store import default_store
from tests.cast import NOON
from tests.papers import upload

TODAY = NOON.date()
ACCOUNT = "org-lakeview"
ZERO = {"object": "organization.data_retention", "type": "zero_data_retention"}
MONITORED = {"object": "organization.data_retention", "type": "modified_abuse_monitoring"}
ZERO_RULE = READING_RULES.by_key("openai-organisation-zero")
LOGGING_OFF = written_down(
    "logging.prompts", "false", claim="Prompts are not logged", source="the host's settings call"
)
STEPS = {
    Step.ASKED: Statement(
        step=Step.ASKED,
        outcome=Outcome.DONE,
        on=date(2026, 11, 2),
        who="the vendor's sales team",
        words="Please set our organisation to zero data retention.",
    ),
    Step.ANSWERED: Statement(
        step=Step.ANSWERED,
        outcome=Outcome.DONE,
        on=date(2026, 11, 9),
        who="Vera of the vendor",
        reach=Reach.ORGANISATION,
        account=ACCOUNT,
        words="Approved for your organisation.",
    ),
    Step.CONFIGURED: Statement(
        step=Step.CONFIGURED,
        outcome=Outcome.DONE,
        on=date(2026, 11, 10),
        who="Emil Engine",
        account=ACCOUNT,
        setting="Data retention",
        value="Zero data retention",
        where="Settings, Organisation, Data controls",
    ),
}


def captured(answer, name="settings.json"):
    """A captured answer as a browser sends it."""
    raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return SimpleUploadedFile(name, raw, content_type="application/json")


def tell(cast, engagement, service, new, *, by=None, at=NOON, file=None):
    """Record one step."""
    taken = take_file(examine(file), store=default_store()) if file else None
    return actions.tell_step(
        engagement=engagement,
        service=service,
        new=new,
        taken=taken,
        by=by or cast.carla,
        at=at,
        today=TODAY,
    )


def set_up(cast, engagement, service):
    """Asked, approved, configured."""
    for new in STEPS.values():
        tell(cast, engagement, service, new)


def prove(
    cast,
    engagement,
    service,
    answer=ZERO,
    *,
    rule=ZERO_RULE,
    captured_on=TODAY,
    account=ACCOUNT,
    by=None,
    at=NOON,
    today=TODAY,
):
    """Hand in a captured answer."""
    return actions.record_proof(
        engagement=engagement,
        service=service,
        shown=Shown(
            form=ProofForm.SETTINGS_CALL,
            captured_on=captured_on,
            account=account,
            claim=rule.claim,
            keeps_nothing=rule.keeps_nothing,
            rule=rule,
        ),
        taken=take_capture(examine(captured(answer)), store=default_store()),
        by=by or cast.carla,
        at=at,
        today=today,
    )


def show_picture(cast, engagement, service, *, keeps_nothing=True, at=NOON):
    """Hand in a document that only a person can read."""
    return actions.record_proof(
        engagement=engagement,
        service=service,
        shown=Shown(
            form=ProofForm.DOCUMENT,
            captured_on=TODAY,
            account=ACCOUNT,
            claim="The console shows zero data retention",
            keeps_nothing=keeps_nothing,
        ),
        taken=take_file(examine(upload("console.pdf")), store=default_store()),
        by=cast.carla,
        at=at,
        today=TODAY,
    )


def attest(cast, engagement, capture, *, until, words="", by=None, at=NOON, today=TODAY):
    """Attest a proof as Pavel."""
    return actions.attest(
        engagement=engagement,
        held=capture.held,
        until=until,
        words=words,
        by=by or cast.pavel,
        at=at,
        today=today,
    )
