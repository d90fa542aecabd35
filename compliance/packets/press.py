"""Prints sections: values and a template in, a finished stretch of PDF out.

Only the worker imports this; it has them printed by a process of their own.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from compliance.packets.sections import Section
from compliance.packets.shelf import Shelf
from compliance.pdf.printed import DOCUMENT_CSS, Assets, Look, Paper, Rendered
from compliance.pdf.printer import render

PACKET_CSS = Path(settings.BASE_DIR) / "templates" / "documents" / "packet" / "packet.css"


@cache
def packet_look() -> Look:
    """The look of packets, read once in the life of a worker."""
    rules = (DOCUMENT_CSS.read_text(), PACKET_CSS.read_text(), f"@page {{ size: {Paper.LETTER} }}")
    return Look("\n".join(rules))


@dataclass(frozen=True)
class Order:
    """A section as it goes to print; `key` is what the printed section is kept under."""

    key: str
    html: str
    assets: Assets


@dataclass(frozen=True)
class Press:
    """Prints sections, and each only once as long as it says the same."""

    shelf: Shelf

    def order(self, section: Section, assets: Assets | None = None) -> Order:
        """Set a section: its values in its template, with the pictures that it shows."""
        html = render_to_string(section.template, {"section": section})
        return order(html, assets or {})

    def fill(self, order: Order) -> Rendered:
        """Take it from the shelf, or lay it out. Raises RenderRefused when it asks for an asset it
        was not given.
        """
        kept = self.shelf.take(order.key)
        if kept is not None:
            return kept
        made = render(order.html, look=packet_look(), assets=order.assets, borrowing=True)
        self.shelf.put(order.key, made)
        return made

    def print(self, section: Section) -> Rendered:
        """Both, for a section without pictures."""
        return self.fill(self.order(section))


def order(html: str, assets: Assets) -> Order:
    """What to print, under a SHA-256 over everything that decides how it will look.

    That is its HTML (values and template), the pictures in it, the rules, the fonts and the
    renderer: under this key a printed section can be used again.
    """
    digest = sha256(packet_look().key.encode())
    digest.update(sha256(html.encode()).digest())
    for address in sorted(assets):
        digest.update(address.encode())
        digest.update(sha256(assets[address][0]).digest())
    return Order(digest.hexdigest(), html, assets)
