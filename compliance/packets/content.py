"""What a packet will say, read in one short transaction and then only values."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from compliance.packets.exhibits import Exhibit, Exhibits, item_of, letter_exhibits
from compliance.packets.papers import papers_of
from compliance.packets.reach import people_told, requirements_told
from compliance.packets.record import Record, read_record
from compliance.packets.rules import (
    Asked,
    LeftOut,
    Manifest,
    Omission,
    PacketSection,
    Person,
    SectionTold,
    canonical,
    read_back,
    safe_file_name,
)
from compliance.packets.sections import (
    Check,
    Heading,
    Section,
    agreements,
    audit,
    chain,
    cover,
    coverage,
    coverage_map,
    dpa,
    duties,
    engagement,
    milestones,
    other_papers,
    people,
    questionnaires,
    requirements,
    retention,
    since,
)
from compliance.packets.sections.inventory import Inventory
from compliance.packets.words import day
from portal.audit.anchors import Head


@dataclass(frozen=True)
class Trust:
    """What a reader is told of the seal: who makes it, under which root, by whose clock."""

    signer: str
    fingerprint: str
    own_time: bool


@dataclass(frozen=True)
class Content:
    """A packet as values. `sections` come after cover and contents and before the manifest.

    `facts` are the packet's own in the manifest, `label` names it in sentences, `created` is the
    instant that its metadata has: that of the request, so that building again gives the same bytes.
    `told` are its sections with those that were left out, which are `omissions` too.
    """

    label: str
    file_name: str
    running: str
    facts: dict[str, Any]
    cover: Section
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    left_out: tuple[LeftOut, ...]
    requirements: tuple[Asked, ...]
    people: tuple[Person, ...] | None
    told: tuple[SectionTold, ...]
    omissions: tuple[Omission, ...]
    not_kept: tuple[str, ...]
    extract: dict[str, Any]
    head: Head
    author: str
    created: datetime

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the contents page lists, the manifest last."""
        listed = [Heading(one.key, one.title) for one in self.sections]
        return (*listed, Heading(Inventory.key, Inventory.title))


def read_content(packet_id: UUID, *, trust: Trust) -> Content:
    """Read a packet's content. Inside the client's organisation; raises RecordMoved."""
    record = read_record(packet_id)
    with timezone.override(ZoneInfo(record.client.time_zone)):
        return _content(record, trust)


def _content(record: Record, trust: Trust) -> Content:
    papers = papers_of(record)
    exhibits = letter_exhibits(papers.documents)
    facts = _facts(record) | {"closing_timestamp": not trust.own_time}
    asked = requirements_told(record)
    reach = people_told(record) if PacketSection.PEOPLE in record.sections else None
    told = Manifest(
        packet=facts,
        items=tuple(item_of(exhibit, None) for exhibit in exhibits.values()),
        left_out=papers.left_out,
        audit={},
        requirements=asked,
        people=reach,
    )
    sections = (*_sections(record, exhibits, told), _check(trust, exhibits))
    packet = record.packet
    return Content(
        label=f"packet {packet.number} of {record.client.name}, {record.engagement.title}",
        file_name=_file_name(record),
        running=_running(record),
        facts=facts,
        cover=cover(record),
        sections=sections,
        exhibits=tuple(exhibits.values()),
        left_out=papers.left_out,
        requirements=asked,
        people=reach,
        told=tuple(_told(sections, packet.omissions)),
        omissions=packet.omissions,
        not_kept=record.not_kept,
        extract=record.extract,
        head=record.head,
        author=record.partner.legal_name,
        created=packet.requested_at,
    )


def _sections(record: Record, exhibits: Exhibits, told: Manifest) -> Iterator[Section]:
    """What was asked for, in the order in which it stands."""
    makers: dict[PacketSection, Callable[[], Section | None]] = {
        PacketSection.SINCE: lambda: _since(record, told),
        PacketSection.ENGAGEMENT: lambda: engagement(record),
        PacketSection.REQUIREMENTS: lambda: requirements(record),
        PacketSection.AGREEMENTS: lambda: agreements(record, exhibits),
        PacketSection.CHAIN: lambda: chain(record),
        PacketSection.MAP: lambda: coverage_map(record),
        PacketSection.COVERAGE: lambda: coverage(record, exhibits),
        PacketSection.DUTIES: lambda: duties(record, exhibits),
        PacketSection.DPA: lambda: dpa(record, exhibits),
        PacketSection.RETENTION: lambda: retention(record, exhibits),
        PacketSection.PAPERS: lambda: other_papers(record, exhibits),
        PacketSection.MILESTONES: lambda: milestones(record, exhibits),
        PacketSection.QUESTIONNAIRES: lambda: questionnaires(record, exhibits),
        PacketSection.PEOPLE: lambda: people(record),
        PacketSection.AUDIT: lambda: audit(record),
    }
    for key, make in makers.items():
        section = make() if key in record.sections else None
        if section is not None:
            yield section


def _since(record: Record, told: Manifest) -> Section | None:
    """Nothing in the first packet for its readers. Pages play no part in a comparison."""
    last = record.last
    if last is None or last.file is None:
        return None
    now = read_back(canonical(told))
    return since(read_back(last.manifest), now, last_sha256=last.file.sha256)


def _told(sections: Iterable[Section], omitted: Iterable[Omission]) -> Iterator[SectionTold]:
    for section in sections:
        yield SectionTold(id=f"section:{section.key}", title=section.title, included=True)
    for one in omitted:
        yield SectionTold(
            id=f"section:{one.section}",
            title=one.section.label,
            included=False,
            reason=one.reason,
        )


def _facts(record: Record) -> dict[str, Any]:
    packet, engagement = record.packet, record.engagement
    return {
        "id": str(packet.pk),
        "number": packet.number,
        "title": packet.title,
        "engagement": str(engagement.pk),
        "org": str(record.client.pk),
        "client": record.client.legal_name,
        "partner": record.partner.legal_name,
        "audience": packet.audience,
        "readers": packet.readers,
        "recipient": packet.recipient,
        "purpose": packet.purpose,
        "restricted_documents": packet.restricted,
        "as_of": packet.as_of,
        "requested_at": packet.requested_at,
        "requested_by": packet.requested_by.name,
        "looked_up_on": record.looked_up_on,
        "not_kept": list(record.not_kept),
        "cleared_until": record.standpoint.readiness.cleared_until,
    }


def _running(record: Record) -> str:
    """What each page is called. One of a day that is past says so on each, taken apart or not."""
    packet = record.packet
    past = f", as of {day(packet.as_of)}" if packet.looks_back else ""
    return f"{record.client.name}, packet {packet.number}{past}"


def _file_name(record: Record) -> str:
    name = f"{record.client.slug} {record.packet.as_of.isoformat()}"
    return safe_file_name(f"packet-{record.packet.number}", name, ".pdf")


def _check(trust: Trust, exhibits: Exhibits) -> Check:
    return Check(
        verify_url=settings.PUBLIC_URL + reverse("verify"),
        root_url=settings.PUBLIC_URL + reverse("verify-root"),
        fingerprint=trust.fingerprint,
        signer=trust.signer,
        own_time=trust.own_time,
        originals=any(exhibit.file for exhibit in exhibits.values()),
    )
