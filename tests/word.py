"""Writes Word documents part by part, also ones that Word would not write."""

import io
import warnings
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def types(*more, main=MAIN):
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in more
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{overrides}</Types>'
    )


def relations(*links):
    """Each link is (type, target) or (type, target, mode)."""
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{R}/{kind}" Target="{escape(target)}"'
        + (f' TargetMode="{mode[0]}"/>' if mode else "/>")
        for i, (kind, target, *mode) in enumerate(links)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def paragraph(text, properties=""):
    shown = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{shown}</w:p>"


def part(root, inside, more=""):
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{R}"{more}>{inside}</w:{root}>'


def numbered(level, number=1):
    """The properties of a paragraph of the list below."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def numbering(*levels, more=""):
    """One list; each level is (form, text)."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    plan = f'<w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
    first = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    return part("numbering", f"{plan}{first}{more}")


def document(body="", extra=(), *, without=(), links=(), kinds=(), main=MAIN, root=None):
    """A document with this body; `links` are relationships of its text, `kinds` content types."""
    parts = {
        "[Content_Types].xml": types(*kinds, main=main),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": root or part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*links),
    }
    parts = {name: data for name, data in parts.items() if name not in without}
    out = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),  # of duplicate names, which are meant
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, data in [*parts.items(), *extra]:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def of(*texts):
    """A plain document of these paragraphs."""
    return document("".join(map(paragraph, texts)))
