"""What is looked for in Word documents: what runs, what comes from outside, what is uncertain.

A document whose words depend on who opens it, and with what, cannot be agreed on: tracked changes
and hidden text are refused as macros are. ECMA-376-1: WordprocessingML, 17; relationships, part 2.
"""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from portal.files.inspection.document_words import Looks, W, check_words, looks_of
from portal.files.inspection.terms import Given

MAIN = "word/document.xml"
_TYPES = "[Content_Types].xml"
_AGAIN = "Open it in Word, save it anew as a Word document (DOCX), and upload that."
_AS_TEXT = "Replace it by plain text or a picture in Word, save it, and upload that."
# The parts that hold text, by what they are and not by how they are called.
_TEXTS = {f"{W}{name}" for name in ("document", "footnotes", "endnotes", "comments", "hdr", "ftr")}
_STRICT = "{http://purl.oclc.org/ooxml/"
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
# Readers find these where Word writes them; elsewhere they would go unread.
_PLACED = re.compile(r"/(styles|numbering|footnotes|endnotes|comments)$")
_READ = {
    f"word/{name}.xml" for name in ("document", "styles", "numbering", "footnotes", "endnotes")
}


def check_names(given: Given, names: set[str]) -> None:
    """Refuse parts that run something or hold another file, as far as their names tell."""
    for name in names:
        if _MACROS.search(name):
            raise given.refused("holds macros.", advice=_AGAIN)
        if "/embeddings/" in name.lower():
            raise given.refused("has other files embedded.", advice=_AS_TEXT)
        if name.lower() in _READ and name not in _READ:
            raise given.refused("has parts with misleading names.", advice=_AGAIN)


def check_part(given: Given, name: str, text: bytes) -> None:
    """Nothing: the parts are read as a whole, where no spelling can hide what they say."""


def look(given: Given, archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Refuse what is active, comes from outside or is uncertain; say what people should know."""
    names = archive.namelist()
    _check_types(given, _root(given, archive, _TYPES))
    for name in names:
        if name.lower().endswith(".rels"):
            _check_relations(given, name, _root(given, archive, name))
    styles = "word/styles.xml"
    looks = looks_of(given, _root(given, archive, styles)) if styles in names else Looks()
    texts = dict(_texts(given, archive))
    for root in texts.values():
        check_words(given, root, looks)
    return tuple(_notes(texts))


def _texts(given: Given, archive: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Every part with text that Word shows; pieces kept for later use are not shown."""
    for name in archive.namelist():
        if not name.lower().endswith(".xml") or "/glossary/" in name.lower():
            continue
        root = _root(given, archive, name)
        if str(root.tag).startswith(_STRICT):
            raise given.refused(
                "is saved as a Strict Open XML Document.",
                advice="In Word, save it as an ordinary Word document (DOCX), and upload that.",
            )
        if root.tag in _TEXTS:
            yield name, root


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


def _notes(texts: dict[str, etree._Element]) -> Iterator[str]:
    comments = sum(
        len(list(root.iter(f"{W}comment"))) for root in texts.values() if root.tag == f"{W}comments"
    )
    if comments:
        yield (
            f"It carries {comments} comment{'s' if comments > 1 else ''}. Comments are no part of "
            "the text; they stay in the file as it came."
        )
    edges = [root for root in texts.values() if root.tag in {f"{W}hdr", f"{W}ftr"}]
    words = " / ".join(dict.fromkeys(filter(None, map(_words, edges))))
    if words:
        yield f"Heads and feet of its pages are no part of the text: “{words[:300]}”."
    if any(True for _ in texts[MAIN].iter(f"{W}drawing", f"{W}pict")):
        yield (
            "Its pictures and drawings are not taken over: the text says [picture] where one "
            "stands, and they stay in the file as it came."
        )


def _words(root: etree._Element) -> str:
    return " ".join("".join(one.text or "" for one in root.iter(f"{W}t")).split())
