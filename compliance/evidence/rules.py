"""Evidence made elsewhere: what kinds there are, who accepts it, and how long it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from engagements.lifecycle.rules import Refused
from portal.files.rules import FileKind

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


class EvidenceKind(StrEnum):
    """What a record of evidence shows."""

    EXECUTED_BAA = "executed_baa"
    RETENTION_PROOF = "retention_proof"
    PCI_ATTESTATION = "pci_attestation"
    ANSWERED_QUESTIONNAIRE = "answered_questionnaire"

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return KINDS[self].label


class EvidenceState(StrEnum):
    """Where a record stands; only `ACCEPTED` counts."""

    RECORDED = "recorded"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This record is"."""
        return _STATE_WORDS[self]


class EvidenceStep(StrEnum):
    """What may be done to a record."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class ReadingState(StrEnum):
    """Where the reading of a file stands, for the kinds that are read."""

    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"


TRANSITIONS: Mapping[EvidenceState, Mapping[EvidenceStep, EvidenceState]] = MappingProxyType(
    {
        EvidenceState.RECORDED: {
            EvidenceStep.ACCEPT: EvidenceState.ACCEPTED,
            EvidenceStep.REFUSE: EvidenceState.REFUSED,
            EvidenceStep.WITHDRAW: EvidenceState.WITHDRAWN,
        },
        EvidenceState.ACCEPTED: {EvidenceStep.WITHDRAW: EvidenceState.WITHDRAWN},
        EvidenceState.REFUSED: {},
        EvidenceState.WITHDRAWN: {},
    }
)
"""A refused or withdrawn record stays as it is; a better one is recorded anew beside it."""


@dataclass(frozen=True, kw_only=True)
class KindRule:
    """What a kind of evidence asks for.

    `about_service` says that it belongs to one vendor service; `longest_days` is how long it may
    count after its first day, None where the paper itself may run without an end; `may_begin_later`
    allows a first day in the future. `apart` has a page of its own, where more is asked of it.
    Files of the kinds in `read_in` are read, so that packets print what is in them.
    """

    label: str
    about_service: bool
    longest_days: int | None
    may_begin_later: bool = False
    apart: bool = False
    read_in: frozenset[FileKind] = frozenset()


KINDS: Mapping[EvidenceKind, KindRule] = MappingProxyType(
    {
        EvidenceKind.EXECUTED_BAA: KindRule(
            label="Executed BAA with the vendor",
            about_service=True,
            longest_days=None,
            may_begin_later=True,
        ),
        EvidenceKind.RETENTION_PROOF: KindRule(
            label="Proof of the retention setting",
            about_service=True,
            longest_days=365,
            apart=True,
        ),
        # PCI DSS v4.0.1, 12.8.4: providers' compliance is looked at every 12 months at least.
        EvidenceKind.PCI_ATTESTATION: KindRule(
            label="PCI DSS attestation of compliance", about_service=True, longest_days=365
        ),
        EvidenceKind.ANSWERED_QUESTIONNAIRE: KindRule(
            label="Answered questionnaire",
            about_service=False,
            longest_days=365,
            read_in=frozenset({FileKind.XLSX, FileKind.CSV}),
        ),
    }
)


class EvidenceRefused(Refused):
    """This record cannot be made, or this step cannot be taken with it."""


@dataclass(frozen=True, kw_only=True)
class EvidenceRecord:
    """The facts of one record. People are compared by id; days are inclusive at both ends."""

    kind: EvidenceKind
    state: EvidenceState
    recorded_by_id: str
    effective_from: date
    effective_until: date | None
    has_service: bool
    has_file: bool


def check_record(record: EvidenceRecord, *, today: date) -> None:
    """Refuse with `EvidenceRefused`, for every reason at once, a record that proves nothing."""
    EvidenceRefused.if_any(_problems(record, today))


def check_acceptance(record: EvidenceRecord, *, accepted_by_id: str, today: date) -> None:
    """Refuse an acceptance by the person who recorded it, out of state, too late, or unsound.

    Two people look at every piece of evidence: whoever recorded it does not accept it.
    """
    advance(record.state, EvidenceStep.ACCEPT)
    check_record(record, today=today)
    if accepted_by_id == record.recorded_by_id:
        raise EvidenceRefused("You recorded this evidence. Somebody else has to accept it.")
    if record.effective_until is not None and record.effective_until < today:
        message = f"This evidence counted until {show_date(record.effective_until)} only."
        raise EvidenceRefused(message)


def check_is_read(state: ReadingState | None) -> None:
    """Refuse to accept what is still being read: whoever accepts it sees what will be printed."""
    if state is ReadingState.WAITING:
        raise EvidenceRefused(
            "This file is still being read. Accept it when you see below what packets will print."
        )


def check_kind(kind: EvidenceKind) -> None:
    """Refuse here what is recorded and attested on a page of its own."""
    if KINDS[kind].apart:
        raise EvidenceRefused(
            "A proof of a retention setting is recorded, attested and set aside on the page about "
            "retention, where it is compared with what is claimed."
        )


def check_reason(reason: str) -> None:
    """Refuse to refuse or withdraw evidence without saying why."""
    if not reason.strip():
        raise EvidenceRefused("Say why, so that whoever recorded it knows what to do.")


def advance(state: EvidenceState, step: EvidenceStep) -> EvidenceState:
    """Give the state after `step`; refuse where the table has no such step."""
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        message = f"This record is {state.words}; it cannot be {_STEP_WORDS[step]}."
        raise EvidenceRefused(message) from None


def show_date(day: date) -> str:
    """Write a date as it stands in sentences and papers: "22 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _problems(record: EvidenceRecord, today: date) -> Iterator[str]:
    rule = KINDS[record.kind]
    if not record.has_file:
        yield "Attach the file that shows it."
    if rule.about_service and not record.has_service:
        yield "Say which vendor service it is about."
    if record.has_service and not rule.about_service:
        yield "It is about the whole engagement: choose no service, or it would count for nothing."
    if not rule.may_begin_later and record.effective_from > today:
        yield "It cannot show what is only to come: its first day lies in the future."
    yield from _period_problems(record, rule)


def _period_problems(record: EvidenceRecord, rule: KindRule) -> Iterator[str]:
    if record.effective_until is None:
        if rule.longest_days is not None:
            yield "Say until when it counts."
        return
    days = (record.effective_until - record.effective_from).days
    if days < 0:
        yield "Its last day lies before its first."
    elif rule.longest_days is not None and days > rule.longest_days:
        yield f"It may count for {rule.longest_days} days at most; then it is shown again."


_STATE_WORDS = {
    EvidenceState.RECORDED: "recorded and waiting for a second person",
    EvidenceState.ACCEPTED: "accepted",
    EvidenceState.REFUSED: "refused",
    EvidenceState.WITHDRAWN: "withdrawn",
}

_STEP_WORDS = {
    EvidenceStep.ACCEPT: "accepted",
    EvidenceStep.REFUSE: "refused",
    EvidenceStep.WITHDRAW: "withdrawn",
}
