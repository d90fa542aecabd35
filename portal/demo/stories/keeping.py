"""A model service under a BAA: its retention asked for, approved, set, proven, and contradicted."""

import json
from datetime import date

from django.core.files.base import ContentFile

from compliance.retention import actions
from compliance.retention.actions import Shown
from compliance.retention.intake import take_capture
from compliance.retention.models import RetentionCapture
from compliance.retention.queries import READING_RULES
from compliance.retention.rules import Outcome, ProofForm, Reach, ReadingRule, Statement, Step
from compliance.vendors.models import VendorService
from engagements.lifecycle.models import Engagement
from portal.demo.stories.teller import Teller
from portal.files.intake import examine
from portal.files.store import default_store

ACCOUNT = "org-cedar-grove"
RULE = READING_RULES.by_key("openai-organisation-zero")


def ask_and_set(
    teller: Teller, engagement: Engagement, service: VendorService, *, days: int
) -> None:
    """Asked of the vendor, approved a week later, configured the day after."""
    steps = (
        (
            days,
            Statement(
                step=Step.ASKED,
                outcome=Outcome.DONE,
                on=teller.day(days),
                who="the vendor's sales team",
                words="Please approve zero data retention for our organisation "
                f"{ACCOUNT}, which handles PHI under the Business Associate Addendum.",
            ),
        ),
        (
            days - 7,
            Statement(
                step=Step.ANSWERED,
                outcome=Outcome.DONE,
                on=teller.day(days - 7),
                who="the vendor's compliance team",
                reach=Reach.ORGANISATION,
                account=ACCOUNT,
                words="Zero data retention is approved for your organisation.",
            ),
        ),
        (
            days - 8,
            Statement(
                step=Step.CONFIGURED,
                outcome=Outcome.DONE,
                on=teller.day(days - 8),
                who=teller.engineer.name,
                account=ACCOUNT,
                setting="Data retention",
                value="Zero data retention",
                where="Settings, Organisation, Data controls",
            ),
        ),
    )
    for ago, new in steps:
        with teller.inside(engagement, teller.consultant):
            actions.tell_step(
                engagement=engagement,
                service=service,
                new=new,
                by=teller.consultant,
                at=teller.at(ago),
                today=teller.day(ago),
            )


def capture(
    teller: Teller, engagement: Engagement, service: VendorService, kind: str, *, days: int
) -> RetentionCapture:
    """Hand in the answer of the settings call, as it was that day."""
    answer = {"object": "organization.data_retention", "type": kind}
    file = ContentFile(json.dumps(answer, indent=2).encode(), name="data_retention.json")
    rule, day = _rule(), teller.day(days)
    with teller.inside(engagement, teller.consultant):
        return actions.record_proof(
            engagement=engagement,
            service=service,
            shown=_shown(rule, day),
            taken=take_capture(examine(file), store=default_store()),
            by=teller.consultant,
            at=teller.at(days),
            today=day,
        )


def attest(
    teller: Teller, engagement: Engagement, proof: RetentionCapture, *, days: int, ahead: int
) -> None:
    """The partner's signatory stands behind it for some days."""
    with teller.inside(engagement, teller.signatory):
        actions.attest(
            engagement=engagement,
            held=proof.held,
            until=teller.day(-ahead),
            by=teller.signatory,
            at=teller.at(days),
            today=teller.day(days),
        )


def _rule() -> ReadingRule:
    if RULE is None:
        raise LookupError("The reading rule of the demonstration is gone.")
    return RULE


def _shown(rule: ReadingRule, day: date) -> Shown:
    return Shown(
        form=ProofForm.SETTINGS_CALL,
        captured_on=day,
        account=ACCOUNT,
        claim=rule.claim,
        keeps_nothing=rule.keeps_nothing,
        rule=rule,
    )
