"""What the gallery shows: every component with the words it will really carry."""

from dataclasses import replace
from datetime import date
from typing import Any

from portal.ui.gallery.around import SEALED_AT, events, frame, shell
from portal.ui.gallery.drawn import coverage, period_line, timeline
from portal.ui.gallery.forms import GalleryForm, refused_form, slot_days
from portal.ui.gallery.records import book, changes
from portal.ui.parts import Fact, Link, Mark, Stage, Tone

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def context(*, accent: str = "") -> dict[str, Any]:
    """Everything the gallery's template shows."""
    return {
        "shell": replace(shell(), accent=accent),
        "frame": frame(),
        "crumbs": (Link("Book", "#book"), Link("Harbor Street Clinic", "#harbor")),
        "actions": (Link("Copy the invitation link", "#copy", icon="link"),),
        "mark": Mark("Under review", Tone.CURRENT),
        "tones": [(tone.value, tone.value.capitalize()) for tone in Tone],
        "since": date(2026, 11, 18),
        "sealed_at": SEALED_AT,
        "sha256": SHA256,
        "draft_mark": Mark("Draft", Tone.DRAFT),
        "sealed_mark": Mark("Executed", Tone.SEALED),
        "expiring": Mark("Expires in 39 days", Tone.EXPIRING),
        "accepted": Mark("Accepted", Tone.MET),
        "evidence_facts": (
            Fact("Period", "1 July 2025 to 30 June 2026"),
            Fact("Opinion", "Unqualified"),
        ),
        "facts": (
            Fact("Client is", "Covered entity", "Said by Dr Miriam Okafor, 3 November 2026"),
            Fact("Handles", "Protected health information (PHI)", "Intake of 2 November 2026"),
            Fact("Route", "Private deployment, Llama 3.1 70B", "Decided 6 November 2026", "#route"),
        ),
        "timeline": timeline(),
        "period_line": period_line(),
        "coverage": coverage(),
        "steps": (
            Stage("Agreements", "done", "2 documents"),
            Stage("SOC 2 report of Lanternfield Cloud, page for page", "current", "page 61 of 118"),
            Stage("Manifest", "ahead"),
            Stage("Seal", "ahead"),
        ),
        "book": book(),
        "form": GalleryForm(),
        "refused": refused_form(),
        "events": events(),
        "changes": changes(),
        "slot_days": slot_days(),
        "holds_until": date(2026, 12, 31),
    }
