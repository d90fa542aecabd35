"""What becomes of a document in one packet: by its sections, its readers and its recipient."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from compliance.evidence.rules import EvidenceKind
from compliance.packets.papers.document import Document, DocumentKind, leave_out
from compliance.packets.record import Record
from compliance.packets.rules import Audience, LeftOut, PacketSection, RestrictedUse
from compliance.packets.words import day

KEPT_BACK = (
    "Its pages are here, each with the recipient’s name and the date. The original is not handed "
    "on, because its use is restricted."
)
# The section that tells of each kind of document: without it they are not in either.
TOLD_IN: Mapping[DocumentKind, PacketSection] = MappingProxyType(
    {
        DocumentKind.AGREEMENT: PacketSection.AGREEMENTS,
        DocumentKind.PHI_DISPOSAL: PacketSection.AGREEMENTS,
        DocumentKind.PAPER_COPY: PacketSection.AGREEMENTS,
        DocumentKind.CLIENT_PAPER: PacketSection.AGREEMENTS,
        DocumentKind.SOC2_REPORT: PacketSection.COVERAGE,
        DocumentKind.BRIDGE_LETTER: PacketSection.COVERAGE,
        DocumentKind.DPA: PacketSection.DPA,
        DocumentKind.DUTY_ANSWER: PacketSection.DUTIES,
        DocumentKind.RETENTION_RECORD: PacketSection.RETENTION,
        DocumentKind.HELD: PacketSection.PAPERS,
        DocumentKind.MILESTONE: PacketSection.MILESTONES,
    }
)
OWN_SECTION: Mapping[EvidenceKind, PacketSection] = MappingProxyType(
    {
        EvidenceKind.RETENTION_PROOF: PacketSection.RETENTION,
        EvidenceKind.ANSWERED_QUESTIONNAIRE: PacketSection.QUESTIONNAIRES,
    }
)
"""Kinds of held evidence that are not told among the other evidence."""


def chosen(found: Document | LeftOut, record: Record) -> Document | LeftOut:
    """What was found as this packet has it, or why it does not."""
    one = found if isinstance(found, LeftOut) else _chosen(found, record)
    return _told_to_customers(one, record) if isinstance(one, LeftOut) else one


def _chosen(document: Document, record: Record) -> Document | LeftOut:
    reason = _why_not(document, record)
    if reason:
        # What tells papers of one title apart, such as the evidence of each milestone.
        title = f"{document.title}, {document.version}" if document.version else document.title
        return leave_out(document.kind, document.record_id, title, reason, document.content.sha256)
    return _for_recipient(document, record) if document.restricted else document


def _told_to_customers(one: LeftOut, record: Record) -> LeftOut:
    """Customers learn of what belongs to a section that was left out that it exists, and no more.

    Titles, links and reasons say what the section would have said.
    """
    if record.packet.choice.audience is not Audience.CUSTOMER:
        return one
    reason = _omitted(record).get(_section_of(one, record))
    return replace(one, title=DocumentKind(one.kind).label, reason=reason) if reason else one


def _omitted(record: Record) -> Mapping[PacketSection, str]:
    return {one.section: one.reason for one in record.packet.omissions}


def _section_of(found: Document | LeftOut, record: Record) -> PacketSection:
    """The section that tells of it. Of what is held, some kinds have their own."""
    kinds = {f"{DocumentKind.HELD}:{one.pk}": EvidenceKind(one.kind) for one in record.held}
    own = OWN_SECTION.get(kinds[found.id]) if found.id in kinds else None
    return own or TOLD_IN[DocumentKind(found.kind)]


def _why_not(document: Document, record: Record) -> str:
    omitted = _omitted(record)
    if PacketSection.DOCUMENTS in omitted:
        return omitted[PacketSection.DOCUMENTS]
    section = _section_of(document, record)
    if section in omitted:
        return f"“{section.label}” is left out of this packet. {omitted[section]}"
    if document.restricted and record.packet.choice.restricted is RestrictedUse.LEFT_OUT:
        return f"{document.restricted} It is not handed on with this packet."
    return ""


def _for_recipient(document: Document, record: Record) -> Document:
    choice = record.packet.choice
    made_on = record.client.day(record.packet.requested_at)
    mark = f"For {choice.recipient}, {day(made_on)}. Its use is restricted: do not hand it on."
    content = document.content
    if content.embedded and choice.restricted is not RestrictedUse.ORIGINAL:
        content = replace(content, embedded=False, kept_back=KEPT_BACK)
    return replace(document, mark=mark, content=content)
