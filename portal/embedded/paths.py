"""Where the embedded servers keep their files, and who may enter there."""

import hashlib
import json
import os
import pwd
import secrets
import subprocess
import tempfile
from pathlib import Path

from portal.embedded.refusal import ServerRefused

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_FOLDER = 80  # an address of a Unix socket ends at 103 bytes on macOS
SERVER_USER = "countersign"


def data_folder() -> Path:
    """COUNTERSIGN_DATA (an absolute path), or `var` at the top of the project."""
    chosen = os.environ.get("COUNTERSIGN_DATA")
    if not chosen:
        return PROJECT / "var"
    if not Path(chosen).is_absolute():
        raise ServerRefused(f"COUNTERSIGN_DATA must be an absolute path, and is {chosen!r}.")
    return Path(chosen).resolve()


def demo_folder() -> Path:
    """The demonstration's data lie apart: nothing of it ever meets a real record."""
    return data_folder() / "demo"


def run_folder(data: Path) -> Path:
    """Locks and addresses of the running servers; made when missing."""
    folder = data / "run"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def log_file(data: Path, name: str) -> Path:
    folder = data / "log"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{name}.log"


def passwords(data: Path, *names: str) -> dict[str, str]:
    """The password of each name, made at random when it has none and kept in a 0600 file."""
    kept = data / "secrets" / f"{names[0]}.json"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(kept, json.dumps({name: secrets.token_urlsafe(24) for name in names}))
    made: dict[str, str] = json.loads(kept.read_text())
    return made


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step; nobody but its owner may read it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(name).replace(path)


def socket_folder(data: Path, owner: int) -> Path:
    """A private folder for Unix sockets: in the data folder, or a short one when that is long."""
    folder = run_folder(data) / "postgres"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER or "," in str(folder):
        digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"countersign-{owner}-{digest}"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        raise ServerRefused(f"The folder for temporary files has too long a name: {folder.parent}")
    make_private_folder(folder, owner)
    return folder


def make_private_folder(folder: Path, owner: int) -> None:
    """A folder of `owner` alone. One that somebody else put there first is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in {owner, os.geteuid()}:
        raise ServerRefused(f"{folder} belongs to somebody else. Remove it, then try again.")
    if found.st_uid != owner:
        os.chown(folder, owner, -1)
    folder.chmod(0o700)


def server_user() -> str | None:
    """The account PostgreSQL runs under when we are root, whom it refuses; otherwise None."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        _add_server_user()
    return SERVER_USER


def _add_server_user() -> None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", SERVER_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        # Another process may have added it in the meantime.
        if SERVER_USER not in {entry.pw_name for entry in pwd.getpwall()}:
            raise ServerRefused(
                f"PostgreSQL does not run as root. Add a user for it (useradd --system "
                f"{SERVER_USER}), or start Countersign as an ordinary user."
            ) from None


def let_pass(folder: Path) -> None:
    """Let other accounts pass through the folders above this one; they still cannot list them.

    For root only: its PostgreSQL runs under an account of its own and must get to its files.
    """
    for parent in folder.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode & 0o7777 | 0o001)


def let_read(tree: Path) -> None:
    """Let other accounts read a folder of programs and libraries, where a strict umask hid it."""
    if not tree.exists() or tree.stat().st_mode & 0o005 == 0o005:
        return
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode & 0o7777
            path.chmod(mode | 0o004 | (mode & 0o100) >> 6)
