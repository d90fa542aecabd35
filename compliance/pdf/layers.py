"""Optional content of foreign PDFs: what was hidden stays hidden.

Pages are joined by a tool that leaves the catalogue behind, and with it the list of layers that are
off. A page carries that list across, under a key of ours, and gives it up on the other side.
"""

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

LUGGAGE = Name("/CountersignLayers")


def leave_layers(source: Pdf) -> None:
    """Put the layers of a PDF, and which of them are off, on its first page."""
    properties = source.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary):
        return
    groups = list(properties.get(Name.OCGs, Array([])))
    default = properties.get(Name.D, Dictionary())
    if default.get(Name.BaseState) == Name.OFF:
        shown = {group.objgen for group in default.get(Name.ON, Array([]))}
        off = [group for group in groups if group.objgen not in shown]
    else:
        off = list(default.get(Name.OFF, Array([])))
    source.pages[0].obj[LUGGAGE] = Dictionary(All=Array(groups), Off=Array(off))


def take_up_layers(pdf: Pdf, pages: Iterable[Page]) -> None:
    """Take the lists off the pages and write one for the whole PDF."""
    groups: list[Object] = []
    off: list[Object] = []
    for page in pages:
        if LUGGAGE in page.obj:
            carried = page.obj[LUGGAGE]
            groups += list(carried.All)
            off += list(carried.Off)
            del page.obj[LUGGAGE]
    if groups:
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array(groups), D=Dictionary(OFF=Array(off), Order=Array([]))
        )
