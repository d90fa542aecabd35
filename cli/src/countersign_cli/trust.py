"""Second verdict: who signed, does the chain end at a root we were given, and when was it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureStatus

from countersign_cli.examine import Examined, facts, stamped_at
from countersign_cli.report import State, Verdict, in_words
from countersign_cli.roots import Trust, fingerprint

NOT_TOLD = (
    "The signatures are by the given root, but nothing shows that their certificates were good "
    "when they signed: a revocation list of that time is missing in the file. Get one from "
    "whoever issued them and pass it with --crl."
)


def check_trust(signatures: Sequence[Examined], trust: Trust) -> Verdict:
    """Every signature and every time-stamp has to chain to a given root."""
    if not signatures:
        return Verdict(State.BAD, "The file is not signed.")
    reasons = tuple(reason for one in signatures for reason in _problems(one, trust))
    if reasons:
        return Verdict(State.BAD, "A signature cannot be trusted.", reasons)
    if not trust.roots:
        return Verdict(State.UNKNOWN, _stranger(signatures))
    untold = tuple(reason for one in signatures for reason in _untold(one, trust))
    if untold:
        return Verdict(State.UNKNOWN, NOT_TOLD, untold)
    return Verdict(State.GOOD, _trusted(signatures))


def _problems(one: Examined, trust: Trust) -> Iterator[str]:
    if one.status is None:
        yield f"{one.field}: the signature cannot be validated: {one.problem}"
        return
    at = stamped_at(one.signature)
    what = "time-stamp" if one.is_timestamp else "signature"
    yield from _chain_problems(f"{one.field}: the {what}", one.status, trust, at)
    if isinstance(one.status, PdfSignatureStatus):
        if one.status.trusted and not _issued_by_root(one.status):
            yield (
                f"{one.field}: the signature is no good: its certificate was issued by "
                f"{_issuer(one.status)}, not by a root itself as the portal's are."
            )
        if one.status.timestamp_validity is None:
            yield f"{one.field}: there is no time-stamp."
        else:
            inner = f"{one.field}: the time-stamp of the signature"
            yield from _chain_problems(inner, one.status.timestamp_validity, trust, at)


def _chain_problems(
    what: str, status: SignatureStatus, trust: Trust, at: datetime | None
) -> Iterator[str]:
    signer = status.signing_cert.subject.human_friendly
    revoked = _revoked_at(status, trust)
    if not status.valid:
        yield f"{what} was not made with the key of the certificate it names."
    elif not status.intact:
        yield f"{what} belongs to other content than this file's."
    elif revoked is not None and (at is None or revoked <= at):
        yield f"{what} is no good: the certificate of {signer} was revoked on {in_words(revoked)}."
    elif not status.trusted:
        yield f"{what}: the certificate of {signer} does not chain to a trusted root."


def _untold(one: Examined, trust: Trust) -> Iterator[str]:
    """Certificates of whose revocation neither the file nor the lists that were given tell."""
    if one.unrevoked or one.status is None:
        return
    stamp, at = one.timestamp, stamped_at(one.signature)
    for status in (one.status, stamp) if stamp is not one.status else (one.status,):
        if status is not None and not trust.tells_of(status.signing_cert, at):
            signer = status.signing_cert.subject.human_friendly
            yield f"{one.field}: no revocation list tells of the certificate of {signer}."


def _issued_by_root(status: SignatureStatus) -> bool:
    """Whether no other authority stands between the root and the certificate.

    The portal's root issues every certificate of a signer itself. A root that is given for the sake
    of its time-stamps may have authorities below it that sell certificates to anybody.
    """
    path = status.validation_path
    return path is not None and path.pkix_len <= 1


def _issuer(status: SignatureStatus) -> str:
    return str(status.signing_cert.issuer.human_friendly)


def _revoked_at(status: SignatureStatus, trust: Trust) -> datetime | None:
    if status.revocation_details is not None:
        return status.revocation_details.revocation_date
    return trust.revoked_at(status.signing_cert.serial_number)


def _stranger(signatures: Sequence[Examined]) -> str:
    root = signatures[0].root
    under = (
        f"under a root with SHA-256 fingerprint {fingerprint(root)}" if root else "under no root"
    )
    return (
        f"The file says that it was {_signers(signatures)}, {under}. No root certificate was "
        "given, so it is not established whose root that is: get it from the portal and pass it "
        "with --root."
    )


def _trusted(signatures: Sequence[Examined]) -> str:
    anchors = {
        fingerprint(one.status.validation_path.first)
        for one in signatures
        if one.status and one.status.validation_path
    }
    return (
        f"The file was {_signers(signatures)}. Every certificate chains to the given root "
        f"(SHA-256 {', '.join(sorted(anchors))})."
    )


def _signers(signatures: Sequence[Examined]) -> str:
    signed = []
    for one in signatures:
        if not one.is_timestamp:
            said = facts(one)
            when = f" on {in_words(said.stamped_at)}" if said.stamped_at else ""
            signed.append(f"{said.who}{when}")
    return f"signed by {' and by '.join(signed)}" if signed else "time-stamped only"
