"""What the certificate of a copy on paper says, for people and for machines."""

import json
from collections.abc import Iterator
from datetime import datetime

from compliance.agreements.certificate import Chapter, Fact, about, described, moment, trail_facts
from compliance.agreements.models import PaperCopy
from compliance.agreements.queries import Papers
from compliance.agreements.rules import Side
from compliance.evidence.rules import show_date
from portal.accounts.models import User

STATEMENT = (
    "This file is a copy of a paper original that was signed by hand. It carries no electronic "
    "signature of either party, and the portal saw nobody sign: it says what one person recorded "
    "and another, who compared the copy with the document that was sent, confirmed. The seal of "
    "the portal shows that the file has not been changed since it was sealed; it does not show who "
    "signed the paper. Whoever needs the original asks the parties for it."
)


def chapters(papers: Papers, copy: PaperCopy, *, at: datetime) -> list[Chapter]:
    """The certificate for people; `at` is the moment of sealing."""
    return [
        Chapter(
            "The agreement", tuple(about(papers.agreement, document="Document sent to be signed"))
        ),
        Chapter("Signed by hand, as recorded", tuple(_hands(papers, copy))),
        Chapter("The copy", tuple(_copy(papers, copy, at))),
    ]


def as_json(papers: Papers, copy: PaperCopy, *, at: datetime) -> bytes:
    """The same for machines: sorted keys, UTF-8, instants in UTC."""
    content = {
        **described(papers, at=at),
        "signatures": [],
        "paper_copy": {
            "scan_sha256": copy.scan.sha256,
            "signed_by_hand": [_hand(papers, copy, side) for side in Side],
            "recorded_by": _person(copy.recorded_by),
            "recorded_at": copy.recorded_at.isoformat(),
            "confirmed_by": _person(copy.confirmed_by) if copy.confirmed_by else None,
            "confirmed_at": copy.confirmed_at.isoformat() if copy.confirmed_at else None,
        },
    }
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False).encode()


def _hands(papers: Papers, copy: PaperCopy) -> Iterator[Fact]:
    for side in Side:
        said = _hand(papers, copy, side)
        when = show_date(getattr(copy, f"{side}_signed_on"))
        yield Fact(f"For {said['organisation']}", f"{said['name']}, {said['capacity']}, on {when}")


def _copy(papers: Papers, copy: PaperCopy, at: datetime) -> Iterator[Fact]:
    yield Fact("Scan, SHA-256", copy.scan.sha256, is_hash=True)
    who = f"{copy.recorded_by.name}, {copy.recorded_by.email}"
    yield Fact("Recorded", f"{moment(copy.recorded_at)}, by {who}")
    if copy.confirmed_by:
        who = f"{copy.confirmed_by.name}, {copy.confirmed_by.email}"
        yield Fact("Confirmed", f"{moment(copy.confirmed_at)}, by {who}")
    yield Fact("Sealed", moment(at))
    yield from trail_facts(papers)


def _hand(papers: Papers, copy: PaperCopy, side: Side) -> dict[str, str]:
    return {
        "side": side.value,
        "organisation": papers.agreement.party(side),
        "name": getattr(copy, f"{side}_signer"),
        "capacity": getattr(copy, f"{side}_capacity"),
        "signed_on": getattr(copy, f"{side}_signed_on").isoformat(),
    }


def _person(person: User) -> dict[str, str]:
    return {"name": person.name, "email": person.email}
