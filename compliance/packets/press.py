"""Prints sections: values and a template in, a finished stretch of PDF out.

Only the worker imports this; it brings WeasyPrint along.
"""

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from compliance.packets.sections import Section
from compliance.pdf.fetcher import Assets
from compliance.pdf.render import DOCUMENT_CSS, Paper, Rendered, Stylesheet, render

PACKET_CSS = Path(settings.BASE_DIR) / "templates" / "documents" / "packet" / "packet.css"


@cache
def packet_stylesheet() -> Stylesheet:
    """The look of packets, parsed once in the life of a worker."""
    rules = (DOCUMENT_CSS.read_text(), PACKET_CSS.read_text(), f"@page {{ size: {Paper.LETTER} }}")
    return Stylesheet("\n".join(rules))


def section_key(html: str, assets: Assets, stylesheet: Stylesheet) -> str:
    """SHA-256 over everything that decides what a section looks like.

    That is its HTML (values and template), the pictures in it, the rules, the fonts and the
    renderer: under this key a printed section can be used again.
    """
    digest = sha256(stylesheet.key.encode())
    digest.update(sha256(html.encode()).digest())
    for address in sorted(assets):
        digest.update(address.encode())
        digest.update(sha256(assets[address][0]).digest())
    return digest.hexdigest()


@dataclass
class Press:
    """Prints the sections of one packet, and each only once as long as it says the same."""

    printed: dict[str, Rendered] = field(default_factory=dict)

    def print(self, section: Section, assets: Assets | None = None) -> Rendered:
        """Lay a section out. Raises RenderRefused when it asks for an asset it was not given."""
        html = render_to_string(section.template, {"section": section})
        stylesheet = packet_stylesheet()
        key = section_key(html, assets or {}, stylesheet)
        if key not in self.printed:
            self.printed[key] = render(html, css=stylesheet, assets=assets)
        return self.printed[key]
