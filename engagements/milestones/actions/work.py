"""Laying out the plan, recording milestones with evidence, accepting or returning them."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from engagements.lifecycle import queries as lifecycle
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Scope
from engagements.milestones import queries, rules
from engagements.milestones.actions.shared import held_step, mail, tell
from engagements.milestones.models import EvidenceForm, Milestone, MilestoneEvidence
from engagements.milestones.queries import Step
from engagements.milestones.rules import MilestoneRefused
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right, Role
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue

PLANNED = log.action(queries.PLANNED, "laid out the plan of milestones")
STARTED = log.action(queries.STARTED, "began work on a milestone")
ATTACHED = log.action("engagements.milestone.evidence_attached", "attached evidence")
TAKEN_AWAY = log.action("engagements.milestone.evidence_taken_away", "took evidence away")
SUBMITTED = log.action(queries.SUBMITTED, "submitted a milestone")
ACCEPTED = log.action(queries.ACCEPTED, "accepted a milestone")
RETURNED = log.action(queries.RETURNED, "returned a milestone")
READ = log.action("engagements.milestone.evidence_read", "downloaded evidence")
WENT_LIVE = log.action(lifecycle.WENT_LIVE, "accepted the go-live")


@transaction.atomic
def lay_out_plan(
    *, engagement: Engagement, scope: Scope, by: User, at: datetime, today: date
) -> list[Milestone]:
    """Make the milestones of the route, with dates from its likely weeks.

    Raises MilestoneRefused while the route is undecided, or when there is a plan already.
    """
    locked = hold_open(engagement.pk)
    templates = rules.plan_for(scope)
    if not templates:
        raise MilestoneRefused("Choose the route first: the plan follows from it.")
    if Milestone.objects.of_engagement(locked).exists():
        raise MilestoneRefused("This engagement has a plan already.")
    dates = rules.forecast([template.planned for template in templates], today=today).dates
    milestones = [
        Milestone.plan(template, engagement=locked, position=place, due_on=dates[template.key])
        for place, template in enumerate(templates, start=1)
    ]
    locked.forecast_for(max(dates.values()))
    log.record(PLANNED, target=locked, by=by, at=at, engagement_id=locked.pk, route=scope.route)
    enqueue("compliance.restamp", engagement_id=str(locked.pk))
    return milestones


@transaction.atomic
def start(
    *, engagement: Engagement, milestone_id: UUID, role: Role, by: User, at: datetime, today: date
) -> Milestone:
    """Begin work on a milestone."""
    held, step = held_step(engagement, milestone_id, today)
    rules.check_start(step.facts(held), role=role, today=today)
    milestone = step.milestone.start(on=today)
    tell(STARTED, milestone, by, at, today)
    return milestone


@transaction.atomic
def attach_file(
    *,
    engagement: Engagement,
    milestone_id: UUID,
    title: str,
    received: Received,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> MilestoneEvidence:
    """Attach a file that is safe in the store."""
    step = _open_to_evidence(engagement, milestone_id, role, today)
    file = StoredFile(**received.columns()).keep(org_id=engagement.org_id, by_id=by.pk, at=at)
    evidence = _evidence(step, EvidenceForm.FILE, title or file.name, file.sha256)
    evidence.file = file
    return _attach(evidence, by, at)


@transaction.atomic
def attach_link(
    *,
    engagement: Engagement,
    milestone_id: UUID,
    title: str,
    link: str,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> MilestoneEvidence:
    """Attach a link. What it leads to is not kept, and the packet says so."""
    step = _open_to_evidence(engagement, milestone_id, role, today)
    evidence = _evidence(step, EvidenceForm.LINK, title or link, "")
    evidence.link = link
    return _attach(evidence, by, at)


@transaction.atomic
def attach_output(
    *,
    engagement: Engagement,
    milestone_id: UUID,
    title: str,
    output: str,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> MilestoneEvidence:
    """Attach what a command printed, with the SHA-256 of its text."""
    step = _open_to_evidence(engagement, milestone_id, role, today)
    digest = sha256(output.encode()).hexdigest()
    evidence = _evidence(step, EvidenceForm.OUTPUT, title or "Output", digest)
    evidence.output = output
    return _attach(evidence, by, at)


@transaction.atomic
def take_evidence_away(
    *,
    engagement: Engagement,
    evidence: MilestoneEvidence,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> None:
    """Take away what was attached by mistake, while the engineer still has the milestone."""
    step = _open_to_evidence(engagement, evidence.milestone_id, role, today)
    held = next((one for one in step.evidence if one.pk == evidence.pk), None)
    if held is None:
        raise MilestoneRefused("This evidence was taken away already.")
    held.take_away(by=by, at=at)
    _record(TAKEN_AWAY, held, by, at, step.milestone)


@transaction.atomic
def submit(
    *, engagement: Engagement, milestone_id: UUID, role: Role, by: User, at: datetime, today: date
) -> Milestone:
    """Hand a milestone with its evidence to the client, who is told by mail."""
    held, step = held_step(engagement, milestone_id, today)
    rules.check_submission(step.facts(held), role=role, today=today)
    milestone = step.milestone.submit(by=by, at=at, on=today)
    for person in people_with(Right.ACCEPT_MILESTONE, org_id=engagement.org_id):
        mail(person, "milestone_submitted", engagement, milestone, by, at)
    tell(SUBMITTED, milestone, by, at, today, evidence=[e.sha256 for e in step.evidence])
    return milestone


@transaction.atomic
def accept(
    *, engagement: Engagement, milestone_id: UUID, role: Role, by: User, at: datetime, today: date
) -> Milestone:
    """Accept for the client; accepting the go-live makes the engagement live."""
    held, step = held_step(engagement, milestone_id, today)
    rules.check_acceptance(step.facts(held), role=role, today=today)
    milestone = step.milestone.accept(by=by, at=at, on=today)
    if milestone.is_go_live:
        held.go_live(on=today)
        log.record(WENT_LIVE, target=held, by=by, at=at, engagement_id=engagement.pk)
    _mail_submitter("milestone_accepted", engagement, milestone, by, at)
    tell(ACCEPTED, milestone, by, at, today)
    return milestone


@transaction.atomic
def give_back(
    *,
    engagement: Engagement,
    milestone_id: UUID,
    reason: str,
    role: Role,
    by: User,
    at: datetime,
    today: date,
) -> Milestone:
    """Return a milestone to its engineer, saying what is missing."""
    held, step = held_step(engagement, milestone_id, today)
    rules.check_return(step.facts(held), role=role, reason=reason)
    milestone = step.milestone.give_back(reason=reason)
    _mail_submitter("milestone_returned", engagement, milestone, by, at)
    tell(RETURNED, milestone, by, at, today, reason=milestone.returned_reason)
    return milestone


@transaction.atomic
def read_evidence(*, evidence: MilestoneEvidence, by: User, at: datetime) -> StoredFile | None:
    """Note that somebody downloads the file, and give it; None for what is no file."""
    _record(READ, evidence, by, at, evidence.milestone)
    file: StoredFile | None = evidence.file
    return file


def _open_to_evidence(engagement: Engagement, milestone_id: UUID, role: Role, today: date) -> Step:
    held, step = held_step(engagement, milestone_id, today)
    rules.check_evidence_change(step.facts(held), role=role)
    return step


def _evidence(step: Step, form: EvidenceForm, title: str, digest: str) -> MilestoneEvidence:
    milestone = step.milestone
    return MilestoneEvidence(
        org_id=milestone.org_id,
        milestone=milestone,
        form=form,
        title=title.strip()[:200],
        sha256=digest,
    )


def _attach(evidence: MilestoneEvidence, by: User, at: datetime) -> MilestoneEvidence:
    evidence.attach(by=by, at=at)
    _record(ATTACHED, evidence, by, at, evidence.milestone, sha256=evidence.sha256)
    return evidence


def _record(
    what: log.Action,
    evidence: MilestoneEvidence,
    by: User,
    at: datetime,
    milestone: Milestone,
    **data: str,
) -> None:
    engagement_id = milestone.engagement_id
    log.record(
        what,
        target=evidence,
        by=by,
        at=at,
        engagement_id=engagement_id,
        milestone=milestone.key,
        **data,
    )


def _mail_submitter(
    template: str, engagement: Engagement, milestone: Milestone, by: User, at: datetime
) -> None:
    if milestone.submitted_by:
        mail(milestone.submitted_by, template, engagement, milestone, by, at)
