"""Opening an engagement, stating its facts, closing it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from engagements.lifecycle import queries, rules
from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.queries import current_scope, facts_of_intake
from engagements.lifecycle.rules import EngagementRefused, Scope
from portal.accounts.actions import take_on_client
from portal.accounts.models import Membership, Organization, User
from portal.audit import log
from portal.audit.models import AuditEvent
from portal.jobs.queue import enqueue

OPENED = log.action("engagements.lifecycle.opened", "opened the engagement")
STATED = log.action("engagements.lifecycle.scope_stated", "stated the facts of the scope")
CLOSED = log.action(queries.CLOSED, "closed the engagement")

RESTAMP = "compliance.restamp"
HAND_ON = "engagements.pass_on_opening"


@transaction.atomic
def open_for_new_client(
    *,
    partner: Organization,
    client_name: str,
    legal_name: str,
    time_zone: str,
    title: str,
    lead: User,
    intake: dict[str, Any],
    by: User,
    at: datetime,
    booking_id: UUID | None = None,
) -> Engagement:
    """Take on a client and open its first engagement, on the partner's own pages.

    Raises EngagementRefused when the lead does not work for the partner.
    """
    client = take_on_client(
        partner=partner,
        name=client_name.strip(),
        legal_name=legal_name.strip(),
        time_zone=time_zone,
        by=by,
        at=at,
    )
    return open_engagement(
        partner=partner,
        client=client,
        title=title,
        lead=lead,
        intake=intake,
        by=by,
        at=at,
        booking_id=booking_id,
    )


@transaction.atomic
def open_engagement(
    *,
    partner: Organization,
    client: Organization,
    title: str,
    lead: User,
    intake: dict[str, Any],
    by: User,
    at: datetime,
    booking_id: UUID | None = None,
) -> Engagement:
    """Open an engagement for a client of the partner that is entered.

    `intake` holds the facts as they were said (fields of `rules.Scope` as JSON values, and
    `use_case`); nobody has stated them yet. The event stands in the partner's trail, and a job
    of its own takes it to the client's. Raises EngagementRefused when the lead does not work for
    the partner.
    """
    if not Membership.objects.current().filter(org=partner, user=lead).exists():
        raise EngagementRefused(f"{lead.name} does not work for {partner.name}.")
    engagement = Engagement(org=client, partner=partner, title=title.strip(), lead=lead)
    engagement.client_name, engagement.client_slug = client.name, client.slug
    engagement.intake, engagement.booking_id = intake, booking_id
    engagement.begin(at=at)
    log.record(
        OPENED,
        target=engagement,
        by=by,
        at=at,
        engagement_id=engagement.pk,
        client=client.name,
        lead=lead.name,
    )
    enqueue(HAND_ON, engagement_id=str(engagement.pk), by_id=str(by.pk))
    return engagement


@transaction.atomic
def record_opening(*, engagement_id: UUID, by_id: UUID) -> None:
    """Begin the client's own trail of an engagement with its opening; once, however often asked.

    Inside the client's organisation: the opening itself happened on the partner's pages.
    """
    locked = _locked(engagement_id)
    if AuditEvent.objects.of_engagement(locked.pk).filter(action=OPENED.name).exists():
        return
    log.record(
        OPENED,
        target=locked,
        by=User.objects.get(pk=by_id),
        at=locked.opened_at,
        engagement_id=locked.pk,
        lead=locked.lead.name,
        booking=str(locked.booking_id) if locked.booking_id else None,
    )


@transaction.atomic
def state_scope(
    *, engagement: Engagement, scope: Scope, use_case: str, by: User, at: datetime
) -> StatedScope:
    """State the facts of an engagement, in its client's organisation.

    The first statement confirms or corrects what the intake said. Afterwards a new version comes
    about only when something differs; otherwise the current one is given back. Raises
    rules.ScopeRefused with every contradiction.
    """
    locked = hold_open(engagement.pk)
    rules.check_statement(scope)
    current = current_scope(locked)
    before = current.facts if current else facts_of_intake(locked.intake)
    said = current.use_case if current else locked.intake.get("use_case", "")
    changed, reworded = rules.changes_between(before, scope), use_case.strip() != said
    if current and not changed and not reworded:
        return current
    version = current.version + 1 if current else 1
    stated = StatedScope.state(
        engagement=locked, version=version, scope=scope, use_case=use_case.strip(), by=by, at=at
    )
    log.record(
        STATED,
        target=locked,
        by=by,
        at=at,
        engagement_id=locked.pk,
        version=version,
        changed=_from_to(before, scope),
        use_case_reworded=reworded,
    )
    enqueue(RESTAMP, engagement_id=str(locked.pk))
    return stated


@transaction.atomic
def close_engagement(*, engagement: Engagement, reason: str, by: User, at: datetime) -> Engagement:
    """End an engagement; everything on record stays and can still be read.

    Raises EngagementRefused when it is closed already.
    """
    locked = _locked(engagement.pk)
    rules.check_closing(closed_on=locked.closed_on)
    locked.close(on=locked.org.day(at))
    log.record(CLOSED, target=locked, by=by, at=at, engagement_id=locked.pk, reason=reason.strip())
    enqueue(RESTAMP, engagement_id=str(locked.pk))
    return locked


@transaction.atomic
def hold_open(engagement_id: UUID) -> Engagement:
    """Lock an engagement whose record is to change: the first thing every such action does.

    What is taken after it (milestones, reviews) is always taken in this order. Raises
    rules.EngagementClosed when the engagement is over.
    """
    locked = _locked(engagement_id)
    rules.check_open(closed_on=locked.closed_on)
    return locked


def _locked(engagement_id: UUID) -> Engagement:
    found: Engagement = Engagement.objects.select_for_update().get(pk=engagement_id)
    return found


def _from_to(before: Scope, after: Scope) -> list[dict[str, Any]]:
    old, new = asdict(before), asdict(after)
    return [
        {"fact": name, "from": old[name], "to": value}
        for name, value in new.items()
        if value != old[name]
    ]
