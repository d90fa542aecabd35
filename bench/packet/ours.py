"""The portal's way: sections printed apart, kept, and put together with contents and manifest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from bench.packet.content import Event, Item, Material, Step
from compliance.packets.press import Press
from compliance.packets.sections import Check, Heading, Section, keyed_sheets
from compliance.packets.sections.audit import AuditTrail, Told
from compliance.packets.sections.base import Row
from compliance.packets.sections.contents import Contents, Entry
from compliance.packets.sections.cover import Cover
from compliance.packets.sections.dpa import DpaReviews, Group, Judged, Reviewed
from compliance.packets.sections.inventory import Inventory, Listed
from compliance.packets.sections.milestones import Milestones, Piece, Reached
from compliance.pdf.layout import Layout, settle
from compliance.pdf.parts import Metadata, Part
from compliance.pdf.printed import Rendered
from compliance.pdf.printer import assemble, count_pages
from portal.ui.drawings.seal import draw_seal

METADATA = Metadata("Packet", "Northwall Partners", "Benchmark", datetime(2026, 11, 22, tzinfo=UTC))
JUDGEMENTS_IN_A_GROUP = 7
CLAUSES_IN_A_SHEET = 30
ROWS_IN_A_SHEET = 48


@dataclass(frozen=True, kw_only=True)
class Summary(Section):
    key: ClassVar[str] = "summary"
    title: ClassVar[str] = "Summary"
    paragraphs: tuple[str, ...]

    @property
    def template(self) -> str:
        return "bench/summary.html"


@dataclass(frozen=True, kw_only=True)
class Agreement(Section):
    key: ClassVar[str] = "agreement"
    title: ClassVar[str] = "Business associate agreement"
    clauses: tuple[tuple[str, str], ...]

    @property
    def template(self) -> str:
        return "bench/agreement.html"

    @property
    def sheets(self) -> tuple[Section, ...]:
        starts = range(0, len(self.clauses), CLAUSES_IN_A_SHEET)
        return tuple(
            replace(self, clauses=self.clauses[start : start + CLAUSES_IN_A_SHEET])
            for start in starts
        )


@dataclass(frozen=True, kw_only=True)
class Matrix(Section):
    key: ClassVar[str] = "coverage"
    title: ClassVar[str] = "Coverage"
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    first: bool = True

    @property
    def template(self) -> str:
        return "bench/matrix.html"

    @property
    def sheets(self) -> tuple[Section, ...]:
        starts = range(0, len(self.rows), ROWS_IN_A_SHEET)
        return tuple(
            replace(self, rows=self.rows[start : start + ROWS_IN_A_SHEET], first=not start)
            for start in starts
        )


def sections_of(material: Material) -> tuple[Section, ...]:
    """Every section between contents and manifest."""
    return (
        Summary(paragraphs=material.summary),
        Agreement(clauses=material.clauses),
        _dpa(material),
        Matrix(
            columns=material.columns,
            rows=tuple((f"CC{number}", row) for number, row in enumerate(material.matrix, 1)),
        ),
        Milestones(
            accepted=1,
            as_of="22 November 2026",
            timeline="",
            rows=tuple(_reached(number, one) for number, one in enumerate(material.steps, 1)),
        ),
        AuditTrail(
            events=tuple(_told(event) for event in material.events),
            head_seq=material.events[-1].seq,
            head_hash=material.events[-1].digest,
            withheld=0,
        ),
        Check(
            verify_url="https://portal.example/verify/",
            root_url="https://portal.example/root.pem",
            fingerprint=material.events[0].digest,
            signer="Northwall Partners",
            own_time=True,
        ),
    )


def build(material: Material, press: Press, target: Path, foreign: Sequence[Path] = ()) -> Layout:
    """Print what is not kept yet, and write the packet to `target`, with `foreign` at its end."""
    sections = sections_of(material)
    inventory = _inventory(material)
    printed: dict[str, Rendered] = {}
    titles: dict[str, str | None] = {}
    for section in (_cover(), *sections, inventory):
        for key, sheet in keyed_sheets(section):
            printed[key] = press.print(sheet)
            titles[key] = section.title if key == section.key else None
    headings = [Heading(one.key, one.title) for one in (*sections, inventory)]
    counts = {Cover.key: printed[Cover.key].pages, Contents.key: 1}
    counts |= {key: made.pages for key, made in printed.items()}
    counts |= {f"report-{number}": count_pages(path) for number, path in enumerate(foreign)}
    layout, contents = settle(
        list(counts.items()),
        Contents.key,
        lambda layout: press.print(_contents(headings, layout)),
        lambda made: made.pages,
    )
    printed[Contents.key], titles[Contents.key] = contents, Contents.title
    parts = list(_parts(layout, printed, titles, foreign, press))
    return assemble(parts, target, metadata=METADATA)


def orders_of(material: Material, press: Press) -> dict[str, str]:
    """Everything before the contents page as it goes to print, by key."""
    sections = (_cover(), *sections_of(material), _inventory(material))
    orders = (press.order(sheet) for one in sections for _, sheet in keyed_sheets(one))
    return {order.key: order.html for order in orders}


def _parts(
    layout: Layout,
    printed: dict[str, Rendered],
    titles: dict[str, str | None],
    foreign: Sequence[Path],
    press: Press,
) -> Iterator[Part]:
    for key in layout.firsts:
        if key in printed:
            yield Part(key, printed[key].pdf, titles[key], running="Lakeview Clinic, packet 1")
        else:
            path = foreign[int(key.removeprefix("report-"))]
            # In the portal the digest is known: files are stored under it.
            ready = press.shelf.document(path, sha256(path.name.encode()).hexdigest())
            yield Part(key, path, f"Report {key}", foreign=True, ready=ready)


def _cover() -> Cover:
    return Cover(
        house="Northwall Partners",
        subject="Lakeview Clinic: Clinical notes assistant",
        tone="good",
        verdict="Clear until 1 October 2027.",
        sentence="All 12 requirements are met on 22 November 2026.",
        ruled_out=(),
        missing=(),
        facts=(Row("Prepared for", "the auditor"), Row("Packet", "number 1")),
        seal=draw_seal(size=60),
    )


def _contents(headings: Sequence[Heading], layout: Layout) -> Contents:
    entries = (
        Entry(str(number), one.title, one.key, layout.firsts[one.key])
        for number, one in enumerate(headings, start=1)
    )
    return Contents(sections=tuple(entries), exhibits=(), left_out=(), total=layout.total)


def _dpa(material: Material) -> DpaReviews:
    judged = [
        Judged(label, "GDPR Art. 28(3)", verdict, "good", words, 3, "")
        for label, verdict, words in material.judgements
    ]
    groups = tuple(
        Group(f"Group {start // JUDGEMENTS_IN_A_GROUP + 1}", tuple(judged[start:end]))
        for start in range(0, len(judged), JUDGEMENTS_IN_A_GROUP)
        for end in [start + JUDGEMENTS_IN_A_GROUP]
    )
    review = Reviewed("Granite Cloud", None, (Row("Accepted by", "Lena Ortiz"),), groups, ())
    return DpaReviews(reviews=(review,), as_of="22 November 2026")


def _reached(number: int, step: Step) -> Reached:
    return Reached(
        number=number,
        title=step.title,
        citation="",
        state=step.state,
        tone="good",
        planned=step.planned,
        agreed="",
        moves=(),
        accepted=step.accepted,
        wanted=step.wanted,
        pieces=tuple(Piece(title, form, "", "", added, None) for title, form, added in step.pieces),
    )


def _told(event: Event) -> Told:
    return Told(event.seq, event.at, f"{event.who} {event.deed}: {event.target}", event.digest)


def _inventory(material: Material) -> Inventory:
    digest = material.events[-1].digest
    return Inventory(
        items=tuple(_listed(number, item) for number, item in enumerate(material.items, 1)),
        left_out=(),
        not_kept=(),
        manifest_sha256=digest,
        audit_sha256=digest,
        head_seq=material.events[-1].seq,
        head_hash=digest,
    )


def _listed(number: int, item: Item) -> Listed:
    return Listed(
        letter=str(number),
        key=Summary.key,
        title=item.title,
        version=item.version,
        pages=1,
        counts=item.counts,
        accepted=item.accepted,
        because=item.because,
        sha256=item.digest,
        file=f"exhibit-{number}.pdf",
        size=item.size,
    )
