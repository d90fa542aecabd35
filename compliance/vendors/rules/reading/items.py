"""Items of a list of duties: marked ones, paragraphs and sentences."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compliance.vendors.rules.reading import marks
from compliance.vendors.rules.reading.layout import Piece, starts_item
from compliance.vendors.rules.reading.lines import joined
from compliance.vendors.rules.reading.outline import Outline

WHO = (
    r"(?:user[- ]?(?:entit(?:y|ies)|organi[sz]ations?)|users?|customers?|clients?"
    r"|subscribers?|tenants?|participants?|employers?|licensees?|sponsors?|merchants?"
    r"|member (?:firms?|institutions?|organi[sz]ations?))"
)
_DUTY = re.compile(
    rf"(?:\(?\w{{1,3}}[.)]\s*|[•●▪■◦○‣∙·–*-]\s*)?(?:(?:each|the|all|our"
    rf"|it is the responsibility of)\s+)*(?:the )?{WHO}\b.{{0,40}}?"
    r"(?:\b(?:should|must|shall|will|need|are|is|has|have|ensure|keep|use|may|agree)\b"
    r"|\b[a-z]{3,}s?\b)",
    re.IGNORECASE,
)
MARK = re.compile(
    r"(?P<mark>[•●▪■◦○‣∙·➢✓\uf0b7\uf0a7]|[-–*](?=\s)|o(?=\s[A-Z])"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\(\d{1,2}\)|(?:C?UECC?|UE[CR]|CC?UE"
    r"|CUER)[ -]?#?\d+(?:\.\d+)?[.:)]?|U-?\d{1,2}[.:)]|\d{1,2}(?=\s+[A-Z]))\s*"
)
_ASSUMED = re.compile(
    r"\b(?:designed|design)\b.{0,60}\b(?:assum|belief|expect|presum)|\bassum(?:ed|es"
    r"|ption)|\bnot feasible\b"
    r"|\bnot (?:a )?(?:comprehensive|intended|all[- ]inclusive|exhaustive)|\b(?:should"
    r"|may) (?:also )?(?:consider|judge|evaluate|determine) (?:whether|which)"
    r"|\bin conjunction with\b|\bcomplement(?:ary)?\b.{0,60}\bcontrols?\b"
    r"|\bdoes not (?:do|apply)\b|\bare set out\b|\bare listed\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """A control while pieces are added to it."""

    page: int
    text: str
    number: str = ""
    criteria: tuple[str, ...] = ()


def marked_items(outline: Outline, region: Sequence[Piece]) -> list[Item]:
    """Items that begin with a bullet, a number or an identifier, with what carries them on."""
    items: list[Item] = []
    open_item: Piece | None = None
    lone = ""
    for piece in region:
        text = outline.text(piece)
        match = MARK.match(text)
        if match and match.end() >= len(text):
            lone = text
            continue
        if (match and starts_item(text)) or lone or _identified(text):
            number = lone or (match["mark"] if match else "")
            words = text[match.end() :] if match and not lone else text
            items.append(_made(piece.page, words, number))
            open_item, lone = piece, ""
        elif open_item and items and _belongs(open_item, piece, items[-1].text, text):
            items[-1].text = joined(items[-1].text, text)
            open_item = piece
        else:
            open_item = None
    return items


def _identified(text: str) -> bool:
    return bool(re.match(r"(?:C?UECC?|UE[CR]|CUER)[ -]?#?\d+", text))


def _made(page: int, words: str, mark: str) -> Item:
    number = mark.strip(" .:()") if re.search(r"\d|[A-Za-z]", mark) and len(mark) > 1 else ""
    return Item(page, words.strip(" :–-"), number, marks.criteria_in(words[-60:]))


def _belongs(before: Piece, piece: Piece, so_far: str, text: str) -> bool:
    """Whether a piece carries on the item before it, such as after a break of page."""
    if re.search(r"[.;:!?]$", so_far) and not text[:1].islower():
        return False
    if piece.page == before.page:
        return text[:1].islower() and piece.top > before.top
    return text[:1].islower() or not re.search(r"[.;]$", so_far)


def is_indented(piece: Piece, heading: Piece) -> bool:
    """Whether a piece begins somewhat to the right of its heading, as items of a list do."""
    return 8 < piece.left - heading.left < 60


def prose_items(
    outline: Outline, heading: Piece, region: Sequence[Piece]
) -> tuple[list[Item], bool]:
    """Items without marks: paragraphs that open alike, lines under a lead-in, or sentences."""
    paragraphs = [
        p
        for p in region
        if not outline.is_heading(p)
        or len(outline.text(p).split()) > 8
        or (is_indented(p, heading) and p.size <= 1.05 * outline.sheets.body_size)
    ]
    split = _inline(outline, paragraphs)
    if len(split) >= 2:
        return split, True
    duties = [p for p in paragraphs if is_duty(outline.text(p))]
    openings = Counter(" ".join(outline.text(p).split()[:2]).casefold() for p in duties)
    alike = len(duties) >= 2 and (openings.most_common(1)[0][1] >= 2 or len(duties) >= 3)
    others = _of_one_subject(outline, paragraphs)
    chosen = others if len(others) > len(duties) else duties if alike else []
    if chosen:
        return _joined_paragraphs(outline, paragraphs, chosen), False
    plain = [p for p in paragraphs if not introduces(outline.text(p))]
    if len(plain) >= 2 and any(introduces(outline.text(p)) for p in paragraphs):
        return [
            _made(p.page, words, "") for p in plain for words in _each_deed(bare(outline.text(p)))
        ], False
    chosen = _opened_alike(outline, plain)
    if chosen:
        return _joined_paragraphs(outline, paragraphs, chosen), False
    return _sentences(outline, paragraphs), False


def _opened_alike(outline: Outline, paragraphs: Sequence[Piece]) -> list[Piece]:
    """Three paragraphs or more of the same people: "Employers use ...", "The school keeps ..."."""
    firsts = Counter(_subject(outline.text(p)) for p in paragraphs)
    firsts.pop("", None)
    if not firsts:
        return []
    who, count = firsts.most_common(1)[0]
    if count < _LEAST_ALIKE or 2 * count <= len(paragraphs):
        return []
    return [p for p in paragraphs if _subject(outline.text(p)) == who]


def _subject(text: str) -> str:
    """Of whom a sentence speaks that opens with them; "" if it opens otherwise."""
    match = re.match(r"(?:[A-Z][a-z]{3,}s|(?:The|Each|Every|An?) [a-z]{3,})(?= [a-z])", text)
    return match[0] if match else ""


_LEAST_ALIKE = 3
_MUST = re.compile(
    r"\W*(?P<who>[A-Z]\w+(?: \w+)?) (?:must|should|shall|will|need to|have to|has to"
    r"|(?:are|is) (?:responsible|expected|required))\b"
)


def _of_one_subject(outline: Outline, paragraphs: Sequence[Piece]) -> list[Piece]:
    """Paragraphs that say what one and the same sort of people must do: "Clinics must ..."."""
    said = [(p, _MUST.match(outline.text(p))) for p in paragraphs]
    must = [(p, m["who"]) for p, m in said if m and not introduces(outline.text(p))]
    subjects = Counter(who for _, who in must)
    if not subjects or subjects.most_common(1)[0][1] < 2:
        return []
    subject = subjects.most_common(1)[0][0]
    return [piece for piece, who in must if who == subject]


def is_duty(text: str) -> bool:
    return bool(_DUTY.match(text)) and not introduces(text) and len(text.split()) >= 4


def introduces(text: str) -> bool:
    if re.search(r"\b(?:these controls|controls below|below controls)\b", text, re.I):
        return True
    if text.endswith(":") or re.search(
        r"\b(?:the following|as follows|listed below|set out below)\b", text, re.I
    ):
        return True
    return bool(_ASSUMED.search(text))


def _joined_paragraphs(
    outline: Outline, paragraphs: Sequence[Piece], duties: Sequence[Piece]
) -> list[Item]:
    items: list[Item] = []
    starts = {piece.index for piece in duties}
    for piece in paragraphs:
        text = outline.text(piece)
        if piece.index in starts:
            items.extend(_made(piece.page, words, "") for words in _each_duty(bare(text)))
        elif items and text[:1].islower():
            items[-1].text = joined(items[-1].text, text)
    return items


def _each_duty(text: str) -> list[str]:
    """The duties of a paragraph: cut before each sentence that opens like the first one."""
    first = re.escape(text.split()[0])
    return re.split(rf"(?<=[.;])\s+(?={first}\b)", text)


def _each_deed(text: str) -> list[str]:
    """Deeds that stand under each other without marks: "Approving members. Removing leavers."."""
    deeds = re.split(r"(?<=[.;])\s+(?=[A-Z])", text)
    alike = all(re.match(r"[A-Z][a-z]+ing\b", deed) for deed in deeds)
    return deeds if alike else [text]


_INLINE = re.compile(r"(?:(?<=[\s:;,])|^)\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+(?=[A-Za-z])")


def _inline(outline: Outline, paragraphs: Sequence[Piece]) -> list[Item]:
    """Items inside a paragraph: "... to (a) keep keys secret; (b) review access"."""
    items = []
    for piece in paragraphs:
        text = outline.text(piece)
        places = list(_INLINE.finditer(text))
        if len(places) < 2:
            continue
        ends = [place.start() for place in places[1:]] + [len(text)]
        for place, end in zip(places, ends, strict=True):
            words = re.sub(r"(?:[;,.]|\band\b)+\s*$", "", text[place.end() : end].strip())
            items.append(_made(piece.page, re.sub(r"[;,]\s*(?:and)?$", "", words), ""))
    return items


def _sentences(outline: Outline, paragraphs: Sequence[Piece]) -> list[Item]:
    items = []
    for piece in paragraphs:
        sentences = re.split(r"(?<=[.;])\s+(?=[A-Z])", outline.text(piece))
        items += [_made(piece.page, one, "") for one in sentences if is_duty(one)]
    return items


def opening_of(text: str) -> str:
    """How an item opens: its mark and first words; of deeds ("Removing ...") only that they are."""
    mark = MARK.match(text)
    sign = mark["mark"] if mark else ""
    sign = "#" if re.search(r"\w", sign) else sign
    words = bare(text).casefold().split()
    first = " ".join(words[: 2 if words[:1] and words[0] in _ARTICLES else 1])
    return f"{sign} ~ing" if re.fullmatch(r"\w+ing", first) else f"{sign} {first}"


_ARTICLES = frozenset(["the", "a", "an", "all", "each", "every", "our", "this", "these"])


def demands(text: str) -> bool:
    """Whether a text is an item by its form alone: it has a mark, or says what somebody must do."""
    return starts_item(text) or bool(_MUST.match(text)) or is_duty(text)


def bare(text: str) -> str:
    match = MARK.match(text)
    return text[match.end() :].strip() if match and match.end() < len(text) else text
