"""The document of an agreement as a PDF. For workers alone: this loads the PDF libraries."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.template.loader import render_to_string

from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.queries import source_of
from compliance.agreements.reading import as_html
from compliance.agreements.rules import SIGNATURE_KIND, Place, Side
from compliance.pdf.parts import Attachment, Metadata, Part, Relation
from compliance.pdf.printer import assemble, render
from compliance.pdf.refusals import AssemblyRefused
from portal.files.store import default_store

# What the portal itself puts into an executed copy.
OWN_NAMES = {"as-shown.pdf", "evidence.json"}


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
    if agreement.theirs is not None:
        return _render_theirs(agreement, agreement.theirs)
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


def _render_theirs(agreement: Agreement, paper: TheirPaper) -> Document:
    """The client's own pages as they are, then ours for the signatures; the file as received goes
    along. Of a Word document, the pages are its text as it was set in type for the review.
    """
    file, pages = paper.file, paper.signable
    if pages is None:
        raise AssemblyRefused(paper.unread)
    context = {
        "agreement": agreement,
        "paper": paper,
        "restating": as_html(agreement.values.get("restating", "")),
        "kind_of_signature": SIGNATURE_KIND,
    }
    made = render(render_to_string("documents/signature_page.html", context))
    store = default_store()
    bound = put_together(
        agreement,
        [
            Part(
                "agreement",
                store.path(pages.printable_sha256),
                file.name,
                foreign=not paper.is_word,
                stamped=paper.is_word,
                running=running_title(agreement),
            ),
            Part("signatures", made.pdf, "Signatures", running=running_title(agreement)),
        ],
        created=agreement.prepared_at,
        attachments=as_received(agreement),
    )
    before = bound.pages - made.pages
    anchors = {side: made.anchors[f"sign-{side}"] for side in Side}
    places = {side: Place(before + anchor.page, anchor.box) for side, anchor in anchors.items()}
    return Document(bound.pdf, bound.pages, places)


def as_received(agreement: Agreement) -> tuple[Attachment, ...]:
    """The client's own paper, bit for bit, where the agreement was made from one."""
    if agreement.theirs is None:
        return ()
    file = agreement.theirs.file
    return (
        Attachment(
            name=f"received {file.name}" if file.name in OWN_NAMES else file.name,
            content=default_store().path(file.sha256).read_bytes(),
            media_type=file.mime,
            description="The client’s own paper, exactly as it was received",
            relation=Relation.SOURCE,
            modified=file.received_at,
        ),
    )


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
        subject=f"{agreement.title}. {source_of(agreement)}",
        created=created,
    )
    with TemporaryDirectory(prefix="agreement-") as folder:
        target = Path(folder) / "document.pdf"
        layout = assemble(parts, target, metadata=metadata, attachments=attachments)
        return Bound(target.read_bytes(), layout.total)


def running_title(agreement: Agreement) -> str:
    """What stands at the foot of every page."""
    return f"{agreement.title} · {agreement.client_name} and {agreement.partner_name}"
