"""Background jobs of this app. Each takes ids and makes one call."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from compliance.agreements import actions as agreements
from compliance.agreements.models import Agreement
from compliance.agreements.queries import papers_of, their_paper
from compliance.agreements.rendering import render_document
from compliance.agreements.rules import AgreementState
from compliance.agreements.sealing import seal
from compliance.agreements.sealing_copies import seal_copy
from compliance.agreements.taking_in import take_in
from compliance.clearance import actions as clearance
from compliance.clearance.rules import letter_of
from compliance.cuecs import actions as cuecs
from compliance.cuecs.models import CuecDuty
from compliance.dpa import actions as dpa
from compliance.dpa.reader import read_review
from compliance.packets import building
from compliance.pdf.authority import open_authority
from compliance.pdf.keystore import KeysRefused
from compliance.pdf.refusals import PdfRefused
from compliance.reading.readers.terms import Unreadable
from compliance.tasks import questionnaires as questionnaires  # those of a file of their own
from compliance.vendors.actions import requests, uploads
from compliance.vendors.models import ReportRequest, ReportUpload
from compliance.vendors.preparing import prepare
from compliance.vendors.rules.reading import READER
from compliance.vendors.rules.uploads import UploadState
from engagements.lifecycle.models import Engagement
from portal.accounts.models import Organization
from portal.files.rules import FileRefused
from portal.files.store import default_store
from portal.jobs.queue import enqueue
from portal.jobs.task import JobTask, Lease
from portal.tenancy.context import tenant


@shared_task(name="compliance.restamp", base=JobTask)
def restamp(lease: Lease, *, engagement_id: str, **_: object) -> None:
    """Say anew of one engagement what stands, what is next, until when it is cleared."""
    now = timezone.now()
    with lease.finish():
        engagement: Engagement = Engagement.objects.select_related("org").get(pk=engagement_id)
        clearance.restamp(engagement_id=UUID(engagement_id), at=now, today=engagement.org.day(now))


@shared_task(name="compliance.restamp_book", base=JobTask)
def restamp_book(lease: Lease, *, partner_id: str, **_: object) -> None:
    """Ask for the same of every open engagement of a partner."""
    with lease.enter():
        rows = Engagement.objects.of_partner(UUID(partner_id)).open()
        found = list(rows.values_list("pk", "org_id", "partner_id"))
    for engagement_id, org_id, owner_id in found:
        with lease.enter():
            lease.renew()
        with tenant(org=org_id, partner=owner_id):
            enqueue("compliance.restamp", engagement_id=str(engagement_id))
    with lease.finish():
        pass


@shared_task(name="compliance.restamp_all", ignore_result=True)
def restamp_all(**_: object) -> None:
    """Every open engagement, once a day: a lapse changes the verdict the same day."""
    found = Engagement.everywhere.open().values_list("pk", "org_id", "partner_id")
    for engagement_id, org_id, partner_id in list(found):
        with tenant(org=org_id, partner=partner_id):
            enqueue("compliance.restamp", engagement_id=str(engagement_id))


@shared_task(name="compliance.write_weekly", base=JobTask)
def write_weekly(lease: Lease, **_: object) -> None:
    """Write the Monday mail of an organisation, if it is due there."""
    with lease.finish():
        org = Organization.objects.get(pk=str(lease.org))
        clearance.write_weekly(org=org, at=timezone.now())


@shared_task(name="compliance.write_weeklies", ignore_result=True)
def write_weeklies(**_: object) -> None:
    """Every organisation with an open engagement where it is Monday morning now."""
    now = timezone.now()
    for org in {org for row in _open_ones() for org in (row.org, row.partner)}:
        if letter_of(now.astimezone(ZoneInfo(org.time_zone))):
            with tenant(org=org.pk, partner=org.partner_id):
                enqueue("compliance.write_weekly")


def _open_ones() -> Iterable[Engagement]:
    return Engagement.everywhere.open().select_related("org", "partner")


@shared_task(name="compliance.render_agreement", base=JobTask, give_up=agreements.put_off_sending)
def render_agreement(lease: Lease, *, agreement_id: str, **_: object) -> None:
    """Print an agreement as it will be signed, then send it."""
    pk = UUID(agreement_id)
    with lease.enter():
        agreement = papers_of(pk).agreement
    if agreement.stands is not AgreementState.PREPARING:
        with lease.finish():
            return
    with _saying_why(lease, pk):
        made = render_document(agreement)
        stored = default_store().put_bytes(made.pdf)
    now = timezone.now()
    with lease.finish():
        agreements.send(
            agreement_id=pk, stored=stored, pages=made.pages, places=made.places, at=now
        )


@shared_task(name="compliance.read_their_paper", base=JobTask, give_up=agreements.give_up_reading)
def read_their_paper(lease: Lease, *, paper_id: str, **_: object) -> None:
    """Read the BAA that a client brought, and propose what stands where."""
    pk = UUID(paper_id)
    with lease.enter():
        paper = their_paper(pk)
    made = take_in(paper, store=default_store())
    now = timezone.now()
    with lease.finish():
        agreements.note_reading(paper_id=pk, taken=made.taken, copy=made.copy, at=now)


@shared_task(name="compliance.seal_agreement", base=JobTask, give_up=agreements.put_off_sealing)
def seal_agreement(lease: Lease, *, agreement_id: str, **_: object) -> None:
    """Seal what both sides signed, here or by hand, and send it to both."""
    pk = UUID(agreement_id)
    with lease.enter():
        papers = papers_of(pk)
    if papers.agreement.stands is not AgreementState.COUNTERSIGNED:
        with lease.finish():
            return
    with _saying_why(lease, pk):
        store = default_store()
        shown = store.path(papers.agreement.document_sha256).read_bytes()
        authority = open_authority(clock=timezone.now)
        if papers.paper is None:
            made = seal(papers, shown, authority=authority, at=timezone.now())
        else:
            made = seal_copy(
                papers, papers.paper, shown, store=store, authority=authority, at=timezone.now()
            )
        stored = store.put_bytes(made.pdf)
    now = timezone.now()
    with lease.finish():
        agreements.execute(agreement_id=pk, stored=stored, pages=made.pages, at=now)


@shared_task(name="compliance.expire_agreement", base=JobTask)
def expire_agreement(lease: Lease, *, agreement_id: str, **_: object) -> None:
    """Let an agreement lapse that was not signed in time."""
    with lease.finish():
        agreements.let_expire(agreement_id=UUID(agreement_id), at=timezone.now())


@shared_task(name="compliance.remind_client", base=JobTask)
def remind_client(
    lease: Lease, *, partner_id: str, org_id: str, engagement_id: str, by_id: str, **_: object
) -> None:
    """From the partner's page to the client's organisation, where the agreements are."""
    with lease.enter():
        lease.renew()
    with tenant(org=UUID(org_id), partner=UUID(partner_id)):
        enqueue("compliance.remind_signatories", engagement_id=engagement_id, by_id=by_id)
    with lease.finish():
        pass


@shared_task(name="compliance.remind_signatories", base=JobTask)
def remind_signatories(lease: Lease, *, engagement_id: str, by_id: str, **_: object) -> None:
    """Remind whoever is asked to sign in one engagement."""
    with lease.finish():
        agreements.remind_everybody(
            engagement_id=UUID(engagement_id), by_id=UUID(by_id), at=timezone.now()
        )


@shared_task(name="compliance.tend_agreement", base=JobTask)
def tend_agreement(lease: Lease, *, agreement_id: str, **_: object) -> None:
    """Expire, remind, or take up again what was left lying, of one agreement."""
    with lease.finish():
        agreements.tend(agreement_id=UUID(agreement_id), at=timezone.now())


@shared_task(name="compliance.tend_agreements", ignore_result=True)
def tend_agreements(**_: object) -> None:
    """Every agreement for which something may have fallen due."""
    found = Agreement.everywhere.to_tend().values_list("pk", "org_id", "partner_id")
    for agreement_id, org_id, partner_id in list(found):
        with tenant(org=org_id, partner=partner_id):
            enqueue("compliance.tend_agreement", agreement_id=str(agreement_id))


@contextmanager
def _saying_why(lease: Lease, agreement_id: UUID) -> Iterator[None]:
    """Keep for the page what stood in the way; the queue then tries again."""
    try:
        yield
    except (PdfRefused, KeysRefused, FileRefused) as refused:
        with lease.enter():
            agreements.note_failure(agreement_id=agreement_id, why=str(refused), at=timezone.now())
        raise


def _give_up_packet(*, packet_id: str, reason: str, at: datetime) -> None:
    building.give_up(packet_id=UUID(packet_id), reason=reason, at=at)


# In turns: who asks for many packets at once does not keep others from theirs.
@shared_task(name="compliance.build_packet", base=JobTask, give_up=_give_up_packet, in_turns=True)
def build_packet(lease: Lease, *, packet_id: str, **_: object) -> None:
    """Build, seal and keep a compliance packet, of each client in turn."""
    building.build_packet(UUID(packet_id), lease=lease, store=default_store(), clock=timezone.now)


@shared_task(name="compliance.print_sections", base=JobTask)
def print_sections(lease: Lease, *, workshop: str, **_: object) -> None:
    """Help to print a compliance packet that another worker is building."""
    building.lend_a_hand(workshop, lease=lease)


@shared_task(name="compliance.read_dpa", base=JobTask, give_up=dpa.give_up_reading)
def read_dpa(lease: Lease, *, review_id: str, **_: object) -> None:
    """Read the text of a DPA and keep what is proposed to its reviewer."""
    read_review(UUID(review_id), lease=lease, store=default_store(), clock=timezone.now)


@shared_task(name="compliance.read_report", base=JobTask, give_up=uploads.give_up)
def read_report(lease: Lease, *, upload_id: str, **_: object) -> None:
    """Read a vendor's document and propose what it says."""
    pk = UUID(upload_id)
    with lease.enter():
        upload = ReportUpload.objects.select_related("file").get(pk=pk)
    if upload.stands is not UploadState.WAITING:
        with lease.finish():
            return
    try:
        made = prepare(upload.file.sha256, store=default_store())
    except Unreadable as refused:
        with lease.finish():
            uploads.note_unreadable(upload_id=pk, reason=str(refused), at=timezone.now())
        return
    building.make_ready(upload.file.printable_sha256, store=default_store())
    with lease.finish():
        uploads.keep_reading(
            upload_id=pk,
            proposals=made.proposals,
            pictures=made.pictures,
            reader=READER,
            at=timezone.now(),
        )


@shared_task(name="compliance.remind_of_duties", base=JobTask)
def remind_of_duties(lease: Lease, *, engagement_id: str, **_: object) -> None:
    """Write to owners of duties of one engagement that are due soon, or overdue."""
    now = timezone.now()
    with lease.finish():
        engagement: Engagement = Engagement.objects.select_related("org").get(pk=engagement_id)
        cuecs.remind_owners(engagement=engagement, at=now, today=engagement.org.day(now))


@shared_task(name="compliance.tend_duties", ignore_result=True)
def tend_duties(**_: object) -> None:
    """Every engagement in which somebody has a duty to show."""
    owned = CuecDuty.everywhere.owned().order_by("engagement_id")
    found = owned.values_list("engagement_id", "org_id", "partner_id").distinct()
    for engagement_id, org_id, partner_id in list(found):
        with tenant(org=org_id, partner=partner_id):
            enqueue("compliance.remind_of_duties", engagement_id=str(engagement_id))


@shared_task(name="compliance.nudge_request", base=JobTask)
def nudge_request(lease: Lease, *, request_id: str, **_: object) -> None:
    """Tell whoever asked a vendor for a report that it is late."""
    with lease.finish():
        requests.nudge(request_id=UUID(request_id), at=timezone.now())


@shared_task(name="compliance.tend_requests", ignore_result=True)
def tend_requests(**_: object) -> None:
    """Every report that a vendor still owes an answer about."""
    for request_id, partner_id in list(
        ReportRequest.everywhere.open().values_list("pk", "partner_id")
    ):
        with tenant(org=partner_id, partner=partner_id):
            enqueue("compliance.nudge_request", request_id=str(request_id))
