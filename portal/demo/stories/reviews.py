"""The cloud host: its entry in the register, its report, its agreement, its DPA."""

from compliance.dpa import actions as dpa
from compliance.dpa.models import DpaReview
from compliance.dpa.rules import ITEMS, Judgement, RoundOutcome, Verdict
from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.vendors import actions as vendors
from compliance.vendors.models import VendorReport, VendorService
from compliance.vendors.rules import ServiceRole
from engagements.lifecycle.models import Engagement
from portal.demo import papers
from portal.demo.stories.teller import Teller

HOST, PLATFORM = "Hartfield Compute", "Hartfield Elastic Compute"
ANSWERS = {
    "gap": "The period ended less than two months ago; a bridge letter is asked for.",
    "exception:HF-21": "Nine days' delay in a record; a reminder was added. Accepted as minor.",
    "exception:HF-31": "The change was looked at afterwards; the vendor is asked what it changed.",
    "subservice:Stonebridge Data Centers": "Physical protection only; volumes are encrypted.",
    "subservice:Pellworm Identity": "Its own report is in the register.",
}
QUOTED = [
    Judgement(
        item_id="28(3)(b)",
        verdict=Verdict.PRESENT,
        words="Its staff are bound to confidentiality.",
        page=1,
    ),
    Judgement(
        item_id="breach-notice",
        verdict=Verdict.PRESENT,
        words="gives notice of a breach within 48 hours of becoming aware of it",
        page=1,
    ),
    Judgement(
        item_id="28(3)(h)",
        verdict=Verdict.PARTIAL,
        words="makes its audit reports available and contributes to audits",
        page=1,
        condition="Ask for an audit of the client's own on 30 days' notice.",
    ),
]
SHORT = QUOTED[-1]
# How many days before the review was signed off, what was said, and what came of it.
ROUNDS = (
    (4, RoundOutcome.ASKED, "May the client audit on its own, on 30 days' notice?"),
    (2, RoundOutcome.ANSWERED, "Once a year, at the client's cost; offered as an amendment."),
    (1, RoundOutcome.RESOLVED, "The amendment is signed and attached to the agreement."),
)
STATED = {
    "kind": "soc_2",
    "type": "type_2",
    "system_name": "Elastic Compute Platform",
    "auditor": "Marlow & Finch LLP",
    "categories": ["security", "availability"],
    "opinion": "unqualified",
    "covers_service": True,
    "exceptions": [
        {
            "control": "HF-21",
            "criteria": ["CC6.4"],
            "has_response": True,
            "result": "For 1 of 25 instances the record was made nine days late.",
            "response": "A reminder was added.",
            "page": 43,
        },
        {
            "control": "HF-31",
            "criteria": ["CC8.1"],
            "has_response": False,
            "result": "For 1 of 24 changes the review was entered nine days after the release.",
            "page": 63,
        },
    ],
    "subservice": [
        {
            "name": "Stonebridge Data Centers",
            "method": "carve_out",
            "own_report": False,
            "criteria": ["A1.2"],
            "page": 1,
        },
        {
            "name": "Pellworm Identity",
            "method": "carve_out",
            "own_report": False,
            "criteria": ["CC6.3"],
            "page": 1,
        },
    ],
    "cuecs": [
        {
            "text": "Grant and remove access to the customer's own account.",
            "criteria": ["CC6.2"],
            "page": 2,
        },
        {
            "text": "Turn on encryption for volumes that hold sensitive data, and keep the keys.",
            "criteria": ["CC6.1"],
            "page": 2,
        },
        {"text": "Review the activity log of the account.", "criteria": ["CC7.2"], "page": 2},
    ],
}


def enter_host(teller: Teller, *, days: int) -> VendorService:
    """Enter the cloud host, which does not exist, into the register."""
    with teller.at_home(teller.consultant):
        return vendors.enter_service(
            partner=teller.partner,
            vendor=HOST,
            product=PLATFORM,
            access_route="The client's own account",
            role=ServiceRole.CLOUD_HOST,
            by=teller.consultant,
            at=teller.at(days),
        )


def host_report(teller: Teller, host: VendorService, *, days: int) -> VendorReport:
    """The host's report: received and reviewed by the consultant, accepted by the signatory."""
    by, at = teller.consultant, teller.at(days)
    start, end = teller.day(416), teller.day(52)
    stated = STATED | {
        "period_start": start,
        "period_end": end,
        "report_date": teller.day(days + 2),
    }
    with teller.at_home(by):
        report = vendors.receive_report(
            service=host,
            received=papers.paper("hartfield-soc2.pdf", papers.soc2_report(start, end)),
            stated=stated,
            by=by,
            at=at,
        )
        vendors.review_report(
            report=report,
            stated={},
            answers=ANSWERS,
            by=by,
            at=at,
            today=teller.day(days),
        )
        return vendors.accept_report(
            report=report, by=teller.signatory, at=at, today=teller.day(days)
        )


def sign_in_report(teller: Teller, *, days: int) -> None:
    """The report of an organisation that the host's own report leaves a criterion to."""
    by, at, today = teller.consultant, teller.at(days), teller.day(days)
    stated = STATED | {
        "system_name": "Pellworm Sign-in",
        "period_start": teller.day(430),
        "period_end": teller.day(66),
        "report_date": teller.day(days + 2),
        "exceptions": [],
        "subservice": [],
        "cuecs": [],
    }
    with teller.at_home(by):
        service = vendors.enter_service(
            partner=teller.partner,
            vendor="Pellworm Identity",
            product="Pellworm Sign-in",
            access_route="Used by the cloud host",
            role=ServiceRole.CLOUD_HOST,
            by=by,
            at=at,
        )
        pdf = papers.soc2_report(
            stated["period_start"],
            stated["period_end"],
            vendor=service.vendor,
            system=stated["system_name"],
            whole=False,
        )
        report = vendors.receive_report(
            service=service,
            received=papers.paper("pellworm-soc2.pdf", pdf),
            stated=stated,
            by=by,
            at=at,
        )
        vendors.review_report(
            report=report, stated={}, answers={"gap": ANSWERS["gap"]}, by=by, at=at, today=today
        )
        vendors.accept_report(report=report, by=teller.signatory, at=at, today=today)


def enter_mail(teller: Teller, *, days: int) -> VendorService:
    """A service that letters pass through, and of which nobody has a report yet."""
    with teller.at_home(teller.consultant):
        return vendors.enter_service(
            partner=teller.partner,
            vendor="Corvid Mail",
            product="Corvid Secure Mail",
            access_route="The client's own account",
            role=ServiceRole.CLOUD_HOST,
            by=teller.consultant,
            at=teller.at(days),
        )


def host_baa(teller: Teller, engagement: Engagement, host: VendorService, *, days: int) -> None:
    """The client's executed BAA with its cloud host, accepted by a second person."""
    by, at, today = teller.consultant, teller.at(days), teller.day(days)
    title, signed = "Business Associate Addendum with the cloud host", teller.day(days + 10)
    with teller.inside(engagement, by):
        held = evidence.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.EXECUTED_BAA,
            title=title,
            received=papers.paper("host-baa.pdf", papers.agreement(title, HOST, signed)),
            effective_from=signed,
            effective_until=None,
            service_id=host.pk,
            by=by,
            at=at,
            today=today,
        )
        evidence.accept_evidence(held=held, by=teller.signatory, at=at, today=today)


def dpa_review(teller: Teller, engagement: Engagement, host: VendorService, *, days: int) -> None:
    """The host's DPA, judged by the consultant, signed off by the signatory."""
    by, at = teller.consultant, teller.at(days)
    title, dated = "Data Processing Agreement, version 4", teller.day(200)
    found = [Judgement(item_id=item.id, verdict=Verdict.PRESENT, page=1) for item in ITEMS]
    judgements = [SHORT if one.item_id == SHORT.item_id else one for one in found]
    with teller.inside(engagement, by):
        review = dpa.open_review(
            engagement=engagement,
            service=host,
            document=title,
            dated=dated,
            received=papers.paper("host-dpa.pdf", papers.agreement(title, HOST, dated)),
            by=by,
            at=teller.at(days + 5),
        )
        dpa.judge_items(review=review, judgements=judgements, by=by, at=teller.at(days + 5))
        for before, outcome, words in ROUNDS:
            dpa.tell_round(
                review=review,
                item_id=SHORT.item_id,
                words=words,
                outcome=outcome,
                by=by,
                at=teller.at(days + before),
            )
        dpa.submit_review(review=review, by=by, at=at)
        dpa.accept_review(review=review, by=teller.signatory, at=at, today=teller.day(days))


def dpa_versions(
    teller: Teller, engagement: Engagement, host: VendorService, *, days: int, newer: int
) -> None:
    """One version of the host's DPA, judged in part, and a newer one, which nobody has judged."""
    by = teller.consultant
    with teller.inside(engagement, by):
        older = _open_dpa(teller, engagement, host, "version 4", days=days)
        dpa.judge_items(review=older, judgements=QUOTED, by=by, at=teller.at(days))
        _open_dpa(teller, engagement, host, "version 5", days=newer, newer=True)


def _open_dpa(
    teller: Teller,
    engagement: Engagement,
    host: VendorService,
    version: str,
    *,
    days: int,
    newer: bool = False,
) -> DpaReview:
    title, dated = f"Data Processing Agreement, {version}", teller.day(days + 30)
    return dpa.open_review(
        engagement=engagement,
        service=host,
        document=title,
        dated=dated,
        received=papers.paper("host-dpa.pdf", papers.agreement(title, HOST, dated, newer=newer)),
        by=teller.consultant,
        at=teller.at(days),
    )
