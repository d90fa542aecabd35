"""Put a packet together in a process of its own and print the SHA-256 of it before the seal.

python -m tests.compliance.packets.unsealed ORG PARTNER PACKET FOLDER
"""

import sys
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import django
from django.utils import timezone

django.setup()

from compliance.packets.assembly import Assembly  # noqa: E402 (after the set-up)
from compliance.packets.building import _Build  # noqa: E402
from compliance.packets.content import Trust, read_content  # noqa: E402
from compliance.packets.press import Press  # noqa: E402
from compliance.packets.shelf import Shelf  # noqa: E402
from portal.files.store import default_store  # noqa: E402
from portal.jobs.task import Lease  # noqa: E402
from portal.tenancy.context import tenant  # noqa: E402


def main(org: str, partner: str, packet: str, folder: Path) -> None:
    """Nothing is taken over from another build: the shelf is in the folder, and empty."""
    lease = Lease(UUID(int=0), 0, UUID(org), UUID(partner))
    with tenant(org=lease.org, partner=lease.partner):
        content = read_content(UUID(packet), trust=Trust("Northgate", "AB:CD", own_time=True))
    assembly = Assembly(content, Press(Shelf(folder / "shelf")), default_store())
    build = _Build(UUID(packet), lease, default_store(), timezone.now)
    for one in list(build._prints(content, assembly)):
        assembly.keep(one.section, one.part, assembly.press.fill(one.order))
    made = assembly.put_together(folder)
    told = (sha256(made.path.read_bytes()), sha256(made.manifest))
    sys.stdout.write(" ".join(one.hexdigest() for one in told))


if __name__ == "__main__":
    main(*sys.argv[1:4], Path(sys.argv[4]))
