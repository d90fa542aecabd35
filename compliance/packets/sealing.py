"""Seals a packet and checks it before anybody is told that it exists.

Only the worker imports this; it brings pyHanko along.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from compliance.packets.assembly import Assembled
from compliance.packets.rules import MANIFEST
from compliance.pdf.authority import Authority
from compliance.pdf.foreign import open_pdf
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import seal_packet


def seal(assembled: Assembled, authority: Authority, *, label: str, at: datetime) -> Path:
    """Certify the packet so that nothing may change; the sealed file stands beside the other.

    Raises SealRefused; then there is no sealed file. The signature has been validated by then.
    """
    target = assembled.path.with_name("sealed.pdf")
    seal_packet(
        assembled.path,
        target,
        keys=authority.keys,
        time=authority.time,
        at=at,
        reason=f"Seal of {label}",
        appearance=assembled.appearance,
        level=authority.level,
    )
    return target


def check(sealed: Path, assembled: Assembled) -> None:
    """Open the sealed file again and hold every embedded file against the manifest.

    Raises SealRefused for a packet that nobody may be given.
    """
    manifest = json.loads(assembled.manifest)
    listed = [item for item in manifest["items"] if item["file"] is not None]
    wanted = {one["file"]: one["sha256"] for one in (*listed, manifest["audit"])}
    wanted[MANIFEST] = sha256(assembled.manifest).hexdigest()
    if wanted != dict(_embedded(sealed)):
        raise SealRefused("The sealed file does not hold what its manifest lists.")
    with open_pdf(sealed) as pdf:
        if len(pdf.pages) != assembled.pages:
            raise SealRefused("The sealed file does not have the pages that were counted.")


def _embedded(path: Path) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each embedded file, one in memory at a time."""
    with open_pdf(path) as pdf:
        for name, specification in pdf.attachments.items():
            yield name, sha256(specification.get_file().read_bytes()).hexdigest()
