"""A client's own business associate agreement, made up: as a Word document and as a PDF."""

import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape

from django.template.loader import render_to_string

from compliance.pdf.printer import render

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}


def texts(client: str, *, days: str, begins: str) -> tuple[str, ...]:
    """Its paragraphs; `days` is the time for the notice of a breach, as in "ten (10)"."""
    return (
        "BUSINESS ASSOCIATE AGREEMENT",
        f"This Business Associate Agreement is made between {client} (“Covered Entity”) and "
        "Northgate (“Business Associate”). It was made up for a demonstration.",
        "1. Permitted Uses and Disclosures",
        "1.1 Business Associate may use and disclose protected health information (“PHI”) only as "
        "necessary to perform the services for Covered Entity, and may not use or disclose PHI in "
        "a manner that would violate Subpart E of 45 CFR Part 164 if done by Covered Entity.",
        "1.2 Business Associate shall not use or further disclose PHI other than as permitted or "
        "required by this Agreement or as required by law.",
        "2. Safeguards",
        "2.1 Business Associate shall use appropriate safeguards to prevent use or disclosure of "
        "PHI other than as provided for by this Agreement.",
        "2.2 Business Associate shall comply with Subpart C of 45 CFR Part 164 with respect to "
        "electronic PHI.",
        "3. Reports",
        "3.1 Business Associate shall report to Covered Entity any use or disclosure of PHI not "
        "provided for by this Agreement of which it becomes aware.",
        "3.2 Business Associate shall report to Covered Entity any security incident of which it "
        "becomes aware.",
        "3.3 Business Associate shall notify Covered Entity of any breach of unsecured PHI without "
        f"unreasonable delay and in no case later than {days} calendar days after discovery.",
        "4. Subcontractors",
        "4.1 Business Associate shall ensure that any subcontractors that create, receive, "
        "maintain or transmit PHI on its behalf agree in writing to the same restrictions, "
        "conditions and requirements that apply to Business Associate with respect to such "
        "information.",
        "5. Rights of Individuals",
        "5.1 Business Associate shall make PHI in a designated record set available to Covered "
        "Entity as necessary to satisfy its obligations of access under 45 CFR 164.524.",
        "5.2 Business Associate shall make any amendment to PHI in a designated record set as "
        "directed by Covered Entity under 45 CFR 164.526.",
        "5.3 Business Associate shall maintain and make available the information required to "
        "provide an accounting of disclosures under 45 CFR 164.528.",
        "5.4 To the extent Business Associate carries out an obligation of Covered Entity under "
        "Subpart E of 45 CFR Part 164, it shall comply with the requirements of Subpart E that "
        "apply to Covered Entity in the performance of such obligation.",
        "6. Books and Records",
        "6.1 Business Associate shall make its internal practices, books and records relating to "
        "PHI available to the Secretary of Health and Human Services for determining compliance.",
        "7. Term and Termination",
        "7.1 Covered Entity may terminate this Agreement if it determines that Business Associate "
        "has violated a material term of this Agreement.",
        "7.2 Upon termination of this Agreement, Business Associate shall return or destroy all "
        "PHI received from Covered Entity, if feasible; if return or destruction is not feasible, "
        "it shall extend the protections of this Agreement to the PHI it retains.",
        f"7.3 This Agreement takes effect on {begins}.",
    )


@cache
def as_pdf(client: str, *, days: str) -> bytes:
    """The agreement printed by the client."""
    context = {"paragraphs": texts(client, days=days, begins="the day of the last signature")}
    return render(render_to_string("demo/papers/baa.html", context)).pdf


@cache
def as_word(client: str, *, days: str) -> bytes:
    """The agreement as the client's Word document; the same words give the same bytes."""
    runs = "".join(
        f"<w:p><w:r><w:t>{escape(one)}</w:t></w:r></w:p>"
        for one in texts(client, days=days, begins="[EFFECTIVE DATE]")
    )
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{runs}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**_PARTS, "word/document.xml": body}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
