"""The executed copy: both signatures laid in, the certificate behind, sealed. For workers alone."""

from datetime import datetime

import segno
from django.conf import settings
from django.template.loader import render_to_string

from compliance.agreements import library
from compliance.agreements.certificate import as_json, chapters, comparison, moment
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.queries import Papers
from compliance.agreements.reading import as_html
from compliance.agreements.rendering import Bound, as_received, put_together, running_title
from compliance.agreements.rules import SIGNATURE_KIND, Side
from compliance.pdf.appearance import Appearance
from compliance.pdf.authority import Authority
from compliance.pdf.parts import Attachment, Part, Relation
from compliance.pdf.pki import Subject
from compliance.pdf.printer import render
from compliance.pdf.sign import CLIENT_FIELD, PARTNER_FIELD, SignerInfo, sign_agreement

TITLE = "Certificate of completion"
FIELDS = {Side.CLIENT: CLIENT_FIELD, Side.PARTNER: PARTNER_FIELD}


def seal(papers: Papers, shown: bytes, *, authority: Authority, at: datetime) -> Bound:
    """Make the executed copy out of the document as it was shown, and validate it.

    The client certifies, the partner countersigns and closes the file as PAdES B-LTA. Raises
    PdfRefused; then there is nothing.
    """
    agreement = papers.agreement
    whole = put_together(
        agreement,
        [
            Part(
                "agreement",
                shown,
                agreement.title,
                foreign=agreement.theirs is not None and not agreement.theirs.is_word,
                stamped=False,
            ),
            Part("certificate", _certificate(papers, at), TITLE, stamped=False),
        ],
        created=at,
        attachments=(*_attachments(papers, shown, at), *as_received(agreement)),
    )
    pdf = sign_agreement(
        whole.pdf,
        signatures=[_signer(agreement, papers.signatures[side]) for side in Side],
        keys=authority.keys,
        time=authority.time,
        at=at,
    )
    return Bound(pdf, whole.pages)


def _certificate(papers: Papers, at: datetime) -> bytes:
    agreement = papers.agreement
    version = papers.signatures[Side.CLIENT].disclosure
    verify_url = f"{settings.PUBLIC_URL}/verify/"
    context = {
        "agreement": agreement,
        "chapters": chapters(papers, at=at),
        "comparison": comparison(papers),
        "kind_of_signature": SIGNATURE_KIND,
        "verify_url": verify_url,
        "verify_code": segno.make(verify_url, error="m").svg_data_uri(scale=4, border=0),
        "disclosure": as_html(library.read(f"{version}.md"), top=2),
        "version": version,
    }
    made = render(render_to_string("documents/certificate.html", context))
    part = Part("certificate", made.pdf, None, running=f"{TITLE} · {running_title(agreement)}")
    return put_together(agreement, [part], created=at).pdf


def _signer(agreement: Agreement, signature: Signature) -> SignerInfo:
    side = signature.of_side
    place = agreement.place_of(side)
    words = moment(signature.signed_at)
    stamp = render_to_string("documents/signature.html", {"signature": signature, "words": words})
    return SignerInfo(
        field=FIELDS[side],
        subject=Subject(signature.typed_name, signature.organisation, signature.signer_email),
        reason=f"{signature.button}: {signature.typed_title}, {words}",
        since_authentication=signature.since_factor,
        appearance=Appearance(place.page, place.box, render(stamp, tagged=False).pdf),
    )


def _attachments(papers: Papers, shown: bytes, at: datetime) -> tuple[Attachment, ...]:
    return (
        Attachment(
            name="as-shown.pdf",
            content=shown,
            media_type="application/pdf",
            description="The document exactly as both signatories were shown it",
            relation=Relation.SOURCE,
            modified=papers.agreement.sent_at or at,
        ),
        Attachment(
            name="evidence.json",
            content=as_json(papers, at=at),
            media_type="application/json",
            description="The evidence of both signatures, for machines",
            relation=Relation.DATA,
            modified=at,
        ),
    )
