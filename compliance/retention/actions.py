"""Telling the steps of a retention setting, proving it, attesting it, setting a proof aside."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from compliance.evidence.actions import keep_evidence
from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import ATTESTED as ACCEPTS_PROOF
from compliance.evidence.rules import KINDS, EvidenceKind, EvidenceState, show_date
from compliance.retention.intake import Taken
from compliance.retention.models import (
    RetentionAttestation,
    RetentionCapture,
    RetentionStatement,
)
from compliance.retention.queries import Kept, KeptProof, kept_of, proof_at
from compliance.retention.rules import (
    AccountMatch,
    Comparison,
    ProofForm,
    ReadingRule,
    RetentionRefused,
    Statement,
    Verdict,
    check_proof,
    check_setting_aside,
    compare,
)
from compliance.vendors.models import VendorService
from engagements.lifecycle.actions import hold_open
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right
from portal.audit import log
from portal.files.models import StoredFile
from portal.jobs.queue import enqueue
from portal.mail import outbox

TOLD = log.action("compliance.retention.told", "recorded a step of a retention setting")
PROVEN = log.action("compliance.retention.proven", "handed in the proof of a retention setting")
CONTRADICTED = log.action(
    "compliance.retention.contradicted", "captured a retention setting that contradicts the claim"
)
ATTESTED = log.action(ACCEPTS_PROOF, "attested a retention setting")
SET_ASIDE = log.action("compliance.retention.set_aside", "set the proof of a setting aside")
READ = log.action("compliance.retention.read", "downloaded what belongs to a retention setting")

LONGEST = timedelta(days=KINDS[EvidenceKind.RETENTION_PROOF].longest_days or 0)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a proof is said to show. `rule` is None for what only a person can read."""

    form: ProofForm
    captured_on: date
    account: str
    claim: str
    keeps_nothing: bool
    rule: ReadingRule | None = None


@transaction.atomic
def tell_step(
    *,
    engagement: Engagement,
    service: VendorService,
    new: Statement,
    taken: Taken | None = None,
    by: User,
    at: datetime,
    today: date,
) -> RetentionStatement:
    """Record a step, or correct an earlier record of it by a later one.

    Raises RetentionRefused with all that is missing, or CaptureRefused for a path that leads
    nowhere.
    """
    hold_open(engagement.pk)
    told = kept_of(engagement).get(service.pk, Kept()).told
    file = _file(taken, engagement, by, at) if taken else None
    row = RetentionStatement(
        org_id=engagement.org_id,
        partner_id=engagement.partner_id,
        engagement=engagement,
        service=service,
        file=file,
    ).tell(new, told=told, by=by, at=at, today=today)
    _tell(TOLD, row, engagement, by, at, service=str(service), step=str(row), words=row.words)
    return row


@transaction.atomic
def record_proof(
    *,
    engagement: Engagement,
    service: VendorService,
    shown: Shown,
    taken: Taken,
    by: User,
    at: datetime,
    today: date,
) -> RetentionCapture:
    """Keep the proof of a setting; a captured answer is compared with the claim.

    A contradiction counts at once, and everybody concerned is told. Raises RetentionRefused,
    EvidenceRefused.
    """
    engagement = hold_open(engagement.pk)
    if shown.captured_on > today:
        raise RetentionRefused(
            "It cannot show what is only to come: its first day lies in the future."
        )
    comparison = _compare(shown, taken)
    contradicts = comparison.verdict is Verdict.CONTRADICTS
    check_proof(
        comparison.verdict,
        kept_of(engagement).get(service.pk, Kept()).told,
        account=shown.account,
        captured_on=shown.captured_on,
    )
    held = keep_evidence(
        engagement=engagement,
        kind=EvidenceKind.RETENTION_PROOF,
        title=_title(service, shown),
        received=taken.received,
        effective_from=shown.captured_on,
        effective_until=shown.captured_on + LONGEST,
        service_id=service.pk,
        for_a_second=not contradicts,
        by=by,
        at=at,
        today=today,
    )
    rule = shown.rule
    capture = RetentionCapture(
        org_id=engagement.org_id,
        held=held,
        form=shown.form.value,
        account=shown.account,
        claim=shown.claim,
        keeps_nothing=shown.keeps_nothing,
        rule=rule.key if rule else "",
        call=rule.call if rule else "",
        source=rule.source if rule else "",
        as_of=rule.as_of if rule else None,
    ).keep(comparison)
    _tell(
        CONTRADICTED if contradicts else PROVEN,
        held,
        engagement,
        by,
        at,
        service=str(service),
        verdict=comparison.verdict.value,
        because=comparison.because,
    )
    if contradicts:
        _warn(engagement, held, service, shown, by, at)
    return capture


@transaction.atomic
def attest(
    *,
    engagement: Engagement,
    held: HeldEvidence,
    until: date,
    words: str = "",
    by: User,
    at: datetime,
    today: date,
) -> RetentionAttestation:
    """Stand behind a proof until a day, as somebody other than whoever recorded it.

    The first time accepts the proof; later ones move the day. Raises RetentionRefused.
    """
    engagement = hold_open(engagement.pk)
    proof = _locked(engagement, held)
    kept = kept_of(engagement)[proof.held.service_id]  # type: ignore[index] # a proof has one
    row = RetentionAttestation(
        org_id=engagement.org_id, held=proof.held, until=until, words=words.strip()
    ).give(proof.facts, kept.proven, by=by, at=at, today=today)
    if proof.held.state == EvidenceState.RECORDED:
        proof.held.accept(by=by, at=at, today=today)
    _tell(ATTESTED, proof.held, engagement, by, at, until=until.isoformat(), words=row.words)
    return row


@transaction.atomic
def set_aside(
    *, engagement: Engagement, held: HeldEvidence, reason: str, by: User, at: datetime
) -> HeldEvidence:
    """Refuse a proof, or withdraw it where it was attested; says why. Raises RetentionRefused.

    What contradicts the claim is set aside by somebody other than whoever recorded it.
    """
    engagement = hold_open(engagement.pk)
    proof = _locked(engagement, held)
    check_setting_aside(proof.facts, reason=reason, by_id=str(by.pk))
    if proof.held.state == EvidenceState.RECORDED:
        row = proof.held.refuse(by=by, at=at, reason=reason)
    else:
        row = proof.held.withdraw(by=by, at=at, reason=reason)
    _tell(SET_ASIDE, row, engagement, by, at, reason=row.reason)
    return row


@transaction.atomic
def read_statement(*, statement: RetentionStatement, by: User, at: datetime) -> StoredFile | None:
    """Note that somebody downloads the file of a step, and give it; None where it has none."""
    file: StoredFile | None = statement.file
    if file is not None:
        log.record(READ, target=statement, by=by, at=at, engagement_id=statement.engagement_id)
    return file


def _compare(shown: Shown, taken: Taken) -> Comparison:
    if shown.form is ProofForm.SETTINGS_CALL and shown.rule:
        return compare(shown.rule, taken.document, account=shown.account)
    return Comparison(
        verdict=Verdict.CANNOT_TELL,
        because="It is for a person to read: say in the attestation what it shows.",
        compared=(),
        account=AccountMatch.NOT_NAMED,
    )


def _title(service: VendorService, shown: Shown) -> str:
    what = "Settings" if shown.form is ProofForm.SETTINGS_CALL else "Proof of settings"
    return f"{what} of {service.product[:80]}, {shown.account[:60]}, {show_date(shown.captured_on)}"


def _file(taken: Taken, engagement: Engagement, by: User, at: datetime) -> StoredFile:
    row = StoredFile(**taken.received.columns())
    return row.keep(org_id=engagement.org_id, by_id=by.pk, at=at)


def _locked(engagement: Engagement, held: HeldEvidence) -> KeptProof:
    HeldEvidence.objects.select_for_update().get(pk=held.pk)
    return proof_at(engagement, held.pk)


def _warn(
    engagement: Engagement,
    held: HeldEvidence,
    service: VendorService,
    shown: Shown,
    by: User,
    at: datetime,
) -> None:
    """One mail to each who decides on either side; nothing of the answer itself is in it."""
    concerned = {
        *people_with(Right.REVIEW_EVIDENCE, org_id=engagement.partner_id),
        *people_with(Right.ACCEPT_MILESTONE, org_id=engagement.org_id),
    }
    path = reverse(
        "compliance:retention-proof", args=(engagement.client_slug, engagement.pk, held.pk)
    )
    for person in sorted(concerned - {by}, key=lambda one: one.email):
        outbox.post(
            to=person.email,
            template="retention_contradicted",
            at=at,
            reply_to=by.email,
            name=person.name,
            service=service.product,
            about=engagement.client_name,
            day=show_date(shown.captured_on),
            path=path,
        )


def _tell(
    what: log.Action,
    target: HeldEvidence | RetentionStatement,
    engagement: Engagement,
    by: User,
    at: datetime,
    **data: str,
) -> None:
    log.record(what, target=target, by=by, at=at, engagement_id=engagement.pk, **data)
    enqueue("compliance.restamp", engagement_id=str(engagement.pk))
