"""What goes into the story (facts of a report, verdicts, small files), and packets without one."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from compliance.dpa.rules import ITEMS, Judgement, Verdict
from compliance.packets import actions
from compliance.packets.models import Packet
from compliance.packets.rules import Audience, Choice, Item, LeftOut
from engagements.lifecycle.models import Engagement
from portal.accounts.roles import Role
from portal.audit import anchors
from portal.files.models import StoredFile
from portal.files.store import default_store
from tests.cast import NOON, Cast
from tests.compliance.packets.rules.manifests import item, manifest

# A sealed packet as pages see it: no PDF that anybody would open.
SEALED = b"%PDF-1.7\n% sealed\n%%EOF\n"
REPORT_FACTS: dict[str, Any] = {
    "kind": "soc_2",
    "type": "type_2",
    "system_name": "Granite Compute Services System",
    "auditor": "Harrow & Vale LLP",
    "period_start": date(2025, 7, 1),
    "period_end": date(2026, 6, 30),
    "report_date": date(2026, 8, 14),
    "categories": ["security", "availability", "confidentiality"],
    "opinion": "unqualified",
    "covers_service": True,
    "exceptions": [{"control": "CC6.2-01", "criteria": ["CC6.2"], "has_response": True}],
    "subservice": [
        {
            "name": "Northern Colocation",
            "method": "carve_out",
            "own_report": False,
            "criteria": ["CC6.4"],
        }
    ],
    "cuecs": [
        {"text": "Grant and withdraw the accounts of your own users.", "criteria": ["CC6.2"]},
        {"text": "Encrypt what you store with keys you control.", "criteria": ["CC6.1", "CC6.7"]},
    ],
}
ANSWERS = {
    "exception:CC6.2-01": "One account was withdrawn a day late; the clinic's accounts come from "
    "its own directory and are withdrawn there.",
    "subservice:Northern Colocation": "The data centres' own report is asked for; the disks are "
    "encrypted with the clinic's keys.",
}


def letter(words: str) -> bytes:
    """A PDF of one page."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def lively(pdf: bytes) -> bytes:
    """The same PDF with a script that runs when it is opened."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        opened.save(out, deterministic_id=True)
    return out.getvalue()


def picture() -> bytes:
    """A screenshot as PNG."""
    out = BytesIO()
    shot = Image.new("RGB", (1280, 720), "#f4f1ea")
    shot.paste((31, 79, 61), (60, 60, 1220, 140))
    shot.paste((201, 207, 201), (60, 180, 900, 184))
    shot.save(out, "PNG")
    return out.getvalue()


def judgements() -> list[Judgement]:
    """Every item found on its page, one of them only in part."""
    found = [
        Judgement(
            item_id=item.id,
            verdict=Verdict.PRESENT,
            words=f"Processor shall see to it that {item.label.lower()} is as this Addendum says.",
            page=1 + place % 6,
        )
        for place, item in enumerate(ITEMS)
    ]
    found[4] = replace(
        found[4],
        verdict=Verdict.PARTIAL,
        note="Named on a web page only.",
        condition="Ask for notice by mail 30 days before a sub-processor is engaged.",
    )
    return found


def choice(**other: Any) -> Choice:
    """What is usual for an auditor on the day of the cast, but for what is said otherwise."""
    audience = other.pop("audience", Audience.AUDITOR)
    usual = Choice.usual(audience, "Nora Hale, Harrow & Vale LLP", as_of=NOON.date())
    return replace(usual, **other)


def ask(cast: Cast, engagement: Engagement, *, at: datetime = NOON, **other: Any) -> Packet:
    """Ask for a packet as the client's owner; `other` is what is not usual for an auditor."""
    with cast.at(cast.lakeview, cast.lena):
        return actions.ask_for_packet(
            engagement=engagement,
            choice=choice(**{"as_of": at.date(), **other}),
            role=Role.CLIENT_OWNER,
            by=cast.lena,
            at=at,
            today=at.date(),
        )


def sealed(
    cast: Cast, engagement: Engagement, asking: dict[str, Any] | None = None, **more: Any
) -> Packet:
    """A sealed packet whose file is no PDF that anybody would open.

    `asking` is what is not usual for an auditor. `more` is what its manifest says otherwise:
    `items`, `requirements`, `people`, `cleared_until`.
    """
    asked = ask(cast, engagement, **asking or {})
    stored = default_store().put_bytes(SEALED)
    file = StoredFile(
        sha256=stored.sha256, size=stored.size, name="packet-1.pdf", kind="pdf", pages=112
    )
    with cast.at(cast.lakeview):
        Packet.objects.get(pk=asked.pk).begin()
        actions.seal_packet(
            packet_id=asked.pk,
            file=file,
            manifest=_manifest(asked, **more),
            head=anchors.head(),
            at=NOON + timedelta(minutes=asked.number),
        )
        return Packet.objects.select_related("file", "engagement").get(pk=asked.pk)


def baa(**other: Any) -> Item:
    """The executed BAA as a manifest lists it."""
    return item(
        title="Executed BAA", pages=(20, 31), accepted_by=("Samuel Sign", "Pavel Prime"), **other
    )


def _manifest(asked: Packet, **more: Any) -> str:
    told = {
        "items": (baa(),),
        "left_out": (
            LeftOut(id="dpa:9", kind="dpa", title="A draft", reason="Its review is being written."),
        ),
        **more,
    }
    return manifest(
        asked.number,
        *told.pop("items"),
        packet_id=str(asked.pk),
        engagement=str(asked.engagement_id),
        as_of=asked.as_of,
        requested_at=asked.requested_at,
        **told,
    ).decode()
