"""When a part of a file that is asked for belongs to a download that the trail tells of already."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# As long as a second factor counts. What takes longer is told of again.
ONE_DOWNLOAD = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is asked for of a packet's file: by which session, and from which byte on.

    `header` is the request's own words, empty for the whole file.
    """

    session: str
    first: int = 0
    header: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A download as the trail tells of it, of the same packet by the same person."""

    session: str
    role: str
    at: datetime


def goes_on(asked: Part, taken: Taken | None, *, role: str, at: datetime) -> bool:
    """Whether nothing is taken that the trail does not say was taken.

    An event says that somebody took the file, all of it, even where they asked for a part. Parts
    that follow within minutes add nothing to that, in whichever order; a first byte is a new copy,
    and so is what another session asks for, or the same person in another role.
    """
    if taken is None or asked.first == 0:
        return False
    same = (asked.session, role) == (taken.session, taken.role)
    return same and timedelta(0) <= at - taken.at < ONE_DOWNLOAD
