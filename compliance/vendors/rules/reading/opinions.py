"""Finds the categories covered, what the auditor concluded, and which criteria were not met."""

import re
from collections import Counter
from collections.abc import Iterable

from compliance.vendors.rules.criteria import CRITERION, Category
from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.places import around, by_page, front, place_of
from compliance.vendors.rules.reading.proposals import Confidence, Place, Proposed
from compliance.vendors.rules.reports import Opinion

_CATEGORY = {
    Category.SECURITY: r"security",
    Category.AVAILABILITY: r"availability",
    Category.CONFIDENTIALITY: r"confidentiality",
    Category.PROCESSING_INTEGRITY: r"processing[- ]integrity",
    Category.PRIVACY: r"privacy",
}
_CATEGORY_NAMES = "|".join(_CATEGORY.values())
_CATEGORY_LIST = re.compile(
    rf"(?:\b(?:the )?(?:{_CATEGORY_NAMES})\b(?:,|;|\s|and|&|or|/|\bthe\b|\+)*)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"(?:relevant to|criteria (?:for|on|of|relevant to|relating to)|categor(?:y"
    r"|ies)(?: of|:| in scope:?)?|in relation to|against the|principles?(?: of|:)?"
    r"|related to)"
    r"\W*(?:the )?(?:trust services? (?:categor(?:y|ies)|criteria)(?: of"
    r"| for)?\W*)?(?:the )?(?:criteria (?:for|of)\W*)?(?:the )?$",
    re.IGNORECASE,
)
_OPINION_TITLES = (
    (Opinion.ADVERSE, re.compile(r"\badverse opinion\b", re.IGNORECASE)),
    (Opinion.DISCLAIMER, re.compile(r"\bdisclaimer of (?:an )?opinion\b", re.IGNORECASE)),
    (Opinion.QUALIFIED, re.compile(r"(?<!un)\bqualified opinion\b", re.IGNORECASE)),
)
_DISCLAIMS = re.compile(
    r"\b(?:do(?:es)? not express|are unable to express|(?:is|are) disclaim\w*) (?:an "
    r"|any )?opinion (?:on|about|regarding) "
    r"(?:the |whether |its )?(?:description|suitability|fairness|controls|whether)"
    r"|\bbasis for an opinion\b.{0,80}\baccordingly",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\bin our opinion\b.{0,120}?\bexcept for\b|\bexcept for the (?:effects?"
    r"|possible effects?|matters?)\b.{0,200}?\bin our opinion"
    r"|\bin our opinion\b.{0,400}?\bexcept (?:for|that)\b",
    re.IGNORECASE | re.DOTALL,
)
_ADVERSE = re.compile(
    r"\bin our opinion\b.{0,200}?\bbecause of the (?:significance"
    r"|effects?)\b.{0,500}?\b(?:not|did not|does not)\b"
    r"|\bin our opinion\b.{0,120}?\b(?:does not|do not|did not|were not) (?:fairly "
    r"|present|suitably|operat)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_MET = re.compile(
    r"\b(?:not|never) (?:been )?(?:met|achieved|satisfied|fulfilled)\b|\b(?:not"
    r"|n't) (?:meet|achieve)\b"
    r"|\bnot (?:operat\w+ )?(?:effective(?:ly)?|sufficient(?:ly)?|adequate(?:ly)?|suitable"
    r"|suitably designed)\b.{0,60}\bto (?:meet|achieve|satisfy)\b"
    r"|\bdid not operate effectively to\b|\bnot provide reasonable assurance\b",
    re.IGNORECASE,
)


def categories_of(outline: Outline) -> Proposed[tuple[Category, ...]] | None:
    """The categories that the opinion, or else the cover, lists."""
    lists: list[tuple[int, frozenset[Category], Place]] = []
    pieces = [*outline.within(Section.AUDITOR), *(p for p in front(outline) if p.page <= 2)]
    for piece in pieces:
        text = outline.text(piece)
        for match in _CATEGORY_LIST.finditer(text):
            named = frozenset(
                c for c, p in _CATEGORY.items() if re.search(p, match[0], re.IGNORECASE)
            )
            after = text[match.end() : match.end() + 30]
            leads = _ABOUT.search(text[: match.start()]) or re.match(
                r"(?:categor|criteria|trust services)", after, re.I
            )
            if leads or (len(named) >= 2 and piece.page <= 2):
                place = Place(piece.page, around(text, match.start(), match.end()))
                lists.append((len(named), named, place))
    if not lists:
        return _categories_by_criteria(outline)
    most = Counter(named for _, named, _ in lists).most_common()
    best = max(most, key=lambda entry: (entry[1], len(entry[0])))[0]
    places = [place for _, named, place in lists if named == best]
    tested = _tested_categories(outline)
    sure = not tested or tested == best | {Category.SECURITY}
    return Proposed(_sorted(best), by_page(places), Confidence.HIGH if sure else Confidence.MEDIUM)


def _categories_by_criteria(outline: Outline) -> Proposed[tuple[Category, ...]] | None:
    tested = _tested_categories(outline)
    pieces = outline.within(Section.TESTS) or outline.body
    place = next(
        (
            Place(p.page, outline.text(p)[:120])
            for p in pieces
            if marks.criteria_in(outline.text(p))
        ),
        None,
    )
    return Proposed(_sorted(tested), (place,), Confidence.LOW) if tested and place else None


def _tested_categories(outline: Outline) -> frozenset[Category]:
    counts: Counter[Category] = Counter()
    for piece in outline.within(Section.TESTS):
        name = marks.criterion_heading(outline.text(piece))
        if name:
            counts[CRITERION[name].category] += 1
    return frozenset(category for category, n in counts.items() if n >= 1)


def _sorted(named: Iterable[Category]) -> tuple[Category, ...]:
    chosen = set(named)
    return tuple(category for category in Category if category in chosen)


def opinion_of(outline: Outline) -> Proposed[Opinion] | None:
    """What the auditor concluded: by the words of the opinion, and by its title."""
    pieces = outline.within(Section.AUDITOR) or [p for p in outline.body if p.page <= 10]
    words = _opinion_text(outline, pieces)
    titled = next(
        (
            (value, p)
            for p in pieces
            for value, pattern in _OPINION_TITLES
            if pattern.search(outline.text(p))
        ),
        None,
    )
    if titled and titled[0] is not Opinion.QUALIFIED:
        place = words or titled[1]
        return Proposed(titled[0], (place_of(outline, place),), Confidence.HIGH)
    if words is None:
        disclaims = next((p for p in pieces if _DISCLAIMS.search(outline.text(p))), None)
        if disclaims:
            return Proposed(Opinion.DISCLAIMER, (place_of(outline, disclaims),), Confidence.MEDIUM)
        return None
    text = " ".join(outline.text(p) for p in pieces if 0 <= p.index - words.index < 4)
    value = Opinion.UNQUALIFIED
    if _EXCEPT.search(text) or titled:
        value = Opinion.QUALIFIED
    elif _ADVERSE.search(text):
        value = Opinion.ADVERSE
    sure = value is Opinion.UNQUALIFIED or titled is not None
    return Proposed(
        value, (place_of(outline, words),), Confidence.HIGH if sure else Confidence.MEDIUM
    )


def _opinion_text(outline: Outline, pieces: Iterable[Piece]) -> Piece | None:
    said = [p for p in pieces if re.search(r"\bin our opinion\b", outline.text(p), re.IGNORECASE)]
    if said:
        return said[-1] if len(said) < 3 else said[0]
    return next(
        (
            p
            for p in pieces
            if re.search(
                r"\bnot express an opinion on the (?:description|controls|suit)",
                outline.text(p),
                re.I,
            )
        ),
        None,
    )


def criteria_not_met_of(outline: Outline) -> Proposed[tuple[str, ...]] | None:
    """Criteria of which auditor or management says that they were not met."""
    names: dict[str, None] = {}
    places: list[Place] = []
    for piece in outline.within(Section.AUDITOR, Section.ASSERTION):
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", outline.text(piece)):
            found = marks.criteria_in(sentence)
            if found and _NOT_MET.search(sentence):
                names.update(dict.fromkeys(found))
                places.append(Place(piece.page, sentence))
    return Proposed(tuple(names), by_page(places), Confidence.MEDIUM) if names else None
