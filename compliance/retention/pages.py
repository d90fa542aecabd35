"""How retention is shown: five rungs with what was recorded of each, and the history beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.evidence.rules import EvidenceState, show_date
from compliance.retention.models import RetentionStatement
from compliance.retention.queries import Kept, KeptProof
from compliance.retention.rules import (
    Outcome,
    Stage,
    Step,
    Verdict,
    answer,
    contradiction,
    counting,
)
from portal.ui.parts import Mark, Tone

TONES = {
    Stage.NOTHING: Tone.DUE,
    Stage.ASKED: Tone.CURRENT,
    Stage.REFUSED: Tone.BLOCKED,
    Stage.APPROVED: Tone.CURRENT,
    Stage.CONFIGURED: Tone.CURRENT,
    Stage.EVIDENCED: Tone.CURRENT,
    Stage.ATTESTED: Tone.MET,
    Stage.LAPSED: Tone.OVERDUE,
    Stage.CONTRADICTED: Tone.BLOCKED,
}
VERDICT_TONES = {
    Verdict.AGREES: Tone.MET,
    Verdict.CONTRADICTS: Tone.BLOCKED,
    Verdict.CANNOT_TELL: Tone.DUE,
}
_STEP_MARKS = {
    Outcome.DONE: Mark("Recorded", Tone.MET),
    Outcome.REFUSED: Mark("Refused", Tone.BLOCKED),
    Outcome.NOT_NEEDED: Mark("Not needed", Tone.NEUTRAL),
}


@dataclass(frozen=True)
class Rung:
    """One step as the page shows it. `step` is empty for the two that follow from proofs."""

    title: str
    mark: Mark
    sentence: str
    step: str = ""
    row: RetentionStatement | None = None
    proof: KeptProof | None = None


def rungs_of(kept: Kept, *, today: date) -> tuple[Rung, ...]:
    """Asked, approved, configured, evidenced, attested."""
    return (*_told(kept), _evidenced(kept), _attested(kept, today))


def earlier(kept: Kept) -> list[RetentionStatement]:
    """Records that a later one corrected, or that take one back; newest first."""
    counting_now = {kept.newest(step) for step in Step}
    return [one for one in reversed(kept.statements) if one not in counting_now]


def said(row: RetentionStatement) -> str:
    """A record in one sentence."""
    facts = row.facts
    if row.went in {Outcome.NOT_NEEDED, Outcome.RETRACTED}:
        return f"{row.went.label}: {row.words}"
    day = f" on {show_date(facts.on)}" if facts.on else ""
    if row.of_step is Step.ASKED:
        return f"Asked of {facts.who}{day}."
    if row.of_step is Step.ANSWERED:
        reach = f" for {facts.reach.label.lower()}" if facts.reach else ""
        account = f" ({facts.account})" if facts.account else ""
        verb = "refused it" if row.went is Outcome.REFUSED else f"approved it{reach}{account}"
        return f"{facts.who[:1].upper()}{facts.who[1:]} {verb}{day}."
    if row.of_step is Step.CONFIGURED:
        where = f", {facts.where}" if facts.where else ""
        return (
            f"{facts.setting} set to {facts.value} on {facts.account}{where}, by {facts.who}{day}."
        )
    return f"The value at {facts.setting} is {facts.value} ({facts.where})."


def _told(kept: Kept) -> Iterator[Rung]:
    reply = answer(kept.told)
    for step in (Step.ASKED, Step.ANSWERED, Step.CONFIGURED):
        row = kept.newest(step)
        if step is Step.ANSWERED and reply is None:
            row = None
        if row:
            yield Rung(step.label, _STEP_MARKS[row.went], said(row), step.value, row)
        elif step is Step.ASKED and reply:
            sentence = "No request is recorded; the reply stands by itself."
            yield Rung(step.label, Mark("Not recorded", Tone.NEUTRAL), sentence, step.value)
        else:
            yield Rung(step.label, Mark("Open", Tone.DUE), "Nothing is recorded yet.", step.value)


def _evidenced(kept: Kept) -> Rung:
    title = "Evidenced"
    against = contradiction(kept.proven)
    standing = [one for one in kept.proofs if one.facts.stands]
    if against:
        proof = next(one for one in standing if str(one.held.pk) == against.id)
        sentence = f"Captured on {show_date(against.captured_on)}: {against.because}"
        return Rung(title, Mark("Contradicts", Tone.BLOCKED), sentence, proof=proof)
    if not standing:
        return Rung(title, Mark("Open", Tone.DUE), "No proof is recorded yet.")
    proof = max(standing, key=lambda one: (one.held.effective_from, one.held.recorded_at))
    said_of = f" {proof.capture.because}" if proof.capture else ""
    return Rung(
        title,
        Mark(*_proof_mark(proof)),
        f"Captured on {show_date(proof.held.effective_from)} by {proof.held.recorded_by.name}."
        f"{said_of}",
        proof=proof,
    )


def _unattested(kept: Kept) -> tuple[Mark, str]:
    ended = [one.attested_until for one in kept.proven if one.is_attested and one.attested_until]
    if not ended:
        return Mark("Open", Tone.DUE), "Nobody stands behind a proof yet."
    until = show_date(max(ended))
    return (
        Mark("Ended", Tone.OVERDUE),
        f"It was attested until {until}; what was captured since has ended that.",
    )


def _proof_mark(proof: KeptProof) -> tuple[str, Tone]:
    if proof.capture and proof.facts.account_differs:
        return "Another account", Tone.BLOCKED
    if proof.capture and proof.capture.says is Verdict.AGREES:
        return "Agrees", Tone.MET
    accepted = proof.held.state == EvidenceState.ACCEPTED
    return ("Attested", Tone.MET) if accepted else ("For a person", Tone.CURRENT)


def _attested(kept: Kept, today: date) -> Rung:
    title = "Attested until"
    proofs = {str(one.held.pk): one for one in kept.proofs}
    ends = [
        (one.attested_until, one.id)
        for one in counting(kept.proven, kept.told)
        if one.attested_until
    ]
    if not ends:
        return Rung(title, *_unattested(kept))
    until, proof_id = max(ends)
    proof = proofs[proof_id]
    by = proof.attestations[-1].attested_by if proof.attestations else proof.held.decided_by
    name = by.name if by else ""
    if until < today:
        sentence = f"{name} attested it until {show_date(until)}; that day is past."
        return Rung(title, Mark("Lapsed", Tone.OVERDUE), sentence, proof=proof)
    return Rung(
        title,
        Mark(show_date(until), Tone.MET),
        f"{name} attested it until {show_date(until)}.",
        proof=proof,
    )
