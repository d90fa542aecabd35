"""Finds who wrote the report, on whom, and the name of the system."""

import re
from collections import Counter
from collections.abc import Iterator

from compliance.vendors.rules.reading import names
from compliance.vendors.rules.reading.dates import dates
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.places import front
from compliance.vendors.rules.reading.proposals import Confidence, Place, Proposed

_ADDRESS = re.compile(
    r"(?:to(?: the)?:?\s+)?(?:the )?(?:(?:board of )?(?:directors|management|managers"
    r"|members|shareholders|board|partners|owners)(?: and \w+)?(?: of|,|:)\s+"
    r"|to:?\s+(?:the )?)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[A-Z][\w .'-]+,\s*(?:[A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:\s+\d{5})?(?:,? "
    r"(?:USA?|United States|Canada|UK))?$"
)
_ROLE = re.compile(
    r"\b(?:certified public|chartered|service auditors?|independent|partner|engagement"
    r"|signed|/s/|by:|director|wp|re$|date)",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\b(?:reports?|sections?|opinion|assertion|provided by)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}")
_MENTION = re.compile(
    r"(?:prepared by|service auditor(?:s)?(?:'s)?(?: report)?(?: by)?|issued by"
    r"|report by|auditor|performed by|audited by|examined by)\s*[:.]?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_SYSTEM = (
    re.compile(
        r"\b[Dd]escription of (?:its |the |their |our |\S+(?:['’]s?) )?(?P<rest>[A-Z][^\n]{2,90})"
    ),
    re.compile(r"\bDESCRIPTION OF (?:ITS |THE |THEIR )(?P<rest>[A-Z][^\n]{2,90})"),
    re.compile(r"['’]s (?:accompanying |attached )?description of its (?P<rest>[^\n]{2,90})"),
    re.compile(r"\b[Ss]ystem\s*:\s*(?P<rest>[A-Z][^\n]{2,80})"),
    re.compile(
        r"\b[Rr]eport on the (?P<rest>[A-Z]\S.{0,60}?(?:[Pp]latform|[Ss]ystem|[Aa]pplication))\b"
    ),
    re.compile(
        r"\bexamin\w+ the (?:accompanying |attached )?(?P<rest>[A-Z][^\n]{2,90}? [Dd]escription)"
    ),
)
_CUT = re.compile(
    r"\s*(?:[,;:.](?:\s|$)|[\"”“]|\(|\b(?:throughout|for the|as of|as at|in Section"
    r"|in Part|in chapter|at Part|and (?:on|of) the|and its|based on|found in|titled"
    r"|relevant|set forth|during|as designed|from \d|from [A-Z][a-z]+ \d|in the period"
    r"|on the basis|against|to the|of [A-Z]|which|that|is\b|was\b|were\b|and\b"
    r"|system as\b|for \b|presented|by\b|designed|operated)).*$",
)
_NOT_A_SYSTEM = re.compile(
    r"(?:system|controls?|criteria|tests?|the|its|service organi[sz]ation|section"
    r"|relevant|company|services?|trust|design|operat|components?|complement|subservice"
    r"|change|boundar|principal|criteri)\b",
    re.IGNORECASE,
)
_SIGNATURE = 12  # words: what is shorter may be signatory, place and day
_NO_SYSTEM_LINE = re.compile(r"\b(?:SOC|report|type|confidential|restricted)\b", re.IGNORECASE)


def auditor_of(outline: Outline) -> Proposed[str] | None:
    """The firm that signed the auditor's report."""
    votes: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    for weight, name, place in _auditor_votes(outline):
        known = next((other for other in votes if names.same(other, name)), name)
        votes[known] += weight
        places.setdefault(known, []).append(place)
    if not votes:
        return None
    name, weight = votes.most_common(1)[0]
    return Proposed(
        name, tuple(places[name][:4]), Confidence.HIGH if weight >= 8 else Confidence.MEDIUM
    )


def _auditor_votes(outline: Outline) -> Iterator[tuple[int, str, Place]]:
    yield from _signatures(outline)
    for piece in outline.body:
        text = outline.text(piece)
        match = _MENTION.search(text)
        if match and piece.page <= 20:
            found = names.COMPANY.match(text[match.end() :])
            if found and names.is_firm(found["name"]):
                yield 3, names.tidy(found["name"]), Place(piece.page, text[:200])
        short = piece.page <= 3 and len(text.split()) <= 8
        if short and names.is_firm(text) and not _TITLES.search(text):
            yield 3, _firm(text), Place(piece.page, text)
    for piece in outline.within(Section.AUDITOR):
        text = outline.text(piece)
        if len(text.split()) <= 9 and names.is_firm(text) and not _TITLES.search(text):
            yield 2, _firm(text), Place(piece.page, text)


def _signatures(outline: Outline) -> Iterator[tuple[int, str, Place]]:
    """The lines around the date under the auditor's report."""
    pieces = outline.within(Section.AUDITOR)
    last = max((i for i, p in enumerate(pieces) if _is_date(outline.text(p))), default=None)
    if last is None:
        last = len(pieces) - 1
    for piece in pieces[max(0, last - 5) : last + 5]:
        for text in _printed_lines(outline, piece):
            if _could_sign(text):
                firm = names.is_firm(text)
                company = bool(names.COMPANY.match(text))
                yield 6 if firm else 3 if company else 1, _firm(text), Place(piece.page, text)


def _printed_lines(outline: Outline, piece: Piece) -> list[str]:
    """Its lines where they are those of a signature, and the whole of it where it is a sentence."""
    lines = [line.text for line in piece.lines]
    short = len(lines) <= 4 and all(len(line.split()) <= 9 for line in lines)
    return lines if short else [outline.text(piece)]


def _is_date(text: str) -> bool:
    return any(dates(text)) and len(text.split()) <= 8


def _could_sign(text: str) -> bool:
    words = text.split()
    if (
        _ADDRESS.match(text)
        or not 1 <= len(words) <= 9
        or _is_date(text)
        or _SENTENCE.search(text)
        or names.is_profession(text)
        or (
            text.endswith((".", ":", ";"))
            and not re.search(r"\b(?:Inc|P\.C|Co|Ltd|L\.L\.P|N\.V|P\.A|B\.V|LLP)\.$", text)
        )
    ):
        return False
    place = _PLACE.fullmatch(text) and not names.is_firm(text)
    return (
        not place
        and bool(re.match(r"(?:/s/ )?[A-Z]", text))
        and not re.fullmatch(
            r"(?:certified public|chartered) accountants.*|service auditors?|.*\b(?:report"
            r"|section|opinion|use|assertion)\b.*",
            text,
            re.I,
        )
    )


def _firm(text: str) -> str:
    text = re.sub(
        r"^(?:/s/|by:?|signed:?|prepared by|service auditor:?|audited by|auditor:?)\s*",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    company = names.COMPANY.match(text)
    if company and text[company.end() :].lstrip().startswith((",", "|", "–", "-")):
        return names.tidy(company["name"])
    return names.tidy(re.sub(r"\s+(?:SOC|Report|System).*$", "", text))


def organization_of(outline: Outline, auditor: str) -> Proposed[str] | None:
    """The service organisation: whom the auditor addresses, and whose name the cover bears."""
    votes: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    for weight, name, place in _organization_votes(outline):
        if not name or names.same(name, auditor):
            continue
        known = next((other for other in votes if names.same(other, name)), name)
        votes[known] += weight
        places.setdefault(known, []).append(place)
        if len(name) > len(known) and names.COMPANY.fullmatch(name):
            votes[name], places[name] = votes.pop(known), places.pop(known)
    if not votes:
        return None
    name, weight = votes.most_common(1)[0]
    full = _fullest(outline, name)
    return Proposed(
        full, tuple(places[name][:4]), Confidence.HIGH if weight >= 8 else Confidence.MEDIUM
    )


def _organization_votes(outline: Outline) -> Iterator[tuple[int, str, Place]]:
    start = outline.starts.get(Section.AUDITOR, 0)
    for piece in front(outline):
        text = outline.text(piece)
        place = Place(piece.page, text[:300])
        address = _ADDRESS.match(text)
        if address and start <= piece.index <= start + 6 and len(text.split()) < 20:
            yield (
                8,
                names.tidy(
                    _first_company(text[address.end() :]) or names.proper(text[address.end() :])
                ),
                place,
            )
        for match in re.finditer(
            r"(?:have|were) (?:examined|audited|engaged to \w+(?: on)?) (?:the "
            r")?(?P<rest>[A-Z].{0,120})",
            text,
        ):
            found = re.match(r"(.{2,80}?)['’]s?\s", match["rest"])
            yield 5, names.tidy(_first_company(match["rest"]) or (found[1] if found else "")), place
        if piece.page == 1:
            for found_name in names.companies(text):
                yield 4 if len(text.split()) < 12 else 2, names.tidy(found_name["name"]), place
    for piece in outline.within(Section.ASSERTION)[:6]:
        text = outline.text(piece)
        for found_name in names.companies(text):
            yield 2, names.tidy(found_name["name"]), Place(piece.page, text[:300])


def _first_company(text: str) -> str:
    found = next(names.companies(text[:140]), None)
    return found["name"] if found and found.start() <= 60 else ""


def _fullest(outline: Outline, name: str) -> str:
    """The name as the first pages print it in full, with its legal form and not in capitals."""
    best = name
    for piece in front(outline):
        for found in names.companies(outline.text(piece)):
            full = names.tidy(found["name"])
            if names.plain(full) == names.plain(name) and (
                not names.COMPANY.fullmatch(best) or best.isupper()
            ):
                best = full
    return best


def system_of(outline: Outline, organization: str) -> Proposed[str] | None:
    """The name of the system, as the opinion, the assertion and the titles give it."""
    votes: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    shown: dict[str, str] = {}
    pieces = [*front(outline), *outline.within(Section.AUDITOR, Section.ASSERTION)]
    starts = {outline.sheets.pieces[i].index for i in outline.starts.values()}
    pieces += [p for p in outline.body if p.index in starts]
    for piece in {p.index: p for p in pieces}.values():
        text = outline.text(piece)
        for name in _systems(text, organization):
            key = re.sub(r"\W+", "", name).casefold()
            votes[key] += 2 if piece.page > 1 else 3
            if key not in shown or shown[key].isupper():
                shown[key] = name
            places.setdefault(key, []).append(Place(piece.page, text[:300]))
    _add_cover_lines(outline, votes, shown, places, organization)
    if not votes:
        return None
    best = max(votes, key=lambda key: (votes[key], len(key)))
    confidence = Confidence.HIGH if votes[best] >= 6 else Confidence.MEDIUM
    return Proposed(shown[best], tuple(places[best][:4]), confidence)


def _systems(text: str, organization: str) -> Iterator[str]:
    for pattern in _SYSTEM:
        for match in pattern.finditer(text):
            name = _CUT.sub("", re.sub(r"\s+[Dd]escription$", "", match["rest"])).strip(" ,.:;'’\"")
            name = re.sub(rf"^{re.escape(organization)}(?:['’]s?)?\s+", "", name)
            name = re.sub(r"\s+of$", "", name)
            words = name.split()
            if 1 <= len(words) <= 8 and name[:1].isupper() and not _NOT_A_SYSTEM.match(name):
                yield name


def _add_cover_lines(
    outline: Outline,
    votes: Counter[str],
    shown: dict[str, str],
    places: dict[str, list[Place]],
    organization: str,
) -> None:
    """A line of the cover that the opinion repeats is the name of the system."""
    said = (outline.text(p) for p in outline.within(Section.AUDITOR, Section.ASSERTION))
    opinion = " ".join(text for text in said if len(text.split()) > _SIGNATURE)
    for piece in outline.sheets.on(1):
        text = outline.text(piece).strip()
        if not 1 <= len(text.split()) <= 7 or any(dates(text)) or names.COMPANY.fullmatch(text):
            continue
        if len(text.split()) == 1 and _NOT_A_SYSTEM.match(text):
            continue
        if names.same(text, organization) or _NO_SYSTEM_LINE.search(text):
            continue
        if names.is_profession(text) or _PLACE.fullmatch(text):
            continue
        if opinion.count(text) >= 1:
            key = re.sub(r"\W+", "", text).casefold()
            votes[key] += 2 + 2 * opinion.count(text)
            shown.setdefault(key, text)
            places.setdefault(key, []).append(Place(1, text))
