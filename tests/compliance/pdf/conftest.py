"""The shared fixtures of PDF work."""

from tests.compliance.pdf.fixtures import (  # noqa: F401
    agreement,
    key_directory,
    keys,
    nss,
    packet,
    printed,
    root_file,
    small_packet,
    soc2,
    time,
    unsealed,
)
