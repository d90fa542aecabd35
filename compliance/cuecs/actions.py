"""Taking over what a report asks of its users, giving it to somebody, showing it, accepting it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from compliance.cuecs import queries, rules
from compliance.cuecs.models import CuecDuty, DutyAnswer
from compliance.cuecs.queries import duties_of, is_nobodys, owners_of
from compliance.cuecs.rules import AnswerKind, DutyRefused, Takeover
from compliance.evidence.second_person import ask_second_person
from compliance.vendors.models import VendorReport
from compliance.vendors.queries import Use
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party
from portal.accounts.models import User
from portal.audit import log
from portal.files.intake import Received
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue
from portal.mail import outbox

TAKEN_OVER = log.action(
    "compliance.duty.taken_over", "took the user entity controls of a report over as duties"
)
ENDED = log.action("compliance.duty.ended", "ended a duty that nothing asks for any more")
ASSIGNED = log.action(queries.ASSIGNED, "gave a duty an owner and a date")
ANSWERED = log.action("compliance.duty.answered", "answered a duty")
ACCEPTED = log.action("compliance.duty.accepted", "accepted the answer to a duty")
RETURNED = log.action("compliance.duty.returned", "returned the answer to a duty")
REMINDED = log.action("compliance.duty.reminded", "reminded the owner of a duty")
READ = log.action("compliance.duty.read", "downloaded what shows a duty")

NOT_ASKED = "The report that counts now does not ask for it."
NOT_USED = "The engagement no longer uses the service."


@transaction.atomic
def take_over(*, engagement: Engagement, uses: Iterable[Use], at: datetime) -> None:
    """Make duties of the user entity controls of every report that counts. Again, it does nothing.

    The engagement is locked. Duties in the same words go on with owner, date and answers; while a
    service has no report that counts, its duties stay as they are.
    """
    if engagement.closed_on is not None:
        return
    standing = list(CuecDuty.objects.of_engagement(engagement).standing().select_related("owner"))
    used = {use.entry.service.pk: use.accepted for use in uses if use.use.touches_data}
    for duty in standing:
        if duty.service_id not in used:
            _end(duty, NOT_USED, engagement, at)
    for service_id, report in used.items():
        if report is not None:
            present = {one.wording: one for one in standing if one.service_id == service_id}
            _take_over(engagement, report, present, at)


@transaction.atomic
def assign(
    *,
    engagement: Engagement,
    assignments: Sequence[tuple[CuecDuty, User]],
    due_on: date,
    by: User,
    at: datetime,
    today: date,
) -> list[CuecDuty]:
    """Give duties their owners and a date; each owner gets one mail.

    Raises DutyRefused for people of neither side, and for a date that is none.
    """
    held = hold_open(engagement.pk)
    if not assignments:
        raise DutyRefused("Choose at least one duty.")
    people = owners_of(held)
    done = []
    for duty, owner in assignments:
        locked = _locked(duty)
        locked.assign(
            owner=owner, side=people.side_of(owner), due_on=due_on, by=by, at=at, today=today
        )
        _tell(ASSIGNED, locked, by, at, owner=owner.name, due_on=due_on.isoformat())
        done.append(locked)
    for person in {owner.pk: owner for _, owner in assignments}.values():
        if person != by:
            count = sum(owner == person for _, owner in assignments)
            _mail(person, "duties_assigned", held, at, by=by.name, count=count, due_on=due_on)
    return done


@transaction.atomic
def answer_duty(
    *,
    duty: CuecDuty,
    kind: AnswerKind,
    words: str,
    counts_until: date,
    side: Party,
    link: str = "",
    received: Received | None = None,
    by: User,
    at: datetime,
    today: date,
) -> DutyAnswer:
    """Show that a duty is carried out, or say why it does not apply; a second person accepts it.

    `side` is that of whoever answers. Raises DutyRefused when it shows nothing.
    """
    held = hold_open(duty.engagement_id)
    locked = _locked(duty)
    rules.check_open(rules.DutyFacts(ended=locked.ended_at is not None))
    answer = DutyAnswer(
        org_id=locked.org_id,
        duty=locked,
        kind=kind,
        words=words.strip(),
        link=link if kind is AnswerKind.LINK else "",
        side=side,
        counts_until=counts_until,
    )
    if kind is AnswerKind.FILE and received is not None:
        file = StoredFile(**received.columns())
        answer.file = file.keep(org_id=locked.org_id, by_id=by.pk, at=at)
    answer.give(by=by, at=at, today=today)
    sha256 = answer.file.sha256 if answer.file else ""
    _tell(ANSWERED, locked, by, at, kind=kind.value, until=counts_until.isoformat(), sha256=sha256)
    ask_second_person(
        partner_id=locked.partner_id,
        what="the answer to a user entity control",
        about=held.client_name,
        path=reverse("compliance:duty", args=(held.client_slug, held.pk, locked.pk)),
        by=by,
        at=at,
    )
    return answer


@transaction.atomic
def accept_answer(
    *, duty: CuecDuty, answer_id: UUID, by: User, at: datetime, today: date
) -> DutyAnswer:
    """Accept as a second person. Raises DutyRefused for whoever gave it, and for an old one."""
    answer = _waiting(duty, answer_id)
    answer.accept(by=by, at=at, today=today)
    _tell(ACCEPTED, answer.duty, by, at, kind=answer.kind, until=answer.counts_until.isoformat())
    return answer


@transaction.atomic
def return_answer(
    *, duty: CuecDuty, answer_id: UUID, reason: str, by: User, at: datetime
) -> DutyAnswer:
    """Return it with what is missing; whoever gave it is told by mail."""
    answer = _waiting(duty, answer_id)
    answer.give_back(reason=reason, by=by, at=at)
    _tell(RETURNED, answer.duty, by, at, kind=answer.kind, reason=answer.reason)
    held = answer.duty.engagement
    if owners_of(held).side_of(answer.given_by) is not Party.NOBODY:
        _mail(answer.given_by, "duty_returned", held, at, by=by.name, control=answer.duty.number)
    return answer


@transaction.atomic
def remind_owners(*, engagement: Engagement, at: datetime, today: date) -> int:
    """Write to owners of whom something is due soon, or overdue; how many duties that was.

    Each owner gets one mail, whatever the number. Asked again the same day, nobody is written to.
    """
    if engagement.closed_on is not None:
        return 0
    people = owners_of(engagement)
    due = [
        line
        for line in duties_of(engagement, today=today)
        if not is_nobodys(line, people)
        and rules.reminder_is_due(line.facts, today=today, reminded_on=line.duty.reminded_on)
    ]
    owners = {line.duty.owner.pk: line.duty.owner for line in due if line.duty.owner}
    for owner in owners.values():
        theirs = [line for line in due if line.duty.owner_id == owner.pk]
        days = [line.due for line in theirs if line.due]
        _mail(owner, "duties_due", engagement, at, count=len(theirs), due_on=min(days))
        for line in theirs:
            line.duty.note_reminder(on=today)
            _record(REMINDED, line.duty, None, at, owner=owner.name)
    return len(due)


@transaction.atomic
def read_answer(*, answer: DutyAnswer, by: User, at: datetime) -> StoredFile | None:
    """Note that somebody downloads what shows a duty, and give the file, where there is one."""
    file: StoredFile | None = answer.file
    if file is not None:
        _record(READ, answer.duty, by, at, sha256=file.sha256)
    return file


def _take_over(
    engagement: Engagement, report: VendorReport, present: dict[str, CuecDuty], at: datetime
) -> None:
    plan = rules.plan_takeover(present, report.facts.cuecs)
    moved = [words for words in plan.carried if present[words].report_id != report.pk]
    for place, (words, control) in enumerate(plan.asked.items(), start=1):
        if words in present:
            present[words].carry(control, report=report, place=place)
        else:
            CuecDuty.open(control, engagement=engagement, report=report, place=place, at=at)
    for words in plan.ended:
        _end(present[words], NOT_ASKED, engagement, at)
    if plan.opened or plan.ended or moved:
        _tell_takeover(engagement, report, present, plan, at)


def _tell_takeover(
    engagement: Engagement,
    report: VendorReport,
    present: dict[str, CuecDuty],
    plan: Takeover,
    at: datetime,
) -> None:
    """In the trail; and by mail to the engagement's lead and to whoever had one of the duties.

    Who has left both sides since hears nothing.
    """
    counts = {"carried": len(plan.carried), "opened": len(plan.opened), "ended": len(plan.ended)}
    log.record(TAKEN_OVER, target=report, by=None, at=at, engagement_id=engagement.pk, **counts)
    owners = [one.owner for one in present.values() if one.owner]
    people = owners_of(engagement)
    for person in {one.pk: one for one in (engagement.lead, *owners)}.values():
        if people.side_of(person) is Party.NOBODY:
            continue
        _mail(
            person,
            "duties_changed",
            engagement,
            at,
            service=str(report.service),
            changes=rules.changes(plan),
            opened=len(plan.opened),
        )


def _end(duty: CuecDuty, because: str, engagement: Engagement, at: datetime) -> None:
    duty.end(because=because, at=at)
    log.record(ENDED, target=duty, by=None, at=at, engagement_id=engagement.pk, reason=because)


def _locked(duty: CuecDuty) -> CuecDuty:
    locked: CuecDuty = CuecDuty.objects.select_for_update().get(pk=duty.pk)
    return locked


def _waiting(duty: CuecDuty, answer_id: UUID) -> DutyAnswer:
    """The answer of a duty to be decided on; refused where the duty ended or a newer one came."""
    hold_open(duty.engagement_id)
    locked = _locked(duty)
    rules.check_open(rules.DutyFacts(ended=locked.ended_at is not None))
    rows = DutyAnswer.objects.filter(duty=locked).select_related("duty__engagement", "given_by")
    newest: DutyAnswer | None = rows.newest_first().first()
    if newest is None or newest.pk != answer_id:
        raise DutyRefused("A newer answer was given. Look at that one.")
    return newest


def _tell(what: log.Action, duty: CuecDuty, by: User, at: datetime, **data: Any) -> None:
    _record(what, duty, by, at, **data)
    enqueue("compliance.restamp", engagement_id=str(duty.engagement_id))


def _record(what: log.Action, duty: CuecDuty, by: User | None, at: datetime, **data: Any) -> None:
    log.record(what, target=duty, by=by, at=at, engagement_id=duty.engagement_id, **data)


def _mail(
    person: User, template: str, engagement: Engagement, at: datetime, **context: Any
) -> None:
    outbox.post(
        to=person.email,
        template=template,
        at=at,
        name=person.name,
        engagement=engagement.title,
        client=engagement.client_name,
        path=reverse("compliance:duties", args=(engagement.client_slug, engagement.pk)),
        **context,
    )
