"""Optional content of foreign PDFs: what was hidden stays hidden."""

from pikepdf import Array, Dictionary, Name, Object, Pdf


class Layers:
    """Collects the layers of parts and which of them are off."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._groups: list[Object] = []
        self._off: list[Object] = []

    def join(self, source: Pdf) -> None:
        """Take over a part's layers. Call after its pages are copied."""
        properties = source.Root.get(Name.OCProperties)
        if not isinstance(properties, Dictionary):
            return
        copied = self._pdf.copy_foreign(source.make_indirect(properties))
        groups = list(copied.get(Name.OCGs, Array([])))
        default = copied.get(Name.D, Dictionary())
        self._groups += groups
        if default.get(Name.BaseState) == Name.OFF:
            shown = {group.objgen for group in default.get(Name.ON, Array([]))}
            self._off += [group for group in groups if group.objgen not in shown]
        else:
            self._off += list(default.get(Name.OFF, Array([])))

    def write(self) -> None:
        if self._groups:
            self._pdf.Root.OCProperties = Dictionary(
                OCGs=Array(self._groups), D=Dictionary(OFF=Array(self._off), Order=Array([]))
            )
