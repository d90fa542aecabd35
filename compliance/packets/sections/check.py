"""How to check the packet without the portal."""

from dataclasses import dataclass
from typing import ClassVar

from compliance.packets.sections.base import Section


@dataclass(frozen=True, kw_only=True)
class Check(Section):
    """What a reader has to know to check the file: addresses, fingerprint, signer."""

    key: ClassVar[str] = "check"
    title: ClassVar[str] = "How to check this packet"

    verify_url: str
    root_url: str
    fingerprint: str
    signer: str
    own_time: bool
    originals: bool = True
