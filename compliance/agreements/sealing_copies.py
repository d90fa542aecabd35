"""The sealed copy of an agreement that was signed by hand. For workers alone.

The portal saw nobody sign, so nobody's signature is made here: the pages of the scan stay as they
are, a certificate says what the file is, and one seal of the portal closes it.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from django.conf import settings
from django.template.loader import render_to_string

from compliance.agreements.models import PaperCopy
from compliance.agreements.paper_certificate import STATEMENT, as_json, chapters
from compliance.agreements.queries import Papers
from compliance.agreements.rendering import Bound, put_together, running_title
from compliance.pdf.authority import Authority
from compliance.pdf.parts import Attachment, Part, Relation
from compliance.pdf.printer import render
from compliance.pdf.sign import PAPER_FIELD, Level, seal_packet
from portal.files.store import Store

TITLE = "Certificate of a copy on paper"


def seal_copy(
    papers: Papers,
    copy: PaperCopy,
    shown: bytes,
    *,
    store: Store,
    authority: Authority,
    at: datetime,
) -> Bound:
    """Seal the scan with a certificate behind it, as PAdES B-LTA, and validate it.

    `shown` is the document that was sent to be signed. Raises PdfRefused; then there is nothing.
    """
    agreement = papers.agreement
    pages = store.path(copy.scan.printable_sha256)
    whole = put_together(
        agreement,
        [
            Part("agreement", pages, agreement.title, foreign=True, stamped=False),
            Part("certificate", _certificate(papers, copy, at), TITLE, stamped=False),
        ],
        created=at,
        attachments=_attachments(papers, copy, shown, store, at),
    )
    with TemporaryDirectory(prefix="copy-") as folder:
        source, target = Path(folder) / "copy.pdf", Path(folder) / "sealed.pdf"
        source.write_bytes(whole.pdf)
        seal_packet(
            source,
            target,
            keys=authority.keys,
            time=authority.time,
            at=at,
            reason=f"Copy of a paper signed by hand: {agreement.title}",
            level=Level.B_LTA,
            field=PAPER_FIELD,
        )
        return Bound(target.read_bytes(), whole.pages)


def _certificate(papers: Papers, copy: PaperCopy, at: datetime) -> bytes:
    agreement = papers.agreement
    verify_url = f"{settings.PUBLIC_URL}/verify/"
    context = {
        "agreement": agreement,
        "chapters": chapters(papers, copy, at=at),
        "statement": STATEMENT,
        "verify_url": verify_url,
        "verify_code": segno.make(verify_url, error="m").svg_data_uri(scale=4, border=0),
    }
    made = render(render_to_string("documents/paper_certificate.html", context))
    part = Part("certificate", made.pdf, None, running=f"{TITLE} · {running_title(agreement)}")
    return put_together(agreement, [part], created=at).pdf


def _attachments(
    papers: Papers, copy: PaperCopy, shown: bytes, store: Store, at: datetime
) -> tuple[Attachment, ...]:
    return (
        Attachment(
            name="scan.pdf",
            content=store.path(copy.scan.sha256).read_bytes(),
            media_type=copy.scan.mime,
            description="The scan of what both signed by hand, exactly as it was received",
            relation=Relation.SOURCE,
            modified=copy.recorded_at,
        ),
        Attachment(
            name="as-sent.pdf",
            content=shown,
            media_type="application/pdf",
            description="The document that was sent to be signed",
            relation=Relation.SUPPLEMENT,
            modified=papers.agreement.sent_at or at,
        ),
        Attachment(
            name="evidence.json",
            content=as_json(papers, copy, at=at),
            media_type="application/json",
            description="The record of the copy, for machines",
            relation=Relation.DATA,
            modified=at,
        ),
    )
