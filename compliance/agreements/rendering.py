"""The document of an agreement as a PDF. For workers alone: this loads the PDF libraries."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.template.loader import render_to_string

from compliance.agreements.models import Agreement
from compliance.agreements.reading import as_html
from compliance.agreements.rules import SIGNATURE_KIND, Place, Side
from compliance.pdf.attach import Attachment
from compliance.pdf.merge import Part, assemble
from compliance.pdf.metadata import Metadata
from compliance.pdf.render import render


@dataclass(frozen=True)
class Bound:
    """A finished PDF and how many pages it has."""

    pdf: bytes
    pages: int


@dataclass(frozen=True)
class Document(Bound):
    """The same, with where on it each side signs."""

    places: dict[Side, Place]


def render_document(agreement: Agreement) -> Document:
    """Make the document that both are shown and sign: the text, then the page for signatures.

    The same agreement gives the same bytes. Raises PdfRefused.
    """
    context = {
        "agreement": agreement,
        "body": as_html(agreement.text),
        "kind_of_signature": SIGNATURE_KIND,
    }
    made = render(render_to_string("documents/agreement.html", context))
    bound = put_together(
        agreement,
        [Part("agreement", made.pdf, None, running=running_title(agreement))],
        created=agreement.prepared_at,
    )
    anchors = {side: made.anchors[f"sign-{side}"] for side in Side}
    places = {side: Place(anchor.page, anchor.box) for side, anchor in anchors.items()}
    return Document(bound.pdf, bound.pages, places)


def put_together(
    agreement: Agreement,
    parts: list[Part],
    *,
    created: datetime,
    attachments: tuple[Attachment, ...] = (),
) -> Bound:
    """One PDF out of these parts, in the name of both parties."""
    metadata = Metadata(
        title=str(agreement),
        author=f"{agreement.client_name}; {agreement.partner_name}",
        subject=f"{agreement.title}, version {agreement.template_version}",
        created=created,
    )
    with TemporaryDirectory(prefix="agreement-") as folder:
        target = Path(folder) / "document.pdf"
        layout = assemble(parts, target, metadata=metadata, attachments=attachments)
        return Bound(target.read_bytes(), layout.total)


def running_title(agreement: Agreement) -> str:
    """What stands at the foot of every page."""
    return f"{agreement.title} · {agreement.client_name} and {agreement.partner_name}"
