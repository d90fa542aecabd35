"""Title, language and dates of a PDF, as XMP and as the older dictionary, without a clock."""

from datetime import UTC
from importlib.metadata import distribution
from pathlib import Path
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from compliance.pdf.attach import pdf_date
from compliance.pdf.parts import Metadata

PRODUCER = "Countersign"
# Found, not imported: putting parts together needs the file and not the renderer.
SRGB = Path(str(distribution("weasyprint").locate_file("weasyprint/pdf/sRGB2014.icc")))


def describe(pdf: Pdf, metadata: Metadata, *, archival: bool) -> None:
    """Write the metadata; `archival` claims PDF/A-3b, which foreign pages would make untrue."""
    date = pdf_date(metadata.created)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Producer=String(PRODUCER),
            CreationDate=String(date),
            ModDate=String(date),
        )
    )
    stream = pdf.make_stream(_xmp(metadata, archival=archival))
    stream[Name.Type], stream[Name.Subtype] = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = String(metadata.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    if archival:
        pdf.Root.OutputIntents = Array([_colours(pdf)])


def _colours(pdf: Pdf) -> Dictionary:
    """What red, green and blue mean: sRGB, with the profile that WeasyPrint brings along."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_stream(SRGB.read_bytes(), N=3),
    )


def _xmp(metadata: Metadata, *, archival: bool) -> bytes:
    at = metadata.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    claim = (
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" if archival else ""
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"{claim}"
        f"<dc:title><rdf:Alt>{_item(metadata.title)}</rdf:Alt></dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:description><rdf:Alt>{_item(metadata.subject)}</rdf:Alt></dc:description>"
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def _item(text: str) -> str:
    return f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
