"""What the certificate of completion says, for people and for machines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from compliance.agreements.models import Agreement, Delegation, Signature
from compliance.agreements.queries import Papers, source_of
from compliance.agreements.rules import Side
from compliance.evidence.rules import show_date

FACTORS = {
    "totp": "One-time code from an app",
    "webauthn": "Passkey or security key",
    "recovery_codes": "Recovery code",
}


@dataclass(frozen=True)
class Fact:
    """One line: what, and its value; hashes are set in their own type."""

    term: str
    value: str
    is_hash: bool = False


@dataclass(frozen=True)
class Chapter:
    """A heading and the facts below it."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Comparison:
    """The same facts of several signatures: one row for each fact, one column for each party."""

    organisations: tuple[str, ...]
    rows: tuple[tuple[Fact, ...], ...]


def chapters(papers: Papers, *, at: datetime) -> list[Chapter]:
    """The certificate for people; `at` is the moment of sealing."""
    agreement = papers.agreement
    return [
        Chapter("The agreement", tuple(about(agreement))),
        Chapter("What happened", tuple(_history(papers, at))),
    ]


def comparison(papers: Papers) -> Comparison:
    """The evidence of both signatures, side by side."""
    signatures = [papers.signatures[side] for side in Side]
    columns = [list(_signature(signature)) for signature in signatures]
    return Comparison(
        organisations=tuple(signature.organisation for signature in signatures),
        rows=tuple(zip(*columns, strict=True)),
    )


def as_json(papers: Papers, *, at: datetime) -> bytes:
    """The same for machines, as canonical as JSON gets: sorted keys, UTF-8, instants in UTC."""
    given = [_evidence(signature) for signature in papers.signatures.values()]
    content = described(papers, at=at) | {"signatures": given}
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False).encode()


def described(papers: Papers, *, at: datetime) -> dict[str, object]:
    """The agreement, who may sign for whom, and the head of the trail, for machines."""
    agreement = papers.agreement
    return {
        "agreement": {
            "id": str(agreement.pk),
            "kind": agreement.kind,
            "title": agreement.title,
            "client": agreement.client_name,
            "partner": agreement.partner_name,
            "effective_on": agreement.effective_on.isoformat(),
            "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
            "number": agreement.number,
            "follows": str(agreement.follows_id) if agreement.follows_id else None,
            "document_sha256": agreement.document_sha256,
            "template": _template(agreement),
            "received_sha256": agreement.template_sha256 if agreement.theirs_id else None,
            "values": agreement.values,
            "sender": _person(agreement.sender.name, agreement.sender.email),
            "prepared_at": _instant(agreement.prepared_at),
            "sent_at": _instant(agreement.sent_at),
            "sealed_at": _instant(at),
        },
        "delegations": [_delegation(one) for one in papers.delegations],
        "trail": _trail(papers),
    }


def moment(at: datetime | None, zone: str = "") -> str:
    """An instant in words, to the second and in UTC; in the signer's own zone beside it."""
    if at is None:
        return "Not recorded"
    utc = at.astimezone(UTC)
    words = f"{show_date(utc.date())}, {utc:%H:%M:%S} UTC"
    if not zone:
        return words
    local = at.astimezone(ZoneInfo(zone))
    return f"{words} ({show_date(local.date())}, {local:%H:%M:%S} in {zone})"


def about(agreement: Agreement, *, document: str = "Document both were shown") -> Iterator[Fact]:
    """What the paper is, between whom, and from when; `document` names what was to be signed."""
    yield Fact("Title", agreement.title)
    yield Fact("Parties", f"{agreement.client_name} (Client); {agreement.partner_name} (Partner)")
    yield Fact("Takes effect on", show_date(agreement.effective_on))
    if agreement.ends_on:
        yield Fact("Runs until", show_date(agreement.ends_on))
    yield Fact("Identifier", f"{agreement.pk}, version {agreement.number}")
    yield Fact(f"{document}, SHA-256", agreement.document_sha256, is_hash=True)
    yield Fact("Made from", source_of(agreement))
    made_from = "Template" if agreement.template else "Paper as received"
    yield Fact(f"{made_from}, SHA-256", agreement.template_sha256, is_hash=True)
    yield Fact("Sent by", f"{agreement.sender.name}, {agreement.sender.email}")


def _signature(signature: Signature) -> Iterator[Fact]:
    yield Fact("Typed name and title", f"{signature.typed_name}, {signature.typed_title}")
    given = "Typed name, and a drawing beside it" if signature.drawing else "Typed name"
    yield Fact("Signature given as", given)
    yield Fact("Account", f"{signature.signer.name}, {signature.signer_email}")
    yield Fact("Signed at", moment(signature.signed_at, signature.time_zone))
    yield Fact("Time zone told", signature.time_zone or "None")
    yield Fact("Button pressed", f"“{signature.button}”")
    yield Fact("Authority confirmed", f"“{signature.authority}”")
    yield Fact("First opened the document", moment(signature.opened_at))
    yield Fact("Document shown, SHA-256", signature.shown_sha256, is_hash=True)
    yield Fact("Electronic records agreed", moment(signature.accepted_at))
    yield Fact("Disclosure", f"{signature.disclosure}, printed below")
    yield Fact("Disclosure, SHA-256", signature.disclosure_sha256, is_hash=True)
    yield Fact("Second factor", _factor(signature))
    yield Fact("Network address", str(signature.ip))
    yield Fact("Browser", signature.user_agent or "Not told")
    yield Fact("Session key, SHA-256", signature.session_digest, is_hash=True)


def _history(papers: Papers, at: datetime) -> Iterator[Fact]:
    agreement = papers.agreement
    yield Fact("Prepared", f"{moment(agreement.prepared_at)}, by {agreement.sender.name}")
    for one in papers.delegations:
        who = f"{moment(one.given_at)}, by {one.given_by.name} to {one.given_to.name}"
        yield Fact("Passed on", f"{who}: “{one.words}” Reason: {one.reason}")
    yield Fact("Sent", f"{moment(agreement.sent_at)}, to {agreement.client_signatory.email}")
    for side in Side:
        signatory = agreement.signatory(side)
        yield Fact(f"Opened by {signatory.name}", moment(agreement.opened_at(side)))
        yield Fact(f"Signed by {signatory.name}", moment(papers.signatures[side].signed_at))
    yield Fact("Sealed", moment(at))
    yield from trail_facts(papers)


def trail_facts(papers: Papers) -> Iterator[Fact]:
    """Where the audit trail stood when the file was sealed."""
    if papers.trail:
        head = bytes(papers.trail.hash).hex()
        yield Fact("Audit trail before sealing", f"Event {papers.trail.seq}")
        yield Fact("Its SHA-256", head, is_hash=True)


def _factor(signature: Signature) -> str:
    words = FACTORS.get(signature.factor_type, signature.factor_type)
    seconds = signature.since_factor
    ago = f"{seconds} second{'' if seconds == 1 else 's'} before"
    return f"{words}, given {ago}: {moment(signature.factor_at)}"


def _evidence(signature: Signature) -> dict[str, object]:
    return {
        "side": signature.side,
        "organisation": signature.organisation,
        "account": _person(signature.signer.name, signature.signer_email),
        "typed_name": signature.typed_name,
        "typed_title": signature.typed_title,
        "drawing": signature.drawing,
        "authority": signature.authority,
        "button": signature.button,
        "disclosure": signature.disclosure,
        "disclosure_sha256": signature.disclosure_sha256,
        "accepted_at": _instant(signature.accepted_at),
        "opened_at": _instant(signature.opened_at),
        "shown_sha256": signature.shown_sha256,
        "second_factor": signature.factor_type,
        "second_factor_at": _instant(signature.factor_at),
        "session_sha256": signature.session_digest,
        "ip": signature.ip,
        "user_agent": signature.user_agent,
        "time_zone": signature.time_zone,
        "signed_at": _instant(signature.signed_at),
    }


def _template(agreement: Agreement) -> dict[str, str] | None:
    if agreement.template is None:
        return None
    return {
        "title": agreement.template.title,
        "version": agreement.template_version,
        "sha256": agreement.template_sha256,
    }


def _delegation(delegation: Delegation) -> dict[str, object]:
    return {
        "side": delegation.side,
        "given_by": _person(delegation.given_by.name, delegation.given_by.email),
        "given_to": _person(delegation.given_to.name, delegation.given_to.email),
        "words": delegation.words,
        "reason": delegation.reason,
        "given_at": _instant(delegation.given_at),
    }


def _trail(papers: Papers) -> dict[str, object] | None:
    if papers.trail is None:
        return None
    return {"seq": papers.trail.seq, "hash": bytes(papers.trail.hash).hex()}


def _person(name: str, email: str) -> dict[str, str]:
    return {"name": name, "email": email}


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
