"""What is looked for in Word documents: what runs, what comes from outside, what is uncertain.

A document whose words depend on who opens it, and with what, cannot be agreed on: tracked changes
and hidden text are refused as macros are. ECMA-376-1: WordprocessingML, 17; relationships, part 2.
"""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from portal.files.inspection.terms import Given

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_AGAIN = "Open it in Word, save it anew as a Word document (DOCX), and upload that."
_ACCEPT = "In Word, under Review, accept or reject every change, save it, and upload that."
_AS_TEXT = "Replace it by plain text or a picture in Word, save it, and upload that."
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN = ("http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/")
_TEXTS = re.compile(r"word/(document|(foot|end)notes|comments|header\d*|footer\d*)\.xml")
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HARMLESS = re.compile(
    r"(application|text)/([\w.+-]+\+)?xml|image/[\w.+-]+|application/x-font[\w.-]*|"
    r"application/vnd\.openxmlformats-officedocument\.(obfuscatedFont|vmlDrawing)|"
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.printerSettings"
)
_MACROS = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|keyMapCustomizations", re.IGNORECASE)
_RUNS = re.compile(r"/(vbaProject|wordVbaData|attachedToolbars|keyMapCustomizations|ui/\w+)$")
_INSIDE = re.compile(r"/(oleObject|package|control|activeXControl\w*|aFChunk|subDocument|frame)$")
_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
_TRACKED = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "numberingChange")}
_TRACKED |= {f"{_W}{name}" for name in ("cellIns", "cellDel", "cellMerge")}
_FOREIGN = {f"{_W}{name}" for name in ("altChunk", "subDoc", "object", "control")}
_FETCHES = re.compile(
    r"\W*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|QUOTE|"
    r"MACROBUTTON|PRINT)\b",
    re.IGNORECASE,
)
# Readers find these where Word writes them; elsewhere they would go unread.
_PLACED = re.compile(r"/(styles|numbering|footnotes|endnotes|comments)$")
_OFF = {"0", "false", "off"}


def check_names(given: Given, names: set[str]) -> None:
    """Refuse parts that run something or hold another file, as far as their names tell."""
    for name in names:
        if _MACROS.search(name):
            raise given.refused("holds macros.", advice=_AGAIN)
        if "/embeddings/" in name.lower():
            raise given.refused("has other files embedded.", advice=_AS_TEXT)


def check_part(given: Given, name: str, text: bytes) -> None:
    """Nothing: the parts are read as a whole, where no spelling can hide what they say."""


def look(given: Given, archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Refuse what is active, comes from outside or is uncertain; say what people should know."""
    names = archive.namelist()
    _check_types(given, _root(given, archive, _TYPES))
    for name in names:
        if name.endswith(".rels"):
            _check_relations(given, name, _root(given, archive, name))
    hiding = _hiding_styles(given, archive)
    texts = {name: _root(given, archive, name) for name in names if _TEXTS.fullmatch(name)}
    for root in texts.values():
        _check_text(given, root, hiding)
    return tuple(_notes(texts))


def _root(given: Given, archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, KeyError) as error:
        raise given.refused("is damaged or incomplete.", advice=_AGAIN) from error
    if root.getroottree().docinfo.doctype:
        raise given.refused("holds XML that Word does not write.", advice=_AGAIN)
    return root


def _check_types(given: Given, root: etree._Element) -> None:
    types = {str(one.get("PartName", "")): str(one.get("ContentType", "")) for one in root}
    every = [str(one.get("ContentType", "")) for one in root]
    if any(_MACROS.search(kind) for kind in every):
        raise given.refused("holds macros.", advice=_AGAIN)
    if types.get(f"/{MAIN}") != _MAIN_TYPE:
        raise given.refused("is not an ordinary Word document.", advice=_AGAIN)
    for kind in every:
        if not _HARMLESS.fullmatch(kind):
            raise given.refused("has parts that are neither text nor picture.", advice=_AS_TEXT)


def _check_relations(given: Given, name: str, root: etree._Element) -> None:
    mains = []
    for one in root:
        kind, target = str(one.get("Type", "")), str(one.get("Target", ""))
        if _RUNS.search(kind):
            raise given.refused("holds macros.", advice=_AGAIN)
        if _INSIDE.search(kind):
            raise given.refused("has another file in its text.", advice=_AS_TEXT)
        if str(one.get("TargetMode", "")).lower() == "external":
            _check_outside(given, kind, target)
        placed = _PLACED.search(kind)
        if placed and target.removeprefix("/word/") != f"{placed[1]}.xml":
            raise given.refused("is not an ordinary Word document.", advice=_AGAIN)
        if kind.endswith("/officeDocument"):
            mains.append(target.lstrip("/"))
    if name == "_rels/.rels" and mains != [MAIN]:
        raise given.refused("is not an ordinary Word document.", advice=_AGAIN)


def _check_outside(given: Given, kind: str, target: str) -> None:
    if kind.endswith("/hyperlink") and _LINK.match(target):
        return
    if kind.endswith("/attachedTemplate"):
        raise given.refused(
            "takes its template from outside the file.",
            advice="In Word, under Developer, Document Template, attach the template “Normal”; or "
            "save it as a PDF, and upload that.",
        )
    raise given.refused("fetches content from outside the file.", advice=_AS_TEXT)


def _check_text(given: Given, root: etree._Element, hiding: frozenset[str]) -> None:
    for one in root.iter(etree.Element):
        tag = str(one.tag)
        if tag in _TRACKED or (tag.startswith(_W) and tag.endswith("Change")):
            raise given.refused(
                "has tracked changes that are neither accepted nor rejected, so what it says is "
                "not certain.",
                advice=_ACCEPT,
            )
        if tag in _FOREIGN:
            raise given.refused("has another file in its text.", advice=_AS_TEXT)
        if _hides(one, tag, hiding):
            raise given.refused(
                "has hidden text, so what it says depends on who looks.",
                advice="Show or delete the hidden text in Word, save it, and upload that.",
            )
        if tag == f"{_MC}Choice" and not _is_understood(one):
            raise given.refused("shows other words to other programs.", advice=_AGAIN)
    if any(_FETCHES.match(code) for code in _field_codes(root)):
        raise given.refused("has fields that fetch or run something.", advice=_AS_TEXT)


def _hides(one: etree._Element, tag: str, hiding: frozenset[str]) -> bool:
    """Whether it makes words invisible; the mark of a paragraph alone is no word."""
    if tag == f"{_W}vanish":
        run = one.getparent()
        holder = run.getparent() if run is not None else None
        return _is_on(one) and holder is not None and holder.tag == f"{_W}r"
    return tag in {f"{_W}rStyle", f"{_W}pStyle"} and one.get(f"{_W}val") in hiding


def _hiding_styles(given: Given, archive: zipfile.ZipFile) -> frozenset[str]:
    if "word/styles.xml" not in archive.namelist():
        return frozenset()
    styles = _root(given, archive, "word/styles.xml").iter(f"{_W}style")
    return frozenset(
        str(style.get(f"{_W}styleId"))
        for style in styles
        if any(_is_on(one) for one in style.iterfind(f"{_W}rPr/{_W}vanish"))
    )


def _is_on(one: etree._Element) -> bool:
    return str(one.get(f"{_W}val", "1")).lower() not in _OFF


def _is_understood(choice: etree._Element) -> bool:
    """Whether every program of today takes this choice, and not what it falls back on."""
    wanted = str(choice.get("Requires", "")).split()
    return bool(wanted) and all(
        str(choice.nsmap.get(prefix, "")).startswith(_KNOWN) for prefix in wanted
    )


def _field_codes(root: etree._Element) -> Iterator[str]:
    """The instructions of fields; Word may have cut each into runs."""
    code = ""
    for one in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        if one.tag == f"{_W}instrText":
            code += one.text or ""
        elif one.tag == f"{_W}fldSimple":
            yield str(one.get(f"{_W}instr", ""))
        elif one.get(f"{_W}fldCharType") != "begin":
            yield code
            code = ""
    yield code


def _notes(texts: dict[str, etree._Element]) -> Iterator[str]:
    comments = sum(
        len(list(root.iter(f"{_W}comment"))) for name, root in texts.items() if "comments" in name
    )
    if comments:
        yield (
            f"It carries {comments} comment{'s' if comments > 1 else ''}. Comments are no part of "
            "the text; they stay in the file as it came."
        )
    edges = [root for name, root in texts.items() if name.startswith(("word/header", "word/foote"))]
    words = " / ".join(dict.fromkeys(filter(None, map(_words, edges))))
    if words:
        yield f"Heads and feet of its pages are no part of the text: “{words[:300]}”."
    if any(True for _ in texts[MAIN].iter(f"{_W}drawing", f"{_W}pict")):
        yield "Its pictures and drawings are not taken over; they stay in the file as it came."


def _words(root: etree._Element) -> str:
    return " ".join("".join(one.text or "" for one in root.iter(f"{_W}t")).split())
