"""What stands around the gallery: the shell, the frame of an engagement, what happened."""

from datetime import UTC, date, datetime

from portal.ui.parts import Event, Frame, Link, Mark, Shell, Stage, Tone

SEALED_AT = datetime(2026, 11, 9, 15, 42, tzinfo=UTC)


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
            Link(label, f"#{label.lower()}", current=label == "Scope", count=count)
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
