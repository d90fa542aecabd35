"""What a check found, as values, as text for people and as JSON for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

FORMAT = "countersign-verdict-v1"


class State(StrEnum):
    """How one question was answered."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"  # cannot be told from what was given
    NONE = "none"  # the question does not arise for this file


class Kind(StrEnum):
    """What the file is."""

    PACKET = "packet"
    AGREEMENT = "agreement"
    PAPER = "paper"
    OTHER = "other"


@dataclass(frozen=True)
class Verdict:
    """The answer to one question, in a sentence, with the reasons when it is not good."""

    state: State
    sentence: str
    reasons: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return self.state in {State.GOOD, State.NONE}


@dataclass(frozen=True)
class SignatureFacts:
    """One signature or time-stamp in the file, as the file states it."""

    field: str
    kind: str  # "signature" or "time-stamp"
    signer: str
    organisation: str
    serial: str
    stamped_at: datetime | None
    reason: str | None
    root: str | None  # SHA-256 of the root certificate inside the file

    @property
    def who(self) -> str:
        """The signer with the organisation, which is said once."""
        said = self.organisation in self.signer
        return self.signer if said else f"{self.signer} ({self.organisation})"


@dataclass(frozen=True)
class Report:
    """The three verdicts on one file. `ok` only when all three hold."""

    name: str
    sha256: str
    size: int
    kind: Kind
    hashes: Verdict
    signature: Verdict
    changes: Verdict
    signatures: tuple[SignatureFacts, ...]

    @property
    def ok(self) -> bool:
        return self.hashes.holds and self.signature.holds and self.changes.holds


def as_json(report: Report) -> str:
    """One JSON object; docs/reference/manifest.md describes it."""
    return json.dumps(
        {
            "format": FORMAT,
            "ok": report.ok,
            "file": report.name,
            "sha256": report.sha256,
            "size": report.size,
            "kind": report.kind,
            "verdicts": {
                "hashes": asdict(report.hashes),
                "signature": asdict(report.signature),
                "changes": asdict(report.changes),
            },
            "signatures": [_facts(facts) for facts in report.signatures],
        },
        indent=2,
        ensure_ascii=False,
    )


def refusal_as_json(name: str, sentence: str) -> str:
    return json.dumps(
        {"format": FORMAT, "ok": False, "file": name, "error": sentence},
        indent=2,
        ensure_ascii=False,
    )


def as_text(report: Report) -> str:
    """For people: what the file says of itself can neither move the cursor nor add a line."""
    return "\n".join(plain(line) for line in _lines(report))


def plain(words: str) -> str:
    """The words with everything that does not print, line ends too, written as an escape."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in words)


def in_words(at: datetime) -> str:
    """An instant as people read it: 22 November 2026, 14:03:00 UTC."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M:%S} UTC"


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.name}: {_KINDS[report.kind]}, {report.size:,} bytes"
    yield f"SHA-256 of the whole file: {report.sha256}"
    yield ""
    yield from _verdict("Hashes match", report.hashes)
    yield from _verdict("Signature trusted", report.signature)
    yield from _verdict("Unchanged since sealing", report.changes)
    for facts in report.signatures:
        yield f"{facts.field}: {facts.kind} by {facts.who}"
        if facts.reason:
            yield f"  {facts.reason}"
        if facts.stamped_at:
            yield f"  time-stamp {in_words(facts.stamped_at)}"
        yield f"  certificate {facts.serial}"
    if report.signatures:
        yield ""
    yield (
        "All three hold." if report.ok else "Do not rely on this file before the above is settled."
    )


def _verdict(question: str, verdict: Verdict) -> Iterator[str]:
    yield f"{question}: {_ANSWERS[verdict.state]}"
    yield f"  {verdict.sentence}"
    for reason in verdict.reasons:
        yield f"  - {reason}"
    yield ""


def _facts(facts: SignatureFacts) -> dict[str, str | None]:
    stamped = facts.stamped_at.astimezone(UTC).isoformat() if facts.stamped_at else None
    return {**asdict(facts), "stamped_at": stamped}


_ANSWERS = {
    State.GOOD: "yes",
    State.BAD: "NO",
    State.UNKNOWN: "not established",
    State.NONE: "does not apply",
}
_KINDS = {
    Kind.PACKET: "compliance packet",
    Kind.AGREEMENT: "signed agreement",
    Kind.PAPER: "copy of an agreement signed on paper",
    Kind.OTHER: "PDF without a seal",
}
