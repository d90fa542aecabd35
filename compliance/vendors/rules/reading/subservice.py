"""Finds the subservice organisations, what they do, and whether they are carved out."""

import re
from collections import Counter
from collections.abc import Iterator

from compliance.vendors.rules.reading import marks, names
from compliance.vendors.rules.reading.layout import Piece
from compliance.vendors.rules.reading.methods import (
    CARVE,
    HEAD,
    HEADED,
    INCLUSIVE,
    NONE,
    TOPIC,
    USES,
    method_of,
)
from compliance.vendors.rules.reading.outline import Outline, Section
from compliance.vendors.rules.reading.proposals import (
    Confidence,
    Place,
    Proposed,
    ProposedSubservice,
)
from compliance.vendors.rules.reports import SubserviceMethod

_SERVICE = re.compile(
    r"^\W*(?:\([^)]*\)|[“\"][^”\"]*[”\"])?\W*(?:,? (?:a |an "
    r"|the )?(?:sub-?service organi[sz]ation)s?,?\s*)?(?:to (?:provide|host|supply"
    r"|perform)|for|as (?:its|a|the)|, (?:which|who) (?:provides?|hosts?|operates?)"
    r"|provides?|hosts?|operates?)\s+(?:its |the |a "
    r"|an )?(?P<service>[a-z][\w /-]{3,60}?)(?=\s+(?:and|services?\b)|[.,;(]|$)",
)
_LISTED = re.compile(
    r"(?:\buses?|\butili[sz]es?|\brelies on|\bengages?|\bwith|\band|:)\s+"
    r"(?P<name>[A-Z][\w.&'’+-]*(?: [A-Z][\w.&'’+-]*){0,3})(?=\s*\(|\s+(?:for|to)\b|, an? sub)"
)
_TOLD = re.compile(
    r"(?P<name>[A-Z][\w.&'’+-]*(?:,? [A-Z][\w.&'’+-]*){0,5}) \([^)]{2,80}\)(?=\s*[:–—])"
)
_SENTENCE = re.compile(r"(?<!\bInc)(?<!\bCorp)(?<!\bLtd)(?<!\bCo)(?<!\b[A-Z])(?<=[.;])\s+(?=[A-Z])")


def subservice_of(
    outline: Outline, organization: str, auditor: str
) -> tuple[Proposed[ProposedSubservice], ...]:
    """Every organisation that the report names as one that the service organisation relies on."""
    found = _Finder(outline, organization, auditor)
    found.read()
    return found.proposals()


class _Finder:
    """Gathers names from the opinion, the assertion and the section on such organisations."""

    def __init__(self, outline: Outline, organization: str, auditor: str) -> None:
        self._outline = outline
        self._own = [organization, auditor]
        self._places: dict[str, list[Place]] = {}
        self._votes: Counter[str] = Counter()
        self._services: dict[str, str] = {}
        self._methods: dict[str, Counter[SubserviceMethod]] = {}
        self._aliases: dict[str, str] = {}
        self._whole: Counter[SubserviceMethod] = Counter()
        self._none = False

    def read(self) -> None:
        for piece in self._outline.within(Section.AUDITOR, Section.ASSERTION):
            self._prose(self._outline.text(piece), piece, weight=3)
        for heading, region in self._sections():
            self._headed(heading, region)

    def proposals(self) -> tuple[Proposed[ProposedSubservice], ...]:
        if self._none and not any(votes >= 3 for votes in self._votes.values()):
            return ()
        usual = self._whole.most_common(1)[0][0] if len(self._whole) == 1 or self._whole else None
        proposals = []
        for name, votes in self._votes.items():
            if votes < 2:
                continue
            methods = self._methods.get(name, Counter())
            method = methods.most_common(1)[0][0] if methods else usual
            sure = votes >= 4 and method is not None
            proposals.append(
                Proposed(
                    ProposedSubservice(name, self._services.get(name, ""), method),
                    _by_page(self._places[name]),
                    Confidence.HIGH if sure else Confidence.MEDIUM,
                )
            )
        return tuple(proposals)

    def _prose(self, text: str, piece: Piece, *, weight: int, headed: bool = False) -> None:
        self._none = self._none or (bool(NONE.search(text)) and "except" not in text)
        for sentence in _SENTENCE.split(text):
            uses = bool(USES.search(sentence))
            topic = bool(TOPIC.search(sentence))
            mentions = list(self._mentions(sentence, loose=uses and bool(TOPIC.search(text))))
            relevant = headed or topic or CARVE.search(sentence) or INCLUSIVE.search(sentence)
            # A sentence that says for what somebody is used, next to one about such organisations.
            if (
                mentions
                and (relevant or (uses and TOPIC.search(text)))
                and not NONE.search(sentence)
            ) or (mentions and NONE.search(sentence) and "except" in sentence):
                for name, _, end in mentions:
                    self._add(name, piece, sentence, weight)
                    self._note_service(name, sentence[end:])
                    self._note_alias(name, sentence[end:])
            self._note_method(sentence, [name for name, _, _ in mentions])

    def _mentions(self, sentence: str, *, loose: bool = False) -> Iterator[tuple[str, int, int]]:
        """Names with a legal form and well-known ones; if `loose`, others that are listed, too."""
        spans: list[tuple[str, int, int]] = []
        places = [
            *names.companies_apart(sentence, self._aliases),
            *((match[0], match.start(), match.end()) for match in names.known(sentence)),
        ]
        if loose:
            places += [
                (m["name"], m.start("name"), m.end("name")) for m in _LISTED.finditer(sentence)
            ]
        for printed, first, last in places:
            name = names.tidy(printed)
            if any(start < last and first < end for _, start, end in spans):
                continue
            name = self._aliases.get(name, name)
            if name and not self._is_own(name):
                spans.append((name, first, last))
        yield from sorted(spans, key=lambda span: span[1])

    def _is_own(self, name: str) -> bool:
        first = names.plain(self._own[0]).split(" ")[0] if self._own[0] else ""
        own = any(names.same(name, mine) for mine in self._own if mine)
        if all(map(names.COMPANY.fullmatch, (name, self._own[0]))):
            return own  # an affiliate has a name and a legal form of its own
        return own or (bool(first) and names.plain(name).split(" ")[0] == first and len(first) > 3)

    def _add(self, name: str, piece: Piece, words: str, weight: int) -> str:
        known = self._known(name)
        longer = len(name) > len(known) and names.same(name, known)
        if longer and names.COMPANY.fullmatch(name):
            self._rename(known, name)
            known = name
        self._votes[known] += weight
        self._places.setdefault(known, []).append(Place(piece.page, words[:300]))
        return known

    def _known(self, name: str) -> str:
        return self._aliases.get(name) or next(
            (other for other in self._votes if names.same(other, name)), name
        )

    def _rename(self, old: str, new: str) -> None:
        if old not in self._votes:
            return
        self._votes[new] = self._votes.pop(old)
        self._places[new] = self._places.pop(old)
        if old in self._services:
            self._services[new] = self._services.pop(old)
        if old in self._methods:
            self._methods[new] = self._methods.pop(old)
        self._aliases[old] = new

    def _note_alias(self, name: str, rest: str) -> None:
        match = re.match(
            r"\s*\((?:the |collectively,? )?[“\"']?([A-Z][\w .&-]{1,40}?)[”\"']?(?:,? or .*?)?\)",
            rest,
        )
        if not match:
            return
        known = self._known(name)
        if names.COMPANY.fullmatch(match[1]) and not names.COMPANY.fullmatch(known):
            both = f"{known} ({match[1]})"  # a product and who sells it
            self._rename(known, both)
            known = both
        self._aliases[match[1]] = known

    def _note_service(self, name: str, rest: str) -> None:
        match = _SERVICE.match(rest)
        known = self._known(name)
        if match and known not in self._services:
            self._services[known] = match["service"].strip()

    def _note_method(self, sentence: str, mentioned: list[str]) -> None:
        """Each clause of a sentence speaks for those it names, or else for all."""
        for clause in re.split(r";|, and |\band (?=excludes|includes)|(?<=\)), ", sentence):
            method = method_of(clause)
            if method is None:
                continue
            here = [
                n
                for n in mentioned
                if n in clause or any(a in clause for a, m in self._aliases.items() if m == n)
            ]
            if not here and mentioned:
                here = mentioned
            for name in here:
                known = self._known(name)
                self._methods.setdefault(known, Counter())[method] += 1
            if not here and TOPIC.search(sentence):
                self._whole[method] += 1

    def _sections(self) -> Iterator[tuple[Piece, list[Piece]]]:
        body = self._outline.body
        for i, piece in enumerate(body):
            text = self._outline.text(piece)
            headed = HEADED.search(text)
            if not headed or not self._outline.is_heading(piece) or len(text.split()) > 14:
                continue
            if self._outline.section_of(piece.index) != Section.DESCRIPTION:
                continue
            region: list[Piece] = []
            for after in body[i + 1 : i + 80]:
                ends = self._outline.is_heading(after) and not HEAD.fullmatch(
                    self._outline.text(after)
                )
                if (
                    region
                    and ends
                    and not self._beside(after, region)
                    and after.size >= 0.94 * piece.size
                ):
                    break
                region.append(after)
            yield piece, region

    def _beside(self, piece: Piece, region: list[Piece]) -> bool:
        return any(
            x.page == piece.page and abs(x.top - piece.top) < 5 for x in region[-4:]
        ) or bool(names.COMPANY.fullmatch(self._outline.text(piece)))

    def _headed(self, heading: Piece, region: list[Piece]) -> None:
        title = self._outline.text(heading)
        for name, _, _ in self._mentions(title):
            self._add(name, heading, title, 2)
        method = method_of(title)
        for i, piece in enumerate(region):
            text = self._outline.text(piece)
            cell = (len(text.split()) <= 8 and not text.endswith(".")) or bool(
                names.COMPANY.fullmatch(text)
            )
            if cell and not HEAD.fullmatch(text) and not marks.is_criteria_list(text):
                self._cell(i, piece, text, region, method)
            elif not cell:
                self._prose(text, piece, weight=2, headed=True)
                self._opening(text, piece)
                self._each_told(text, piece, method)

    def _each_told(self, text: str, piece: Piece, method: SubserviceMethod | None) -> None:
        """Names that open a sentence before a colon: "Norvik (mail gateway): CC6.7."."""
        for sentence in _SENTENCE.split(text):
            told = _TOLD.match(sentence)
            name = names.tidy(told["name"]) if told else ""
            if not name or self._is_own(name) or marks.criteria_in(name):
                continue
            known = self._add(name, piece, sentence, 2)
            if method:
                self._methods.setdefault(known, Counter())[method] += 1

    def _cell(
        self, i: int, piece: Piece, text: str, region: list[Piece], method: SubserviceMethod | None
    ) -> None:
        left = min(p.left for p in region)
        for name, start, _ in self._mentions(text):
            if start > 3 or abs(piece.left - left) > 60:
                continue
            known = self._add(name, piece, text, 2)
            row = [
                p
                for p in region
                if p is not piece and p.page == piece.page and abs(p.top - piece.top) < 5
            ]
            texts = [self._outline.text(p) for p in row]
            service = next(
                (
                    t
                    for t in texts
                    if 1 <= len(t.split()) <= 8 and not method_of(t) and not marks.criteria_in(t)
                ),
                "",
            )
            if service and known not in self._services:
                self._services[known] = service.rstrip(".").lower()
            said = method or next((m for m in map(method_of, texts) if m and len(texts) <= 4), None)
            if said:
                self._methods.setdefault(known, Counter())[said] += 2

    def _opening(self, text: str, piece: Piece) -> None:
        for name, start, end in self._mentions(text):
            if start == 0 and re.match(
                r"\s+(?:\([^)]*\)\s+)?(?:is|hosts?|operates?|provides?|keeps?)\b", text[end:]
            ):
                self._add(name, piece, text[:200], 2)
                self._note_service(name, text[end:])


def _by_page(places: list[Place]) -> tuple[Place, ...]:
    return tuple({place.page: place for place in reversed(places)}.values())[::-1]
