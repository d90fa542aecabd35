"""The values which components and the base layout show; none of them knows the business."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a mark means to the reader. Every tone has its own icon, so none needs its colour."""

    MET = "met"
    CURRENT = "current"
    DUE = "due"
    AHEAD = "ahead"
    EXPIRING = "expiring"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    DRAFT = "draft"
    SEALED = "sealed"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Link:
    """A way somewhere: a tab, a crumb, an entry of a menu, an action beside a heading."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A state in words, with the tone it is shown in."""

    label: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Stage:
    """One station of a stage rail; `state` is done, current, ahead or blocked."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a fact list: the term, its value, and where the value comes from."""

    term: str
    value: object
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a record of what happened."""

    who: str
    what: str
    at: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be chosen: the form's value, and how it reads in the reader's zone."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SlotDay:
    """The open times of one day."""

    day: date
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table; `url` sorts by it, `sorted` is ascending, descending or empty.

    What stands in a first column that is `whole` is not broken over lines.
    """

    label: str
    numeric: bool = False
    url: str = ""
    sorted: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a comparison; `kind` is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of one engagement (or another long matter) shows above its own content."""

    client: str
    title: str
    url: str
    state: Mark
    stages: Sequence[Stage] = ()
    tabs: Sequence[Link] = ()
    holder: str = ""
    since: date | None = None
    forecast: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shell:
    """What the base layout shows around every page: whose portal, where one works, where to go.

    `accent` is the partner's colour as “#rrggbb” or empty for the portal's own green.
    """

    brand: str = "Countersign"
    brand_url: str = "/"
    logo_url: str = ""
    accent: str = ""
    organisation: str = ""
    organisations: Sequence[Link] = ()
    nav: Sequence[Link] = ()
    person_links: Sequence[Link] = field(default=())
    verify_url: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a tile of a map stands as it does, where that is read, what is left, and who has it."""

    words: str
    source: str = ""
    to_do: str = ""
    holder: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One place of a map. `kind` (full, part, done, open, none) and `icon` go with the words."""

    key: str
    name: str
    label: str
    kind: str
    icon: str
    words: str
    why: Sequence[Why] = ()


@dataclass(frozen=True, slots=True)
class TileRow:
    """A row of a map: its name, what it is about, and its tiles."""

    name: str
    label: str
    tiles: Sequence[Tile]


@dataclass(frozen=True, slots=True)
class TileKey:
    """One entry of the legend of a map, with how many tiles are so."""

    kind: str
    icon: str
    words: str
    meaning: str
    count: int
