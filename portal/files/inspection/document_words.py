"""What would let a Word document say one thing on the screen and another in the text read from it.

Words that are hidden or struck out, that fields or data beside the text put there, or that some
programs show and others do not. ECMA-376-1: runs, 17.3.2; fields, 17.16; part 3: alternatives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portal.files.inspection.terms import Given
from portal.files.rules import FileRefused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = "{http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.microsoft.com/office/word/"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/"
# Every program of today shows what stands in these, whatever a fallback for older ones says.
_SHAPES = {
    f"{_OFFICE}2010/wordprocessing{what}" for what in ("Shape", "Group", "Canvas", "Drawing")
}
# Elements that may stand around words; what is in any other is shown or not as a program likes.
_AROUND = {W, _MC, f"{{{_DRAWN}main}}", f"{{{_DRAWN}wordprocessingDrawing}}"}
_AROUND |= {f"{{{space}}}" for space in _SHAPES}
_AROUND |= {"{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}"}
_AROUND |= {"{urn:schemas-microsoft-com:office:word}"}
_AGAIN = "Open it in Word, save it anew as a Word document (DOCX), and upload that."
_AS_TEXT = "Replace it by plain text in Word, save it, and upload that."
_ACCEPT = "In Word, under Review, accept or reject every change, save it, and upload that."
_TRACKED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "numberingChange")}
_TRACKED |= {f"{W}{name}" for name in ("cellIns", "cellDel", "cellMerge")}
_FOREIGN = {f"{W}{name}" for name in ("altChunk", "subDoc", "object", "control")}
_STYLED = {f"{W}{name}" for name in ("rStyle", "pStyle", "tblStyle")}
_FETCHES = re.compile(
    r"\W*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|QUOTE|"
    r"MACROBUTTON|PRINT|RD)\b",
    re.IGNORECASE,
)
# Their words stand in no run of the text, or are those of the day on which it is opened.
_UNWRITTEN = re.compile(
    r"\W*(EQ|SYMBOL|AUTONUM(LGL|OUT)?|LISTNUM|GOTOBUTTON|FORMCHECKBOX|FORMDROPDOWN|DATE|TIME|SET|"
    r"ASK|PRIVATE|BARCODE|DISPLAYBARCODE|MERGEBARCODE)\b",
    re.IGNORECASE,
)
_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles that hide words, and those that strike them out."""

    hiding: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()


def looks_of(given: Given, styles: etree._Element) -> Looks:
    """What the styles do, with what each takes from the style below it.

    Refuses styles that hide or strike out every text that has none of its own.
    """
    looks = Looks(_styles_with(styles, "vanish"), _styles_with(styles, "strike", "dstrike"))
    defaults = list(styles.iterfind(f"{W}docDefaults//{W}rPr"))
    usual = {_name(one) for one in styles.iterfind(f"{W}style") if is_on(one, f"{W}default", "0")}
    if any(_has(one, "vanish") for one in defaults) or usual & looks.hiding:
        raise _hidden(given)
    if any(_has(one, "strike", "dstrike") for one in defaults) or usual & looks.striking:
        raise _struck(given)
    return looks


def check_words(given: Given, root: etree._Element, looks: Looks) -> None:
    """Refuse a part of the text in which something is not certain."""
    for one in root.iter(etree.Element):
        tag = str(one.tag)
        _check_tracked(given, tag)
        _check_seen(given, one, tag, looks)
        _check_alike(given, one, tag)
    codes = list(_field_codes(given, root))
    if any(_FETCHES.match(code) for code in codes):
        raise given.refused("has fields that fetch or run something.", advice=_AS_TEXT)
    if any(_UNWRITTEN.match(code) for code in codes):
        raise given.refused(
            "has fields whose words are not written in the text: boxes to tick or choose from, "
            "counters, symbols, or the date of the day.",
            advice=_AS_TEXT,
        )


def is_on(one: etree._Element, name: str = f"{W}val", default: str = "1") -> bool:
    """Whether a property that can be switched off is on."""
    return str(one.get(name, default)).lower() not in _OFF


def _check_tracked(given: Given, tag: str) -> None:
    if tag in _TRACKED or (tag.startswith(W) and tag.endswith("Change")):
        raise given.refused(
            "has tracked changes that are neither accepted nor rejected, so what it says is not "
            "certain.",
            advice=_ACCEPT,
        )
    if tag in _FOREIGN:
        raise given.refused("has another file in its text.", advice=_AS_TEXT)
    if tag == f"{_M}oMath":
        raise given.refused("has a formula in its text.", advice=_AS_TEXT)
    if tag.endswith("}dataBinding"):
        raise given.refused(
            "has fields that are filled from data beside the text.",
            advice="In Word, under Developer, remove the content controls, save it, and upload "
            "that.",
        )


def _check_seen(given: Given, one: etree._Element, tag: str, looks: Looks) -> None:
    style = str(one.get(f"{W}val")) if tag in _STYLED else ""
    if _marks_a_run(one, tag, "vanish") or style in looks.hiding:
        raise _hidden(given)
    if tag == f"{W}hidden" and is_on(one):
        raise _hidden(given)
    if _marks_a_run(one, tag, "strike", "dstrike") or style in looks.striking:
        raise _struck(given)


def _check_alike(given: Given, one: etree._Element, tag: str) -> None:
    """Refuse what some programs would show and others would not."""
    if tag == f"{_MC}AlternateContent":
        choices = one.findall(f"{_MC}Choice")
        if len(choices) != 1 or not _is_understood(choices[0]):
            raise _differs(given)
        others = _words(one.find(f"{_MC}Fallback"))
        if others and others != _words(choices[0]):
            raise _differs(given)
    space = f"{tag.partition('}')[0]}}}"
    if space.startswith(_STRICT) or (space not in _AROUND and _words(one)):
        raise _differs(given)


def _is_understood(choice: etree._Element) -> bool:
    """Whether every program of today takes this choice, or it has no words anyway."""
    wanted = str(choice.get("Requires", "")).split()
    known = bool(wanted) and all(choice.nsmap.get(prefix) in _SHAPES for prefix in wanted)
    return known or not _words(choice)


def _marks_a_run(one: etree._Element, tag: str, *names: str) -> bool:
    """Whether it does this to words; the mark of a paragraph alone is no word."""
    if tag.removeprefix(W) not in names:
        return False
    properties = one.getparent()
    holder = properties.getparent() if properties is not None else None
    return is_on(one) and holder is not None and holder.tag == f"{W}r"


def _styles_with(styles: etree._Element, *names: str) -> frozenset[str]:
    """The styles that have one of these properties on, by themselves or from a style below."""
    own = {_name(one): one for one in styles.iterfind(f"{W}style")}
    found = {name for name, one in own.items() if any(_has(rpr, *names) for rpr in _runs(one))}
    more = found
    while more:
        more = {name for name, one in own.items() if _below(one) in found} - found
        found |= more
    return frozenset(found)


def _runs(style: etree._Element) -> Iterator[etree._Element]:
    """What a style says of its words, also of those in a part of a table."""
    yield from style.iterfind(f"{W}rPr")
    yield from style.iterfind(f"{W}tblStylePr/{W}rPr")


def _has(properties: etree._Element, *names: str) -> bool:
    found = (one for name in names for one in properties.iterfind(f"{W}{name}"))
    return any(is_on(one) for one in found)


def _below(style: etree._Element) -> str:
    found = style.find(f"{W}basedOn")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _name(style: etree._Element) -> str:
    return str(style.get(f"{W}styleId"))


def _field_codes(given: Given, root: etree._Element) -> Iterator[str]:
    """The instructions of fields; Word may have cut each into runs, and one may hold others."""
    yield from (str(one.get(f"{W}instr", "")) for one in root.iter(f"{W}fldSimple"))
    begun: list[str] = []
    for one in root.iter(f"{W}fldChar", f"{W}instrText"):
        kind = one.get(f"{W}fldCharType")
        if one.tag == f"{W}instrText":
            begun = [*begun[:-1], begun[-1] + (one.text or "")] if begun else []
        elif kind == "begin":
            begun.append("")
        elif kind == "end" and begun:
            yield begun.pop()
        elif kind != "separate" or not begun:
            raise given.refused("is damaged or incomplete.", advice=_AGAIN)
    if begun:
        raise given.refused("is damaged or incomplete.", advice=_AGAIN)


def _words(root: etree._Element | None) -> str:
    return (
        ""
        if root is None
        else "".join("".join(one.text or "" for one in root.iter(f"{W}t")).split())
    )


def _hidden(given: Given) -> FileRefused:
    return given.refused(
        "has hidden text, so what it says depends on who looks.",
        advice="Show or delete the hidden text in Word, save it, and upload that.",
    )


def _struck(given: Given) -> FileRefused:
    return given.refused(
        "has words that are struck through, so what it says is not certain.",
        advice="Delete them in Word, or take the line through them away; save it, and upload that.",
    )


def _differs(given: Given) -> FileRefused:
    return given.refused("shows other words to other programs.", advice=_AGAIN)
