"""Everything about one engagement that a packet needs, read as it stood at one moment.

That moment is the asking, or the end of a day that is past, however much later it is read.

For the worker: inside a tenant block, in one short transaction. What comes out holds no lazy
relation that a section would follow, so that nothing is read while pages are printed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from compliance.clearance.queries import Standpoint, standpoint
from compliance.coverage.queries import CoverageMap, coverage_of
from compliance.cuecs.queries import DutyLine, duties_of
from compliance.dpa.models import DpaReview, DpaRound
from compliance.dpa.queries import judgements_of, replacements_of, reviews_of, rounds_of
from compliance.dpa.rules import Judgement, counts_until
from compliance.evidence.models import HeldEvidence
from compliance.evidence.queries import held_of
from compliance.packets.agreements import (
    AroundAgreements,
    ExecutedAgreement,
    UnexecutedAgreement,
    agreements_in,
    around_agreements,
)
from compliance.packets.lookback import not_kept
from compliance.packets.models import Packet
from compliance.packets.queries import last_sealed_before, reports_left_behind
from compliance.packets.rules import Audience, PacketSection, RestrictedUse
from compliance.questionnaires.queries import ReadAnswers, answers_of
from compliance.vendors.models import VendorReport
from compliance.vendors.queries import Use
from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.queries import as_it_stood, current_scope
from engagements.milestones.models import MilestoneEvidence
from engagements.milestones.queries import Step, steps_of
from portal.accounts.models import AuditorGrant, Membership, Organization
from portal.audit import anchors
from portal.audit.anchors import Head
from portal.audit.export import export
from portal.audit.models import AuditEvent
from portal.audit.past import head_before

MOST_READINGS = 5
Read = TypeVar("Read")


class RecordMoved(Exception):
    """The record changed under every reading; the job is tried again a little later."""


@dataclass(frozen=True)
class Record:
    """The engagement as the packet shows it.

    `head` is that of what was recorded before the instant from which nothing is shown. `last` is
    the packet for the same readers that was sealed before this one. `not_kept` says what cannot be
    told as it was.
    """

    packet: Packet
    last: Packet | None
    engagement: Engagement
    client: Organization
    partner: Organization
    standpoint: Standpoint
    coverage: CoverageMap
    left_behind: tuple[VendorReport, ...]
    stated: StatedScope | None
    agreements: tuple[ExecutedAgreement, ...]
    unexecuted: tuple[UnexecutedAgreement, ...]
    around: AroundAgreements
    duties: tuple[DutyLine, ...]
    reviews: tuple[tuple[DpaReview, tuple[Judgement, ...]], ...]
    rounds: Mapping[UUID, Mapping[str, list[DpaRound]]]
    replaced: Mapping[UUID, date]
    held: tuple[HeldEvidence, ...]
    answers: Mapping[UUID, ReadAnswers]
    steps: tuple[Step, ...]
    taken_away: tuple[MilestoneEvidence, ...]
    people: tuple[Membership, ...]
    grants: tuple[AuditorGrant, ...]
    events: tuple[AuditEvent, ...]
    extract: dict[str, Any]
    head: Head
    not_kept: tuple[str, ...]

    @property
    def today(self) -> date:
        """The day whose state is shown."""
        return self.packet.as_of

    @property
    def sections(self) -> frozenset[PacketSection]:
        """What the packet shows."""
        return self.packet.choice.sections

    @property
    def gives_reports(self) -> bool:
        """Whether its reader is given reports of restricted use, and so may have their words."""
        given = {PacketSection.COVERAGE, PacketSection.DOCUMENTS} <= self.sections
        return given and self.packet.choice.restricted is not RestrictedUse.LEFT_OUT

    @property
    def tells_findings(self) -> bool:
        """Whether its reader is told what was found in judging a report. The client and its auditor
        are; a customer is where it is given the report.
        """
        return self.gives_reports or self.packet.choice.audience is not Audience.CUSTOMER

    @property
    def looked_up_on(self) -> date | None:
        """The day on which a day that was past was asked for; None for a packet of its own day."""
        packet = self.packet
        return self.client.day(packet.requested_at) if packet.looks_back else None

    def counts_until(self, review: DpaReview) -> date | None:
        """The last day of an accepted review, which a newer version of its document may end."""
        if review.accepted_on is None:
            return None
        return counts_until(review.accepted_on, replaced_on=self.replaced.get(review.pk))

    def is_used(self, service_id: UUID) -> bool:
        """Whether the engagement uses a service on that day."""
        return any(use.entry.service.pk == service_id for use in self.uses)

    @property
    def uses(self) -> tuple[Use, ...]:
        """The services in use as they were judged.

        The register is the partner's, whose changes do not stand in this organisation's trail: it
        is read once, so that verdict and section cannot tell of two different reports.
        """
        return self.standpoint.uses


def read_record(packet_id: UUID) -> Record:
    """Read it all. Raises RecordMoved when others keep changing it."""
    return undisturbed(lambda: _read(packet_id))


def undisturbed(read: Callable[[], Read]) -> Read:
    """Call `read`, again when something was recorded meanwhile.

    Every change of the record ends with an audit event, so an unmoved head means that what was
    read belongs together. Raises RecordMoved when it never stands still.
    """
    for _ in range(MOST_READINGS):
        before = anchors.head()
        found = read()
        if anchors.head() == before:
            return found
    raise RecordMoved("The record was being changed while it was read.")


def _read(packet_id: UUID) -> Record:
    related = ("engagement__org", "engagement__partner", "engagement__lead", "requested_by", "org")
    packet: Packet = Packet.objects.select_related(*related).get(pk=packet_id)
    engagement: Engagement = packet.engagement
    at = packet.shows_before
    head = head_before(at, org=engagement.org_id)
    as_it_stood(engagement, at)
    chain = AuditEvent.objects.filter(org_id=engagement.org_id, seq__lte=head.seq).chained()
    events = tuple(chain.filter(engagement_id=engagement.pk))
    stand = standpoint(engagement, today=packet.as_of, at=at)
    executed, unexecuted = agreements_in(engagement, today=packet.as_of, at=at)
    reviews = reviews_of(engagement, at=at)
    return Record(
        packet=packet,
        last=last_sealed_before(packet),
        engagement=engagement,
        client=engagement.org,
        partner=engagement.partner,
        standpoint=stand,
        coverage=coverage_of(stand, engagement=engagement, today=packet.as_of, at=at),
        left_behind=tuple(reports_left_behind(engagement, at=at)),
        stated=_stated(engagement, at),
        agreements=executed,
        unexecuted=unexecuted,
        around=around_agreements(engagement, at=at),
        duties=tuple(duties_of(engagement, today=packet.as_of, at=at)),
        reviews=tuple((one, tuple(judgements_of(one))) for one in reviews),
        rounds={one.pk: rounds_of(one, at=at) for one in reviews},
        replaced=replacements_of(reviews, zone=engagement.org),
        held=tuple(held_of(engagement, at=at)),
        answers=_answers(packet, engagement),
        steps=tuple(steps_of(engagement, today=packet.as_of, at=at)),
        taken_away=_taken_away(engagement, at),
        people=_people(engagement, at),
        grants=_grants(engagement, at),
        events=events,
        extract=export(
            engagement.org_id,
            chain.iterator(),
            engagement_id=engagement.pk,
            told=PacketSection.AUDIT in packet.choice.sections,
        ),
        head=head,
        not_kept=not_kept(packet, stand.uses),
    )


def _stated(engagement: Engagement, at: datetime) -> StatedScope | None:
    newest = current_scope(engagement, at=at)
    if newest is None:
        return None
    rows = StatedScope.objects.filter(org_id=engagement.org_id).select_related("stated_by")
    stated: StatedScope = rows.get(pk=newest.pk)
    return stated


def _answers(packet: Packet, engagement: Engagement) -> Mapping[UUID, ReadAnswers]:
    """What is in answered questionnaires, which may be long; nothing where it is not shown."""
    shown = PacketSection.QUESTIONNAIRES in packet.choice.sections
    return answers_of(engagement) if shown else {}


def _taken_away(engagement: Engagement, at: datetime) -> tuple[MilestoneEvidence, ...]:
    rows = MilestoneEvidence.objects.of_engagement(engagement).filter(removed_at__lt=at)
    return tuple(rows.select_related("milestone", "removed_by").order_by("removed_at", "pk"))


def _people(engagement: Engagement, at: datetime) -> tuple[Membership, ...]:
    rows = Membership.objects.current_before(at)
    both = rows.filter(org_id__in=[engagement.org_id, engagement.partner_id])
    return tuple(both.select_related("user").order_by("user__name", "pk"))


def _grants(engagement: Engagement, at: datetime) -> tuple[AuditorGrant, ...]:
    rows = AuditorGrant.objects.filter(org_id=engagement.org_id, engagement_id=engagement.pk)
    found = rows.filter(given_at__lt=at).select_related("user", "given_by")
    return tuple(one.as_it_stood(at) for one in found.order_by("given_at", "pk"))
