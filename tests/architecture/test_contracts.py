"""Who may import whom: the contracts of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import PROJECT


def test_every_import_contract_is_kept():
    program = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run(
        [program, "--no-logo", "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken." in done.stdout
