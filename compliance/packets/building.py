"""Builds a packet: reads, prints, joins, seals, checks, and only then says that it is there.

Only the worker imports this. Nothing slow happens inside a transaction, and nothing of a packet
can be seen before the one transaction that writes the sealed file, the packet and the trail.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from compliance.packets import actions
from compliance.packets.assembly import Assembled, Assembly
from compliance.packets.content import Content, Trust, read_content
from compliance.packets.exhibits import Exhibit
from compliance.packets.models import Packet
from compliance.packets.papers import Shape
from compliance.packets.press import Order, Press, order
from compliance.packets.rules import ManifestRefused, PacketState, Progress
from compliance.packets.sealing import check, seal
from compliance.packets.sections import divider, keyed_sheets
from compliance.packets.shelf import FULL, Shelf
from compliance.packets.table import Table
from compliance.packets.workshop import workshop
from compliance.pdf.authority import Authority, open_authority
from compliance.pdf.printer import PrinterFailed, count_pages
from compliance.pdf.refusals import AssemblyRefused, RenderRefused, SourceRefused
from portal.files.models import StoredFile
from portal.files.rules import FileKind, FileMissing
from portal.files.store import Store, Stored
from portal.jobs.queue import enqueue
from portal.jobs.task import Lease

# Reading comes before the sections, joining, sealing and checking after the exhibits.
STEPS_AROUND = 4
# Fewer sections than this are printed before another worker has begun.
WORTH_SHARING = 6
TABLE = "table"
HAND = "compliance.print_sections"
LONGEST_DOING = 200
# Faults whose sentences are fit for whoever asked.
TOLD_AS_THEY_ARE = frozenset({"SealRefused", "NoRoom", "FileNotStored", "PrinterFailed"})
WORDS_FOR_NO_ROOM = "The disk of this portal is full."
WORDS_FOR_GIVING_UP = (
    "The portal could not finish it after several attempts. Nothing was sealed, and the record is "
    "unchanged. Ask for it again; if it fails again, tell the operator of this portal."
)


class Stopped(Exception):
    """The packet is not to be built any more: cancelled, or finished by another worker."""


class NoRoom(Exception):
    """The disk is full. Tried again, because somebody may make room; the message is for people."""


class Unbuildable(Exception):
    """Trying again would not help; the message says why, for whoever asked."""


def build_packet(
    packet_id: UUID, *, lease: Lease, store: Store, clock: Callable[[], datetime]
) -> None:
    """Build and seal a packet, once, however many workers try.

    What trying again cannot mend is written down as the packet's failure. Anything else that goes
    wrong is raised, for the job to be tried again.
    """
    build = _Build(packet_id, lease, store, clock)
    try:
        build.run()
    except Stopped:
        with lease.finish():
            pass
    except Unbuildable as reason:
        with lease.finish():
            actions.fail_packet(packet_id=packet_id, why=str(reason), at=clock())
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom(WORDS_FOR_NO_ROOM) from error
        raise


def lend_a_hand(workshop: str, *, lease: Lease) -> None:
    """Print sections of a packet that another worker is building, until none lies there any more.

    `workshop` is the name of its folder; it may be gone by now. What cannot be printed is left to
    the other worker, who says why.
    """
    press, table = Press(Shelf(settings.SHELF_ROOT)), Table(settings.WORK_ROOT / workshop / TABLE)
    for key in table.orders():
        with table.take(key) as html, suppress(RenderRefused):
            if html is not None:
                lease.renew()
                press.fill(order(html, {}))
    with lease.finish():
        pass


def make_ready(sha256: str, *, store: Store) -> None:
    """Have a stored document made ready before the first packet that it goes into.

    What cannot be used, or ends the printer, is left for that packet to say.
    """
    with suppress(SourceRefused, PrinterFailed):
        Shelf(settings.SHELF_ROOT).document(store.path(sha256), sha256)


def give_up(*, packet_id: UUID, reason: str, at: datetime) -> None:
    """Write down that the last attempt failed. `reason` goes to the operator, in the job's row."""
    refusal, _, sentence = reason.partition(": ")
    why = f"{sentence} " if refusal in TOLD_AS_THEY_ARE else ""
    actions.fail_packet(packet_id=packet_id, why=f"{why}{WORDS_FOR_GIVING_UP}", at=at)


@dataclass(frozen=True)
class Print:
    """A stretch of pages of ours: its section, its part of the packet, what is said meanwhile."""

    section: str
    part: str
    doing: str
    order: Order


@dataclass
class _Build:
    """One attempt."""

    packet_id: UUID
    lease: Lease
    store: Store
    clock: Callable[[], datetime]
    done: int = 0
    total: int = 0
    pages: int = 0

    def run(self) -> None:
        self._begin()
        authority = open_authority(clock=self.clock)
        trust = Trust(authority.signer, authority.fingerprint, own_time=authority.has_own_time)
        with self.lease.enter():
            content = read_content(self.packet_id, trust=trust)
        now, shelf = self.clock(), Shelf(settings.SHELF_ROOT)
        shelf.clear(at=now)
        with workshop(settings.WORK_ROOT, at=now) as folder:
            try:
                assembled = self._assemble(content, Press(shelf), folder)
            except (AssemblyRefused, RenderRefused, ManifestRefused, FileMissing) as refusal:
                raise Unbuildable(str(refusal)) from refusal
            stored = self._seal(content, assembled, authority)
        self._finish(content, assembled, stored)

    def _begin(self) -> None:
        with self.lease.enter():
            packet = Packet.objects.select_for_update().get(pk=self.packet_id)
            if not packet.is_open:
                raise Stopped
            packet.begin()

    def _assemble(self, content: Content, press: Press, folder: Path) -> Assembled:
        assembly = Assembly(content, press, self.store)
        prints = list(self._prints(content, assembly))
        self.total = STEPS_AROUND + len(prints)
        taken = self._share(prints, press, folder)
        for one in prints:
            if one.order.key not in taken:
                self._step(one.doing)
            made = press.fill(one.order)
            self.pages += made.pages
            assembly.keep(one.section, one.part, made)
        self._step("Putting the pages together")
        return assembly.put_together(folder)

    def _prints(self, content: Content, assembly: Assembly) -> Iterator[Print]:
        """Everything of ours that stands before the manifest, in the order of its pages."""
        for section in (content.cover, *content.sections):
            for part, sheet in keyed_sheets(section):
                order = assembly.press.order(sheet)
                yield Print(section.key, part, f"Printing “{section.title}”", order)
        for exhibit in content.exhibits:
            order = self._divider(exhibit, assembly)
            yield Print(exhibit.key, exhibit.key, f"Adding {exhibit.title}", order)

    def _share(self, prints: list[Print], press: Press, folder: Path) -> set[str]:
        """Print what is not on the shelf, beside other workers where there is much of it.

        What is given back are the keys of what this one took. Pictures stay out of it.
        """
        missing = {
            one.order.key: one
            for one in prints
            if not one.order.assets and not press.shelf.has(one.order.key)
        }
        if len(missing) < WORTH_SHARING:
            return set()
        table = Table(folder / TABLE)
        table.lay({key: one.order.html for key, one in missing.items()})
        with self.lease.enter():
            enqueue(HAND, workshop=folder.name)
        taken = set()
        for key in table.orders():
            with table.take(key) as html:
                if html is not None:
                    self._step(missing[key].doing)
                    press.fill(missing[key].order)
                    taken.add(key)
        return taken

    def _divider(self, exhibit: Exhibit, assembly: Assembly) -> Order:
        content, shape = exhibit.document.content, exhibit.document.shape
        picture, text, assets = "", "", {}
        if shape is Shape.PAGES:
            assembly.foreign[exhibit.pages_key] = self._count(exhibit)
        elif shape is Shape.PICTURE:
            picture = f"app:pictures/{content.printable}"
            assets[picture] = (self.store.path(content.printable).read_bytes(), "image/jpeg")
        elif shape is Shape.TEXT:
            text = content.text or self._text(content.sha256)
        return assembly.press.order(divider(exhibit, picture=picture, text=text), assets)

    def _count(self, exhibit: Exhibit) -> int:
        try:
            return count_pages(self.store.path(exhibit.document.content.printable))
        except SourceRefused as refusal:
            raise Unbuildable(f"{exhibit.title} cannot be used. {refusal}") from refusal

    def _text(self, sha256: str) -> str:
        return self.store.path(sha256).read_text(encoding="utf-8", errors="replace")

    def _seal(self, content: Content, assembled: Assembled, authority: Authority) -> Stored:
        self.pages = assembled.pages
        self._step("Sealing")
        sealed = seal(assembled, authority, label=content.label, at=self.clock())
        self._step("Checking the sealed file")
        check(sealed, assembled)
        with sealed.open("rb") as file:
            return self.store.put_stream(file, name=content.file_name)

    def _step(self, doing: str) -> None:
        """Say what is done now, and keep the job. Raises Stopped when nobody wants it any more."""
        so_far = f" ({self.pages} pages so far)" if self.pages else ""
        progress = Progress(self.done, self.total, f"{doing[: LONGEST_DOING - 30]}{so_far}")
        self.done += 1
        with self.lease.enter():
            packet = Packet.objects.filter(pk=self.packet_id, state=PacketState.BUILDING)
            if not packet.move_on(progress):
                raise Stopped
            self.lease.renew()

    def _finish(self, content: Content, assembled: Assembled, stored: Stored) -> None:
        file = StoredFile(
            sha256=stored.sha256,
            size=stored.size,
            name=content.file_name,
            kind=FileKind.PDF,
            mime=FileKind.PDF.mime,
            pages=assembled.pages,
            title=content.label[:300],
        )
        with self.lease.finish():
            actions.seal_packet(
                packet_id=self.packet_id,
                file=file,
                manifest=assembled.manifest.decode(),
                head=content.head,
                at=self.clock(),
            )
