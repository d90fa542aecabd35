"""Sorts the records of an engagement into what goes into a packet and what does not."""

from compliance.packets.papers.agreements import agreement_papers
from compliance.packets.papers.around_agreements import papers_around_agreements
from compliance.packets.papers.choosing import chosen
from compliance.packets.papers.document import Document, Papers
from compliance.packets.papers.duties import duty_papers
from compliance.packets.papers.held import held_papers
from compliance.packets.papers.milestones import milestone_papers
from compliance.packets.papers.reports import report_papers
from compliance.packets.papers.retention import retention_papers
from compliance.packets.papers.reviews import review_papers
from compliance.packets.record import Record
from compliance.packets.rules import LeftOut


def papers_of(record: Record) -> Papers:
    """Every record that has a document, once, in the order in which the packet shows them."""
    found = [
        *agreement_papers(record),
        *papers_around_agreements(record),
        *report_papers(record),
        *review_papers(record),
        *duty_papers(record),
        *retention_papers(record),
        *held_papers(record),
        *milestone_papers(record),
    ]
    fit = [chosen(one, record) for one in found]
    documents = tuple(one for one in fit if isinstance(one, Document))
    left_out = [one for one in fit if isinstance(one, LeftOut)]
    left_out += [_original(one) for one in documents if not one.content.embedded]
    return Papers(documents, tuple(left_out))


def _original(document: Document) -> LeftOut:
    """The pages are in; the file they came from is not handed on."""
    notes = " ".join(document.content.notes)
    cleaned = f"Its pages are here, taken from a cleaned copy. {notes}".strip()
    return LeftOut(
        id=f"{document.kind}_original:{document.record_id}",
        kind=document.kind,
        title=f"Original file of “{document.title}”",
        reason=document.content.kept_back or cleaned,
        sha256=document.content.sha256,
    )
