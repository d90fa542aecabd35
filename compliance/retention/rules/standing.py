"""Where a retention setting stands: computed from what was recorded, never typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from compliance.evidence.rules import EvidenceState, show_date
from compliance.retention.rules.comparing import Verdict
from compliance.retention.rules.steps import (
    Outcome,
    RetentionRefused,
    Statement,
    Step,
    answer,
    current,
)

_STANDING = frozenset({EvidenceState.RECORDED, EvidenceState.ACCEPTED})


class ProofForm(StrEnum):
    """What kind of proof a file is."""

    SETTINGS_CALL = "settings_call"
    SCREENSHOT = "screenshot"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The form as people read it."""
        return _FORM_LABELS[self]


class Stage(StrEnum):
    """How far a retention setting has come."""

    NOTHING = "nothing"
    ASKED = "asked"
    REFUSED = "refused"
    APPROVED = "approved"
    CONFIGURED = "configured"
    EVIDENCED = "evidenced"
    ATTESTED = "attested"
    LAPSED = "lapsed"
    CONTRADICTED = "contradicted"

    @property
    def label(self) -> str:
        """The stage as people read it."""
        return _STAGE_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One proof, as the rules take it; days are inclusive.

    `verdict` is None for what was recorded before settings were compared. `because` is why the
    verdict is so. `counts_until` is the last day to which anybody may attest it, `attested_until`
    the last day of the newest attestation. `keeps_nothing` is None where that was not asked.
    """

    id: str
    label: str
    state: EvidenceState
    captured_on: date
    recorded_on: date
    recorded_by_id: str = ""
    counts_until: date | None = None
    verdict: Verdict | None = None
    because: str = ""
    account_differs: bool = False
    keeps_nothing: bool | None = None
    attested_until: date | None = None

    @property
    def stands(self) -> bool:
        """Neither refused nor withdrawn."""
        return self.state in _STANDING

    @property
    def is_attested(self) -> bool:
        """Whether a second person stands behind it, to whatever day."""
        return self.state is EvidenceState.ACCEPTED and self.attested_until is not None

    @property
    def settles(self) -> bool:
        """Whether it says something that outlasts an earlier contradiction."""
        return self.stands and (self.verdict is Verdict.AGREES or self.is_attested)


def in_order(proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """Those that stand, by the day of the capture: the oldest first."""
    standing = (proof for proof in proofs if proof.stands)
    return tuple(sorted(standing, key=lambda one: (one.captured_on, one.recorded_on)))


def contradiction(proofs: Sequence[Proof]) -> Proof | None:
    """The capture by which the setting is not as claimed now; None when a later one settles it.

    It counts from the moment it is recorded: bad news does not wait for a second person.
    """
    found = None
    for proof in in_order(proofs):
        if proof.verdict is Verdict.CONTRADICTS:
            found = proof
        elif proof.settles:
            found = None
    return found


def counting(proofs: Sequence[Proof], told: Sequence[Statement] = ()) -> tuple[Proof, ...]:
    """The attested proofs that no later capture contradicts: what may settle the requirement.

    What was captured before it was set, or set anew, does not show how it is set now.
    """
    set_on = _set_on(told)
    left: list[Proof] = []
    for proof in in_order(proofs):
        if proof.verdict is Verdict.CONTRADICTS:
            left = []
        elif proof.is_attested and not proof.account_differs:
            left.append(proof)
    return tuple(proof for proof in left if set_on is None or proof.captured_on >= set_on)


def _set_on(told: Sequence[Statement]) -> date | None:
    configured = current(told, Step.CONFIGURED)
    return configured.on if configured and configured.outcome is Outcome.DONE else None


def stage_of(told: Sequence[Statement], proofs: Sequence[Proof], *, today: date) -> Stage:
    """Say how far it has come on that day."""
    if contradiction(proofs):
        return Stage.CONTRADICTED
    ends = [proof.attested_until for proof in counting(proofs, told) if proof.attested_until]
    if any(end >= today for end in ends):
        return Stage.ATTESTED
    if to_attest(proofs):
        return Stage.EVIDENCED
    if ends:
        return Stage.LAPSED
    return _stage_before_proof(told)


def check_proof(
    verdict: Verdict, told: Sequence[Statement], *, account: str, captured_on: date
) -> None:
    """Refuse a proof of a setting of which nobody said that it was set, or need not be.

    Refused also when it was captured before it was set, or of another account than was set. What
    contradicts the claim is taken at any time.
    """
    if verdict is Verdict.CONTRADICTS:
        return
    configured, set_on = current(told, Step.CONFIGURED), _set_on(told)
    if configured is None:
        raise RetentionRefused(
            "Record who configured it, where and how; or say why nothing had to be set."
        )
    if set_on and captured_on < set_on:
        raise RetentionRefused(
            f"It was set on {show_date(set_on)}, so what was captured on "
            f"{show_date(captured_on)} does not show it."
        )
    if configured.account and configured.account.casefold() != account.casefold():
        raise RetentionRefused(
            f"What was set is “{configured.account}”, and this is about “{account}”. Record "
            "first how the latter was set."
        )


def check_attestation(
    proof: Proof,
    proofs: Sequence[Proof],
    *,
    until: date,
    words: str,
    by_id: str,
    today: date,
) -> None:
    """Refuse to attest a proof that contradicts, is of another account, is one's own, or is old."""
    if not proof.stands:
        raise RetentionRefused(f"This proof is {proof.state.words}; it cannot be attested.")
    if proof.recorded_by_id == by_id:
        raise RetentionRefused("You recorded this proof. Somebody else has to attest it.")
    RetentionRefused.if_any(_against(proof, proofs, until, words, today))


def check_setting_aside(proof: Proof, *, reason: str, by_id: str) -> None:
    """Refuse to set a proof aside without a reason, or a contradiction by whoever recorded it."""
    if not proof.stands:
        raise RetentionRefused(f"This proof is {proof.state.words} already.")
    if not reason.strip():
        raise RetentionRefused("Say why, so that whoever recorded it knows what to do.")
    if proof.verdict is Verdict.CONTRADICTS and proof.recorded_by_id == by_id:
        raise RetentionRefused(
            "It contradicts the claim, and you recorded it. Somebody else has to look at it before "
            "it is set aside."
        )


def _against(
    proof: Proof, proofs: Sequence[Proof], until: date, words: str, today: date
) -> list[str]:
    found = []
    if proof.verdict is Verdict.CONTRADICTS:
        found.append(f"It contradicts the claim. {proof.because}")
    elif proof.account_differs:
        found.append(f"It is about another account. {proof.because}")
    elif proof.verdict is Verdict.CANNOT_TELL and not words.strip():
        found.append("The portal cannot tell what it shows. Say in words what you saw in it.")
    against = contradiction(proofs)
    if against and against.id != proof.id and _is_after(against, proof, proofs):
        day = show_date(against.captured_on)
        found.append(f"The capture of {day} contradicts it. Capture the setting again first.")
    if until < today:
        found.append("It cannot be attested until a day that is past.")
    if proof.counts_until and until > proof.counts_until:
        found.append(
            f"Its capture counts until {show_date(proof.counts_until)} at most; then the setting "
            "is captured again."
        )
    return found


def _is_after(one: Proof, other: Proof, proofs: Sequence[Proof]) -> bool:
    ids = [proof.id for proof in in_order(proofs)]
    return ids.index(one.id) > ids.index(other.id)


def to_attest(proofs: Sequence[Proof]) -> Proof | None:
    """The newest proof that waits for a second person and may be attested at all."""
    waiting = [
        proof
        for proof in in_order(proofs)
        if proof.state is EvidenceState.RECORDED
        and proof.verdict is not Verdict.CONTRADICTS
        and not proof.account_differs
    ]
    return waiting[-1] if waiting else None


def _stage_before_proof(told: Sequence[Statement]) -> Stage:
    if current(told, Step.CONFIGURED):
        return Stage.CONFIGURED
    answered = answer(told)
    if answered:
        return Stage.REFUSED if answered.outcome is Outcome.REFUSED else Stage.APPROVED
    return Stage.ASKED if current(told, Step.ASKED) else Stage.NOTHING


_FORM_LABELS = {
    ProofForm.SETTINGS_CALL: "Captured answer of the vendor's settings call (JSON)",
    ProofForm.SCREENSHOT: "Picture of the console",
    ProofForm.DOCUMENT: "Document or attestation",
}
_STAGE_LABELS = {
    Stage.NOTHING: "Not begun",
    Stage.ASKED: "Asked of the vendor",
    Stage.REFUSED: "Refused by the vendor",
    Stage.APPROVED: "Approved",
    Stage.CONFIGURED: "Configured",
    Stage.EVIDENCED: "Proof recorded",
    Stage.ATTESTED: "Attested",
    Stage.LAPSED: "Lapsed",
    Stage.CONTRADICTED: "Contradicted",
}
