"""What waits for one person in an engagement: papers to sign, evidence to look at once more."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from compliance.agreements.queries import RIGHTS, agreements_of, turn_of
from compliance.cuecs.queries import DutyLine, Owners, is_nobodys, owners_of
from compliance.cuecs.queries import duties_of as controls_of
from compliance.cuecs.rules import DutyState
from compliance.dpa.queries import reviews_of
from compliance.dpa.rules import ReviewState
from compliance.evidence.queries import held_of
from compliance.evidence.rules import EvidenceKind, EvidenceState, show_date
from compliance.retention.queries import kept_of
from compliance.retention.rules import to_attest
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Duty
from engagements.milestones.models import Milestone, MilestoneDate
from engagements.milestones.rules import MilestoneState
from portal.accounts.roles import Right

LONGEST = 90  # characters of a control's words in a list


def duties_of(engagement: Engagement, *, today: date) -> tuple[Duty, ...]:
    """Everything that waits for one person now, longest first. Inside the client's organisation."""
    if engagement.closed_on is not None:
        return ()
    found = [
        *_signatures(engagement),
        *_reviews(engagement),
        *_held(engagement),
        *_settings(engagement),
        *_milestones(engagement),
        *_dates(engagement),
        *_controls(engagement, today),
    ]
    return tuple(sorted(found, key=lambda duty: duty.since))


def _signatures(engagement: Engagement) -> Iterator[Duty]:
    for agreement in agreements_of(engagement):
        turn = turn_of(agreement)
        if turn is None or turn.person is None:
            continue
        yield Duty(
            title=f"Read and sign the {agreement.of_kind.short}",
            url=_url("compliance:agreement", engagement, agreement.pk),
            right=RIGHTS[turn.party],
            since=engagement.org.day(turn.since).isoformat(),
            person=str(turn.person.pk),
        )


def _reviews(engagement: Engagement) -> Iterator[Duty]:
    for review in reviews_of(engagement):
        if review.state == ReviewState.SUBMITTED and review.submitted_at:
            yield Duty(
                title=f"Look at the review of the DPA of {review.service.vendor}, and accept it",
                url=_url("compliance:dpa-review", engagement, review.pk),
                right=Right.REVIEW_EVIDENCE,
                since=engagement.org.day(review.submitted_at).isoformat(),
                not_by=str(review.submitted_by_id),
            )


def _held(engagement: Engagement) -> Iterator[Duty]:
    for held in held_of(engagement):
        if held.state == EvidenceState.RECORDED and held.kind != EvidenceKind.RETENTION_PROOF:
            yield Duty(
                title=f"Look at “{held.title}”, and accept it",
                url=_url("compliance:held", engagement, held.pk),
                right=Right.REVIEW_EVIDENCE,
                since=engagement.org.day(held.recorded_at).isoformat(),
                not_by=str(held.recorded_by_id),
            )


def _settings(engagement: Engagement) -> Iterator[Duty]:
    for kept in kept_of(engagement).values():
        proof = to_attest(kept.proven)
        if proof:
            yield Duty(
                title=f"Look at “{proof.label}”, and attest it",
                url=_url("compliance:retention-proof", engagement, proof.id),
                right=Right.REVIEW_EVIDENCE,
                since=proof.recorded_on.isoformat(),
                not_by=proof.recorded_by_id,
            )


def _milestones(engagement: Engagement) -> Iterator[Duty]:
    rows = Milestone.objects.of_engagement(engagement).in_order()
    for milestone in rows.filter(state=MilestoneState.SUBMITTED):
        if milestone.submitted_at:
            yield Duty(
                title=f"Look at the milestone “{milestone.title}”, and accept it",
                url=f"{_url('engagements:milestones', engagement)}#{milestone.key}",
                right=Right.ACCEPT_MILESTONE,
                since=engagement.org.day(milestone.submitted_at).isoformat(),
            )


def _dates(engagement: Engagement) -> Iterator[Duty]:
    rows = MilestoneDate.objects.of_engagement(engagement).waiting().select_related("milestone")
    for one in rows.exclude(milestone__state=MilestoneState.ACCEPTED):
        yield Duty(
            title=f"Answer the date proposed for “{one.milestone.title}”",
            url=f"{_url('engagements:milestones', engagement)}#{one.milestone.key}",
            right=Right.ACCEPT_MILESTONE,
            since=engagement.org.day(one.proposed_at).isoformat(),
        )


def _controls(engagement: Engagement, today: date) -> Iterator[Duty]:
    lines = controls_of(engagement, today=today)
    people = owners_of(engagement) if lines else Owners()
    nobodys = [
        line.duty
        for line in lines
        if is_nobodys(line, people) and not (line.duty.owner_id and line.state.is_settled)
    ]
    if nobodys:
        yield Duty(
            title=f"Give {_how_many(len(nobodys))} an owner and a date",
            url=_url("compliance:duties", engagement),
            right=Right.REVIEW_EVIDENCE,
            since=engagement.org.day(min(duty.opened_at for duty in nobodys)).isoformat(),
        )
    for line in lines:
        yield from _control(engagement, line)


def _control(engagement: Engagement, line: DutyLine) -> Iterator[Duty]:
    duty, url = line.duty, _url("compliance:duty", engagement, line.duty.pk)
    if line.waiting:
        yield Duty(
            title=f"Look at the answer to “{_short(duty.text)}”, and accept it",
            url=url,
            right=Right.REVIEW_EVIDENCE,
            since=engagement.org.day(line.waiting.given_at).isoformat(),
            not_by=str(line.waiting.given_by_id),
        )
    elif line.state in {DutyState.OPEN, DutyState.OVERDUE} and duty.owner_id and duty.assigned_at:
        yield Duty(
            title=f"Show that this is done: “{_short(duty.text)}”{_until(line)}",
            url=url,
            right=Right.ANSWER_DUTY,
            since=engagement.org.day(duty.assigned_at).isoformat(),
            person=str(duty.owner_id),
        )


def _how_many(count: int) -> str:
    return "one user entity control" if count == 1 else f"{count} user entity controls"


def _until(line: DutyLine) -> str:
    if line.due is None:
        return ""
    if line.state is DutyState.OVERDUE:
        return f", overdue since {show_date(line.due)}"
    return f", by {show_date(line.due)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rsplit(' ', 1)[0]} …"


def _url(name: str, engagement: Engagement, *more: object) -> str:
    return reverse(name, args=(engagement.client_slug, engagement.pk, *more))
