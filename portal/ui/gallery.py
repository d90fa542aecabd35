"""What the gallery shows: every component with the words it will really carry."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from portal.ui.drawings.period_line import Period, PeriodLine
from portal.ui.drawings.timeline import Milestone, Timeline
from portal.ui.parts import (
    Change,
    Column,
    Event,
    Fact,
    Frame,
    Link,
    Mark,
    Shell,
    Slot,
    SlotDay,
    Stage,
    Tone,
)

TODAY = date(2026, 11, 22)
SEALED_AT = datetime(2026, 11, 9, 15, 42, tzinfo=UTC)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the coverage map."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One vendor service of the coverage map."""

    label: str
    note: str
    cells: tuple[Cell, ...]


class GalleryForm(forms.Form):
    """One field for each kind of widget."""

    report_type = forms.ChoiceField(
        label="Type of report",
        widget=forms.RadioSelect,
        choices=[
            ("I", "Type I: design of the controls on one day"),
            ("II", "Type II: operation over a period"),
        ],
        help_text="It stands on the first page of the auditor's opinion.",
    )
    period_start = forms.DateField(
        label="First day of the period", widget=forms.DateInput(attrs={"type": "date"})
    )
    criteria = forms.MultipleChoiceField(
        label="Trust services criteria",
        widget=forms.CheckboxSelectMultiple,
        choices=[("sec", "Security"), ("avail", "Availability"), ("conf", "Confidentiality")],
    )
    auditor = forms.CharField(label="Service auditor", help_text="The firm that signs the opinion.")
    opinion = forms.ChoiceField(
        label="Opinion", choices=[("", "Choose"), ("u", "Unqualified"), ("q", "Qualified")]
    )
    report = forms.FileField(label="Report", help_text="A PDF of up to 50 MB.")
    note = forms.CharField(label="Note for the second reviewer", widget=forms.Textarea)
    confirmed = forms.BooleanField(label="I have read the section on exceptions.")


def refused_form() -> GalleryForm:
    """The form as it comes back when something is missing."""
    return GalleryForm(
        {"report_type": "II", "auditor": "", "opinion": "u", "note": "Bridge letter asked for."}
    )


def shell() -> Shell:
    """The header of a consultant who works in a client's organisation."""
    return Shell(
        brand="Aldermoor Systems",
        organisation="Harbor Street Clinic",
        organisations=(
            Link("Aldermoor Systems", "#aldermoor"),
            Link("Harbor Street Clinic", "#harbor", current=True),
        ),
        nav=(
            Link("Book", "#book", icon="notebook-text"),
            Link("Calls", "#calls", icon="calendar-days"),
            Link("Vendors", "#vendors", icon="building-2"),
            Link("Templates", "#templates", icon="files"),
        ),
        person_links=(
            Link("Your account", "#account", icon="circle-user"),
            Link("Two-factor sign-in", "#mfa", icon="shield-check"),
            Link("Where you are signed in", "#sessions", icon="monitor-smartphone"),
        ),
        verify_url="#verify",
        release="27f2533",
    )


def frame() -> Frame:
    """An engagement in the middle of its way."""
    return Frame(
        client="Harbor Street Clinic",
        title="Private assistant for patient notes",
        url="#engagement",
        state=Mark("Waiting for signature", Tone.DUE),
        holder="Dr Miriam Okafor",
        since=date(2026, 11, 18),
        forecast=date(2027, 1, 29),
        stages=(
            Stage("Booked", "done"),
            Stage("Scoped", "done"),
            Stage("Agreed", "current", "BAA to be signed"),
            Stage("Reviewed", "ahead"),
            Stage("Deployed", "ahead"),
            Stage("Clear", "ahead"),
        ),
        tabs=tuple(
            Link(label, f"#{label.lower()}", current=label == "Overview", count=count)
            for label, count in (
                ("Overview", None),
                ("Scope", None),
                ("Agreements", 1),
                ("Evidence", 3),
                ("Milestones", None),
                ("Packets", None),
                ("Activity", None),
                ("People", None),
            )
        ),
    )


def timeline() -> Timeline:
    """A plan with every state of a milestone in it."""
    return Timeline(
        today=TODAY,
        milestones=(
            Milestone(
                "Access to the client's cloud",
                date(2026, 10, 12),
                date(2026, 10, 23),
                "done",
                date(2026, 10, 19),
                date(2026, 10, 23),
                "Priya Raman",
            ),
            Milestone(
                "Network without a way out",
                date(2026, 10, 26),
                date(2026, 11, 13),
                "done",
                date(2026, 11, 13),
                date(2026, 11, 12),
                "Priya Raman",
            ),
            Milestone(
                "Llama 3.1 70B serving",
                date(2026, 11, 9),
                date(2026, 11, 20),
                "late",
                date(2026, 11, 20),
                None,
                "Tomas Lind",
                "Waits for a larger GPU quota since 13 November",
            ),
            Milestone(
                "Logging without prompts",
                date(2026, 11, 23),
                date(2026, 12, 4),
                "open",
                None,
                None,
                "Tomas Lind",
            ),
            Milestone(
                "First real patient note",
                date(2026, 12, 7),
                date(2026, 12, 18),
                "blocked",
                date(2026, 12, 11),
                None,
                "Harbor Street Clinic",
                "PHI work starts after the BAA",
            ),
        ),
    )


def period_line() -> PeriodLine:
    """A report, its bridge letter, a gap and the next report."""
    return PeriodLine(
        window_start=date(2026, 1, 1),
        window_end=date(2026, 12, 31),
        today=TODAY,
        periods=(
            Period(
                "SOC 2 Type II, Lanternfield",
                date(2025, 7, 1),
                date(2026, 6, 30),
                "report",
                "Unqualified, one exception",
            ),
            Period(
                "Bridge letter",
                date(2026, 7, 1),
                date(2026, 9, 30),
                "bridge",
                "Signed by the vendor's management",
            ),
            Period("92 days not covered", date(2026, 10, 1), date(2026, 12, 31), "gap"),
        ),
    )


def coverage() -> dict[str, Any]:
    """Two services against five subjects."""
    covered, shared = Cell("covered", "Covered"), Cell("shared", "Shared")
    yours, none = Cell("yours", "Yours"), Cell("none", "Not reported")
    return {
        "columns": (
            "Data centre",
            "Access control",
            "Incident response",
            "Prompts and outputs",
            "Retention",
        ),
        "rows": (
            CoverageRow(
                "Lanternfield Cloud", "GPU hosts, eu-west", (covered, shared, covered, yours, yours)
            ),
            CoverageRow("Corvid Mail", "Notifications", (covered, covered, shared, none, yours)),
        ),
    }


def slot_days() -> tuple[SlotDay, ...]:
    """Three days of a partner's calendar."""
    times = ("09:00", "09:30", "10:30", "13:00", "14:30", "16:00")
    return tuple(
        SlotDay(
            date(2026, 11, day),
            tuple(Slot(f"2026-11-{day}T{time}Z", time) for time in times[: 7 - index * 2]),
        )
        for index, day in enumerate((24, 25, 26))
    )


def book() -> dict[str, Any]:
    """The partner's book as a data table."""
    rows = [
        [
            Link("Harbor Street Clinic", "#1"),
            Mark("Agreed", Tone.CURRENT),
            "Dr Miriam Okafor signs the BAA",
            "4",
            "29 January 2027",
        ],
        [
            Link("Northgate Credit Union", "#2"),
            Mark("Blocked", Tone.BLOCKED),
            "Choose a route that offers a BAA",
            "11",
            "Not set",
        ],
        [
            Link("Ferrow & Lyle Solicitors", "#3"),
            Mark("Clear", Tone.MET),
            "Nothing; clear until 30 June 2027",
            "0",
            "Done",
        ],
        [
            Link("Ostler Diagnostics", "#4"),
            Mark("Expiring", Tone.EXPIRING),
            "Renew the SOC 2 report of Corvid Mail",
            "2",
            "Done",
        ],
    ]
    columns = (
        Column("Client", url="?sort=client"),
        Column("Stage"),
        Column("Waits for", url="?sort=waits"),
        Column("Days", numeric=True, url="?sort=days", sorted="descending"),
        Column("Forecast"),
    )
    return {"rows": rows, "columns": columns, "page": Paginator(range(83), 20).page(2)}


def events() -> tuple[Event, ...]:
    """The last things that happened."""
    return (
        Event(
            "Elena Vasquez",
            "sent the BAA for signature",
            datetime(2026, 11, 18, 9, 12, tzinfo=UTC),
            "#a",
        ),
        Event(
            "Tomas Lind",
            "attached 2 files to “Network without a way out”",
            datetime(2026, 11, 12, 16, 40, tzinfo=UTC),
            "#b",
        ),
        Event("The portal", "sealed the engagement letter", SEALED_AT),
    )


def changes() -> tuple[Change, ...]:
    """A sentence of a DPA in two versions."""
    return (
        Change("same", "The processor shall notify the controller of a personal data breach"),
        Change("removed", "without undue delay"),
        Change("added", "within 48 hours of becoming aware of it"),
        Change("same", "and shall keep a record of it."),
    )


def context() -> dict[str, Any]:
    """Everything the gallery's template shows."""
    return {
        "shell": shell(),
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
