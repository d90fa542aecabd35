"""What the reference packet says, as plain values: the same for every way of printing it."""

from dataclasses import dataclass
from hashlib import sha256
from random import Random

VOCABULARY = """
    access account agreement assessor audit authority backup baseline business cloud commitment
    condition configuration contract control controller coverage covered customer data delegate
    deletion deployment disclosure document duty encryption endpoint engagement entity evidence
    exception exposure finding gateway health host incident information inference key ledger
    licence logging measure model monitoring network notice obligation operator opinion partner
    party period personnel policy practice privacy processor prompt protection provider record
    region regulation report request requirement responsibility restore retention review risk
    route safeguard schedule scope secret security service setting signature standard storage
    subprocessor system template tenant term test transfer use vendor verification within and of
    the for with from under any each such is are may shall not before after unless where
""".split()


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    clauses: int
    judgements: int
    matrix: tuple[int, int]
    milestones: int
    evidence: int
    events: int
    items: int


SIZES = {
    30: Size(30, 28, (30, 6), 10, 4, 200, 60),
    120: Size(110, 110, (120, 8), 40, 6, 900, 220),
}


@dataclass(frozen=True)
class Event:
    """A row of the audit trail."""

    seq: int
    at: str
    who: str
    deed: str
    target: str
    digest: str


@dataclass(frozen=True)
class Item:
    """A row of the manifest."""

    title: str
    version: str
    size: int
    counts: str
    accepted: str
    because: str
    digest: str


@dataclass(frozen=True)
class Step:
    """A milestone; each piece of evidence has a title, a form and who added it."""

    title: str
    state: str
    planned: str
    accepted: str
    wanted: str
    pieces: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Material:
    """The content of one packet. Clauses are heading and text, judgements item, verdict, words."""

    summary: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    judgements: tuple[tuple[str, str, str], ...]
    columns: tuple[str, ...]
    matrix: tuple[tuple[str, ...], ...]
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    items: tuple[Item, ...]


def material(size: Size, *, more_events: int = 0, other_verdict: bool = False) -> Material:
    """The content for a size. `more_events` are appended; `other_verdict` changes one judgement."""
    words = _Words()
    columns, rows = size.matrix[1], size.matrix[0]
    made = Material(
        summary=tuple(words.sentences(3) for _ in range(6)),
        clauses=tuple((words.title(), words.sentences(5)) for _ in range(size.clauses)),
        judgements=tuple(
            (words.title(), words.pick("Present", "Partly", "Missing"), words.sentences(2))
            for _ in range(size.judgements)
        ),
        columns=tuple(words.title() for _ in range(columns)),
        matrix=tuple(
            tuple(words.pick("Covered", "Carved out", "Yours", "Exception") for _ in range(columns))
            for _ in range(rows)
        ),
        steps=tuple(words.step(size.evidence) for _ in range(size.milestones)),
        items=tuple(words.item(number) for number in range(size.items)),
        events=tuple(words.event(number) for number in range(1, size.events + more_events + 1)),
    )
    if other_verdict:
        (item, _, quoted), *rest = made.judgements
        changed = ((item, "Contradicts", quoted), *rest)
        return Material(**{**vars(made), "judgements": changed})
    return made


class _Words:
    def __init__(self) -> None:
        self._random = Random(20261122)

    def pick(self, *choices: str) -> str:
        return self._random.choice(choices)

    def title(self) -> str:
        return " ".join(self._random.choices(VOCABULARY, k=4)).capitalize()

    def sentences(self, number: int) -> str:
        return " ".join(
            " ".join(self._random.choices(VOCABULARY, k=self._random.randint(10, 22))).capitalize()
            + "."
            for _ in range(number)
        )

    def name(self) -> str:
        return self.pick("Lena Ortiz", "Tomasz Wilk", "Priya Natarajan", "Ann Sorensen")

    def day(self) -> str:
        return f"{self._random.randint(1, 28)} {self.pick('March', 'June', 'October')} 2026"

    def step(self, pieces: int) -> Step:
        shown = tuple(
            (self.title(), self.pick("File", "Command output"), f"{self.name()}, {self.day()}")
            for _ in range(pieces)
        )
        state = self.pick("Accepted", "Under way")
        return Step(self.title(), state, self.day(), self.name(), self.sentences(1), shown)

    def item(self, number: int) -> Item:
        return Item(
            title=self.title(),
            version="version 1",
            size=self._random.randint(10_000, 9_000_000),
            counts=f"{self.day()} to {self.day()}",
            accepted=f"{self.name()}; {self.day()}",
            because=self.title(),
            digest=sha256(f"item {number}".encode()).hexdigest(),
        )

    def event(self, seq: int) -> Event:
        return Event(
            seq=seq,
            at=f"2026-10-{seq % 28 + 1:02} 14:{seq % 60:02}:07 UTC",
            who=self.name(),
            deed=self.pick("accepted a milestone", "signed the agreement", "read the report"),
            target=self.title(),
            digest=sha256(f"event {seq}".encode()).hexdigest(),
        )
