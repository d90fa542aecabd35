"""Other people's calendars as busy times: the parent's side, which trusts nothing it is told."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engagements.bookings.rules import CalendarUnreadable, TimeRange
from portal.files.sandbox import Ending, NoAnswer, ProcessLimits, run

# A calendar is foreign bytes, and a rule of a few letters can repeat for ever.
LIMITS = ProcessLimits(memory_bytes=512 << 20, cpu_seconds=20, wall_seconds=40)
_ENDINGS = {
    Ending.TIME: "That calendar takes too long to read.",
    Ending.MEMORY: "That calendar is too large to read.",
}


def busy_times(
    data: bytes,
    *,
    zone: str,
    window: TimeRange,
    ours: tuple[str, ...] = (),
    limits: ProcessLimits = LIMITS,
) -> tuple[TimeRange, ...]:
    """When the calendar says its owner is busy within `window`, in order, merged.

    Times without a zone are read in `zone`. Entries whose UID ends with one of `ours` are our own
    calls, which the table knows better. Raises CalendarUnreadable.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "calendar.ics").write_bytes(data)
        job = {
            "zone": zone,
            "start": window.starts_at.isoformat(),
            "end": window.ends_at.isoformat(),
            "ours": list(ours),
        }
        try:
            answer = run("engagements.bookings.expanding", job, limits=limits, folder=Path(folder))
        except NoAnswer as none:
            words = _ENDINGS.get(none.ending, "What is there cannot be read as a calendar.")
            raise CalendarUnreadable(words) from none
    return _understood(answer)


def _understood(answer: dict[str, Any]) -> tuple[TimeRange, ...]:
    if isinstance(answer.get("refused"), str):
        raise CalendarUnreadable(answer["refused"][:200])
    try:
        return tuple(_range(start, length) for start, length in answer["busy"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise CalendarUnreadable("What is there cannot be read as a calendar.") from error


def _range(start: int, length: int) -> TimeRange:
    starts_at = datetime.fromtimestamp(start * 60, UTC)
    return TimeRange(starts_at, starts_at + timedelta(minutes=length))
