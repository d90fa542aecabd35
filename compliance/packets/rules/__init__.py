"""The rules of packets: their states, who may ask for one, and the manifest."""

from compliance.packets.rules.asking import LONGEST_PURPOSE, Asking, check_asking
from compliance.packets.rules.manifest import (
    AUDIT,
    FORMAT,
    MANIFEST,
    Item,
    LeftOut,
    Manifest,
    ManifestRefused,
    canonical,
    safe_file_name,
)
from compliance.packets.rules.states import (
    OPEN_STATES,
    TRANSITIONS,
    PacketRefused,
    PacketState,
    PacketStep,
    Progress,
    advance,
)

__all__ = [
    "AUDIT",
    "FORMAT",
    "LONGEST_PURPOSE",
    "MANIFEST",
    "OPEN_STATES",
    "TRANSITIONS",
    "Asking",
    "Item",
    "LeftOut",
    "Manifest",
    "ManifestRefused",
    "PacketRefused",
    "PacketState",
    "PacketStep",
    "Progress",
    "advance",
    "canonical",
    "check_asking",
    "safe_file_name",
]
