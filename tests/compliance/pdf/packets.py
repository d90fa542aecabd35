"""Whole documents for tests: a packet as the portal builds it, a small one, an agreement."""

import json
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

from countersign_cli import audit
from reportlab.pdfgen.canvas import Canvas

from compliance.pdf.appearance import Appearance
from compliance.pdf.foreign import count_pages
from compliance.pdf.layout import Layout, settle
from compliance.pdf.merge import assemble
from compliance.pdf.parts import Attachment, Metadata, Part, Relation
from compliance.pdf.pki import Subject
from compliance.pdf.render import Rendered, render
from compliance.pdf.sign import CLIENT_FIELD, PARTNER_FIELD, SignerInfo
from tests.compliance.pdf import sections

ORG = UUID("0198f2d4-5c1e-7a70-9b1e-2f2b6a1c7d01")
DC = "SOC 2 report of the data centre"
GENERATED = {
    "cover": ("Cover", sections.cover),
    "readiness": ("Readiness", sections.readiness),
    "milestones": ("Milestones", sections.milestones),
    "audit": ("Audit trail", sections.audit),
    "check": ("How to check this packet", sections.check),
    "baa": ("Business Associate Agreement", sections.agreement),
}


def build(target: Path, *, soc2: bytes, printed: bytes, at: datetime) -> Layout:
    """Cover, contents, sections, and two reports each behind its divider."""
    made = {key: render(section()) for key, (_, section) in GENERATED.items()}
    titles = {key: title for key, (title, _) in GENERATED.items()}
    documents = {"soc2": (sections.REPORT, soc2), "dc": (DC, printed)}
    for letter, (key, (title, pdf)) in zip("AB", documents.items(), strict=True):
        facts = [["SHA-256", f'<span class="hash">{sha256(pdf).hexdigest()}</span>']]
        made[f"{key}-divider"] = render(sections.divider(letter, title, facts))
        titles[f"{key}-divider"] = title
    layout, contents = _contents(made, titles, documents)
    parts = [_part(key, titles, made | {"contents": contents}, documents) for key in layout.firsts]
    manifest, rows = _manifest(documents, layout)
    return assemble(
        parts,
        target,
        metadata=Metadata("Compliance packet: Lakeview Clinic", "Northwall Partners", "As of", at),
        attachments=[
            _json("manifest.json", manifest, at),
            _json("audit.json", rows, at),
            *(
                Attachment(f"{key}.pdf", pdf, "application/pdf", title, Relation.SOURCE, at)
                for key, (title, pdf) in documents.items()
            ),
        ],
    )


def build_small(
    target: Path,
    *,
    at: datetime,
    manifest: dict[str, object] | None = None,
    files: dict[str, bytes] | None = None,
) -> None:
    """One page and one embedded text; `manifest` and `files` replace what would be true."""
    letter = b"Accepted.\n"
    item = manifest_item("letter.txt", letter, "Letter of acceptance")
    contents = manifest or manifest_of([item])
    embedded = {"letter.txt": letter} if files is None else files
    assemble(
        [Part("only", one_page(), "Only page", foreign=True)],
        target,
        metadata=Metadata("Small packet", "Northwall Partners", "As of", at),
        attachments=[
            _json("manifest.json", contents, at),
            *(
                Attachment(name, content, "text/plain", name, Relation.SOURCE, at)
                for name, content in embedded.items()
            ),
        ],
    )


def agreement(*, at: datetime) -> tuple[bytes, list[SignerInfo]]:
    """An agreement laid out with room for two signatures, and who is to sign where."""
    made = render(sections.agreement())
    client, partner = made.anchors["sign-client"], made.anchors["sign-partner"]
    stamps = [
        render(sections.signature_stamp(name, capacity)).pdf
        for name, capacity in (
            ("Jane Doe", "Chief executive, Lakeview Clinic"),
            ("Sam Ortega", "Managing partner, Northwall Partners"),
        )
    ]
    return made.pdf, [
        SignerInfo(
            CLIENT_FIELD,
            Subject("Jane Doe", "Lakeview Clinic", "jane@lakeview.example"),
            "I sign this agreement for Lakeview Clinic",
            since_authentication=41,
            appearance=Appearance(client.page, client.box, stamps[0]),
        ),
        SignerInfo(
            PARTNER_FIELD,
            Subject("Sam Ortega", "Northwall Partners", "sam@northwall.example"),
            "I countersign this agreement for Northwall Partners",
            since_authentication=12,
            appearance=Appearance(partner.page, partner.box, stamps[1]),
        ),
    ]


def manifest_of(
    items: list[dict[str, object]], head: dict[str, object] | None = None
) -> dict[str, object]:
    return {
        "format": "countersign-manifest-v1",
        "packet": {
            "id": "0198f2d4-0000-7000-8000-000000000001",
            "engagement": "Clinical notes assistant",
            "org": str(ORG),
            "title": "Compliance packet",
            "as_of": "2026-03-02",
            "created_at": "2026-03-02T14:03:00Z",
            "requested_by": "Priya Natarajan",
        },
        "items": items,
        "left_out": [],
        "audit": head,
    }


def manifest_item(
    file: str | None, content: bytes, title: str, pages: list[int] | None = None
) -> dict[str, object]:
    return {
        "id": file or title,
        "kind": "document",
        "title": title,
        "version": 1,
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "file": file,
        "effective_from": None,
        "effective_until": None,
        "accepted_by": None,
        "accepted_at": None,
        "counts_because": "",
        "pages": pages,
    }


def audit_extract(rows: int, *, redacted: tuple[int, ...] = ()) -> dict[str, object]:
    """A chain of so many rows; `redacted` ones show only the hash of their payload."""
    prev = audit.genesis(ORG)
    made = []
    for seq in range(1, rows + 1):
        payload = f'{{"action":"compliance.evidence.accepted","salt":"{seq:032x}"}}'
        inner = sha256(payload.encode()).digest()
        at_us = 1_772_000_000_000_000 + seq
        digest = audit.row_hash(ORG, seq, at_us, prev, inner)
        shown = {"payload_sha256": inner.hex()} if seq in redacted else {"payload": payload}
        made.append({"seq": seq, "at_us": at_us, "prev": prev.hex(), "hash": digest.hex(), **shown})
        prev = digest
    return {"format": audit.FORMAT, "org": str(ORG), "rows": made}


def one_page(text: str = "One page") -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _contents(
    made: dict[str, Rendered], titles: dict[str, str], documents: dict[str, tuple[str, bytes]]
) -> tuple[Layout, Rendered]:
    counts = [("cover", made["cover"].pages), ("contents", 1)]
    counts += [(key, made[key].pages) for key in GENERATED if key != "cover"]
    for key, (_, pdf) in documents.items():
        counts += [(f"{key}-divider", 1), (key, count_pages(pdf))]
    entries = [(key, titles[key], False) for key, _ in counts if key in titles and key != "cover"]
    return settle(
        counts,
        "contents",
        lambda layout: render(sections.contents(layout, entries)),
        lambda rendered: rendered.pages,
    )


def _part(
    key: str,
    titles: dict[str, str],
    made: dict[str, Rendered],
    documents: dict[str, tuple[str, bytes]],
) -> Part:
    if key in documents:
        title, pdf = documents[key]
        return Part(key, pdf, None, foreign=True, running=title)
    title = titles.get(key, "Contents")
    running = "Lakeview Clinic: compliance packet of 2 March 2026"
    return Part(key, made[key].pdf, title, running=running, stamped=key != "cover")


def _manifest(
    documents: dict[str, tuple[str, bytes]], layout: Layout
) -> tuple[dict[str, object], dict[str, object]]:
    rows = audit_extract(40, redacted=(7, 8))
    last = rows["rows"][-1]
    items = [
        manifest_item(f"{key}.pdf", pdf, title, [layout.firsts[key], layout.lasts[key]])
        for key, (title, pdf) in documents.items()
    ]
    items.append(manifest_item(None, b"retention proof", "Retention setting"))
    head = {"org": str(ORG), "seq": last["seq"], "hash": last["hash"]}
    return manifest_of(items, head), rows


def _json(name: str, value: object, at: datetime) -> Attachment:
    return Attachment(name, canonical(value), "application/json", name, Relation.DATA, at)
