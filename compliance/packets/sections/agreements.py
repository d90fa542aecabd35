"""The executed agreements: parties, term, who signed when and how, and the hash of each file."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.agreements.models import PhiDisposal
from compliance.packets.agreements import ExecutedAgreement, SignatureFacts
from compliance.packets.exhibits import Exhibit, Exhibits
from compliance.packets.papers import DocumentKind
from compliance.packets.record import Record
from compliance.packets.rules import PacketSection
from compliance.packets.sections.base import Row, Section
from compliance.packets.words import day, instant, span


@dataclass(frozen=True)
class Signed:
    """One signature under an agreement."""

    who: str
    capacity: str
    at: str
    proven_by: str


@dataclass(frozen=True)
class Agreed:
    """One agreement."""

    title: str
    in_force: bool
    state: str
    facts: tuple[Row, ...]
    signatures: tuple[Signed, ...]
    sha256: str
    exhibit: str
    exhibit_key: str
    disposal: str
    disposal_exhibit: Exhibit | None


@dataclass(frozen=True, kw_only=True)
class Agreements(Section):
    """What client and partner have signed with each other."""

    key: ClassVar[str] = "agreements"
    title: ClassVar[str] = "Executed agreements"

    agreements: tuple[Agreed, ...]
    client: str
    partner: str
    as_of: str
    others_shown: bool


def agreements(record: Record, exhibits: Exhibits) -> Agreements:
    disposed = {str(one.agreement_id): one for one in record.around.disposals}
    return Agreements(
        agreements=tuple(_agreed(one, disposed.get(one.id), exhibits) for one in record.agreements),
        client=record.client.legal_name,
        partner=record.partner.legal_name,
        as_of=day(record.today),
        others_shown=PacketSection.PAPERS in record.sections,
    )


def _agreed(
    agreement: ExecutedAgreement, disposal: PhiDisposal | None, exhibits: Exhibits
) -> Agreed:
    exhibit = exhibits.get(f"{DocumentKind.AGREEMENT}:{agreement.id}")
    return Agreed(
        title=agreement.title,
        in_force=agreement.in_force,
        state=agreement.state,
        facts=(
            Row("Client", agreement.client),
            Row("Partner", agreement.partner),
            Row("Executed", day(agreement.executed_on)),
            Row("Term", span(agreement.effective_on, agreement.until)),
            Row("Text", agreement.template),
        ),
        signatures=tuple(_signed(one) for one in agreement.signatures),
        sha256=agreement.sealed.sha256,
        exhibit=exhibit.name if exhibit else "",
        exhibit_key=exhibit.key if exhibit else "",
        disposal=_disposed(disposal) if disposal else "",
        disposal_exhibit=(
            exhibits.get(f"{DocumentKind.PHI_DISPOSAL}:{disposal.pk}") if disposal else None
        ),
    )


def _disposed(disposal: PhiDisposal) -> str:
    told = f"recorded by {disposal.recorded_by.name}, {day(disposal.recorded_at)}"
    done = f"{disposal.what.label} on {day(disposal.done_on)}"
    return f"{done}: {disposal.extent} {disposal.method} ({told})"


def _signed(signature: SignatureFacts) -> Signed:
    return Signed(
        who=f"{signature.signer} for {signature.organisation}",
        capacity=signature.capacity,
        at=day(signature.signed_on) if signature.signed_on else instant(signature.signed_at),
        proven_by=signature.proven_by,
    )
