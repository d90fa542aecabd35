"""The rules of packets: states, who may ask for one, the manifest, and comparing two."""

from compliance.packets.rules.asking import LONGEST_PURPOSE, Asking, check_asking
from compliance.packets.rules.comparing import (
    Changed,
    Comparison,
    ComparisonRefused,
    Removed,
    compare,
)
from compliance.packets.rules.manifest import (
    AUDIT,
    FORMAT,
    MANIFEST,
    Asked,
    Item,
    LeftOut,
    Manifest,
    ManifestRefused,
    Person,
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
    waits,
)
from compliance.packets.rules.told import Paper, Told, read_back

__all__ = [
    "AUDIT",
    "FORMAT",
    "LONGEST_PURPOSE",
    "MANIFEST",
    "OPEN_STATES",
    "TRANSITIONS",
    "Asked",
    "Asking",
    "Changed",
    "Comparison",
    "ComparisonRefused",
    "Item",
    "LeftOut",
    "Manifest",
    "ManifestRefused",
    "PacketRefused",
    "PacketState",
    "PacketStep",
    "Paper",
    "Person",
    "Progress",
    "Removed",
    "Told",
    "advance",
    "canonical",
    "check_asking",
    "compare",
    "read_back",
    "safe_file_name",
    "waits",
]
