"""Passing an agreement on to another signatory, with the consent of the one who was asked."""

from datetime import datetime

from django.db import transaction

from compliance.agreements.actions.telling import locked, mail, tell
from compliance.agreements.models import Agreement, Delegation
from compliance.agreements.queries import policy_of, signatories_of
from compliance.agreements.rules import PassingOn, Side, StepRefused, consent_to_pass_on
from engagements.lifecycle.actions import hold_open
from portal.accounts.models import User
from portal.audit import log
from portal.jobs.queue import enqueue

PASSED_ON = log.action("compliance.agreement.passed_on", "passed an agreement on to another person")

# What a version that was made out to somebody else has in common with the one before.
SAME = (
    *("org_id", "partner_id", "engagement_id", "kind", "title", "template_id", "template_version"),
    "theirs_id",
    *("template_sha256", "values", "text", "client_name", "partner_name", "client_signatory_id"),
    *("client_title", "partner_signatory_id", "partner_title", "sender_id", "sign_by"),
    *("effective_on", "ends_on"),
)


@transaction.atomic
def pass_on(
    *, agreement: Agreement, to: User, title: str, reason: str, said: str, by: User, at: datetime
) -> Agreement:
    """Let somebody else of the same side sign; gives the version made out to them.

    The document names who signs, so it is made anew and everybody is asked anew, also who had
    signed already. Raises PassingOnRefused and StepRefused.
    """
    hold_open(agreement.engagement_id)
    held = locked(agreement.pk)
    side = held.turn
    if side is None:
        raise StepRefused(f"This agreement is {held.stands.words}; it cannot be passed on.")
    words = consent_to_pass_on(to.name, held.party(side))
    held.pass_on(_passing(held, side, to, by, reason, said), by=by, at=at)
    follower = Agreement(**{name: getattr(held, name) for name in SAME})
    follower.follows, follower.number = held, held.number + 1
    setattr(follower, f"{side}_signatory", to)
    setattr(follower, f"{side}_title", title.strip())
    follower.prepare(at=at)
    delegation = Delegation(
        org_id=held.org_id,
        agreement=follower,
        side=side,
        given_by=by,
        given_to=to,
        words=words,
        reason=held.reason,
    ).give(at=at)
    enqueue("compliance.render_agreement", agreement_id=str(follower.pk))
    others = [held.sender] + ([held.client_signatory] if held.client_signed_at else [])
    mail("agreement_passed_on", held, *others, at=at, by=by, to_name=to.name)
    tell(PASSED_ON, held, by, at, to=str(to.pk), words=words, delegation=str(delegation.pk))
    return follower


def _passing(held: Agreement, side: Side, to: User, by: User, reason: str, said: str) -> PassingOn:
    people = signatories_of(held.engagement)
    may = people.client if side is Side.CLIENT else people.partner
    return PassingOn(
        state=held.stands,
        by_id=str(by.pk),
        signatory_ids={one: str(held.signatory(one).pk) for one in Side},
        sender_id=str(held.sender_id),
        to_id=str(to.pk),
        may_sign=frozenset(str(person.pk) for person in may),
        reason=reason,
        said=said,
        words=consent_to_pass_on(to.name, held.party(side)),
        four_eyes=policy_of(held.partner_id).four_eyes,
    )
