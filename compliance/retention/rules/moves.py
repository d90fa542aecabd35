"""The next step of a retention setting, and who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compliance.evidence.rules import show_date
from compliance.retention.rules.standing import (
    Proof,
    Stage,
    contradiction,
    counting,
    stage_of,
    to_attest,
)
from compliance.retention.rules.steps import Statement, Step, current
from engagements.lifecycle.rules import Party


@dataclass(frozen=True, kw_only=True)
class Move:
    """The next step and who has it, since when where that is known."""

    title: str
    sentence: str
    party: Party
    since: date | None = None


def next_move(
    told: Sequence[Statement],
    proofs: Sequence[Proof],
    *,
    vendor: str,
    service: str,
    own: bool = False,
    today: date,
) -> Move | None:
    """The next step and who has it; None while it is attested.

    `own` says that the setting is one's own, in a deployment, so that no vendor is asked first.
    """
    stage = stage_of(told, proofs, today=today)
    if stage is Stage.ATTESTED:
        return None
    title, sentence, party = _OWN if own and stage is Stage.NOTHING else _MOVES[stage]
    names = {"vendor": vendor, "service": service}
    return Move(
        title=title.format(**names),
        sentence=_more(stage, told, proofs) or sentence.format(**names),
        party=party,
        since=_since(stage, told, proofs),
    )


def _more(stage: Stage, told: Sequence[Statement], proofs: Sequence[Proof]) -> str:
    against = contradiction(proofs)
    if against:
        return f"Captured on {show_date(against.captured_on)}: {against.because}"
    asked = current(told, Step.ASKED)
    if stage is Stage.ASKED and asked and asked.on:
        return f"Asked of {asked.who} on {show_date(asked.on)}; no reply is recorded."
    ends = [proof.attested_until for proof in counting(proofs, told) if proof.attested_until]
    if stage is Stage.LAPSED and ends:
        return f"It was attested until {show_date(max(ends))} and nobody attested it since."
    return ""


def _since(stage: Stage, told: Sequence[Statement], proofs: Sequence[Proof]) -> date | None:
    against, waiting = contradiction(proofs), to_attest(proofs)
    if against:
        return against.recorded_on
    if stage is Stage.EVIDENCED and waiting:
        return waiting.recorded_on
    steps = {Stage.ASKED: Step.ASKED, Stage.REFUSED: Step.ANSWERED, Stage.APPROVED: Step.ANSWERED}
    found = current(told, steps.get(stage, Step.CONFIGURED))
    return found.on if found and stage in {*steps, Stage.CONFIGURED} else None


_OWN = (
    "Record how logging on {service} was set",
    "Say that no approval is needed, and then who set what, where.",
    Party.PARTNER,
)
_MOVES = {
    Stage.NOTHING: (
        "Ask {vendor} for the retention setting of {service}",
        "Ask {vendor}, or say why no approval is needed.",
        Party.PARTNER,
    ),
    Stage.ASKED: (
        "Record what {vendor} replies on the retention of {service}",
        "{vendor} has it.",
        Party.VENDOR,
    ),
    Stage.REFUSED: (
        "Settle the retention of {service} in another way",
        "{vendor} refused it. Ask again, use another service, or change what is needed.",
        Party.PARTNER,
    ),
    Stage.APPROVED: (
        "Record how the retention of {service} was set",
        "Approval alone changes nothing: say who set what, where.",
        Party.PARTNER,
    ),
    Stage.CONFIGURED: (
        "Capture the retention setting of {service} and hand in the proof",
        "It is said to be set, and nothing shows it yet.",
        Party.PARTNER,
    ),
    Stage.EVIDENCED: (
        "Look at the proof of the retention of {service}, and attest it",
        "A second person attests it, to a day.",
        Party.PARTNER,
    ),
    Stage.LAPSED: (
        "Attest the retention of {service} again",
        "Look at the setting again, and attest it to another day.",
        Party.PARTNER,
    ),
    Stage.CONTRADICTED: (
        "Set the retention of {service} right, and capture it again",
        "What was captured contradicts what is claimed.",
        Party.PARTNER,
    ),
}
