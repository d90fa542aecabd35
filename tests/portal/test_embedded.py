"""The embedded servers, for real: roles, locks, crashes, long paths, nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from portal import embedded
from portal.embedded import hold, paths
from tests.waiting import until

PROJECT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from portal import embedded
print(embedded.database_urls(Path(sys.argv[1])).app, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def data():
    # Not tmp_path: as root PostgreSQL runs under another account, and pytest shuts its folder.
    with tempfile.TemporaryDirectory(prefix="cs test ") as folder:
        here = Path(folder) / "var"
        yield here
        embedded.stop(here)


@pytest.fixture(scope="module")
def urls(data):
    return embedded.database_urls(data)


def start_holder(data):
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def servers_of(data):
    """Server and keeper processes that have anything to do with this data folder."""
    return [
        process
        for process in psutil.process_iter()
        if str(data) in " ".join(_command(process)) and process.pid != os.getpid()
    ]


def _command(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_app_is_held_by_row_security_and_owns_nothing(urls):
    with psycopg.connect(urls.app) as app:
        role = app.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid),"
            " (SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert role == (False, False, False, False, 0, 0)


def test_app_may_not_define_anything(urls):
    with psycopg.connect(urls.app) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("CREATE TABLE sneaky (id int)")


def test_system_sees_all_rows_without_being_superuser(urls):
    with psycopg.connect(urls.system) as system:
        role = system.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()

    assert role == (False, True)


def test_databases_made_by_the_owner_come_with_extensions_and_privileges(urls):
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE DATABASE test_made")
    with psycopg.connect(urls.owner, dbname="test_made") as owner:
        owner.execute("CREATE TABLE thing (id serial, during tstzrange)")
        extensions = owner.execute("SELECT extname FROM pg_extension ORDER BY 1").fetchall()

    with psycopg.connect(urls.app, dbname="test_made") as app:
        app.execute("INSERT INTO thing (during) VALUES ('empty')")
        rows = app.execute("SELECT id FROM thing").fetchall()

    assert rows == [(1,)]
    assert extensions == [("btree_gist",), ("pg_trgm",), ("plpgsql",)]


def test_time_zone_is_utc(urls):
    with psycopg.connect(urls.app) as app:
        assert app.execute("SHOW timezone").fetchone() == ("UTC",)


@pytest.mark.parametrize("role", ["postgres", "portal_app"])
def test_nobody_enters_without_a_password(urls, role):
    known = psycopg.conninfo.conninfo_to_dict(urls.app)

    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host=known["host"], dbname="countersign", user=role)


def test_passwords_are_for_this_account_alone(data, urls):
    kept = data / "secrets" / "postgres.json"

    assert kept.stat().st_mode & 0o777 == 0o600
    assert (data / "secrets").stat().st_mode & 0o777 == 0o700


def test_broker_answers_only_those_who_know_its_password(data):
    url = embedded.broker_url(data)
    stranger = "redis://" + url.split("@")[1]

    with redis.Redis.from_url(url) as friend, redis.Redis.from_url(stranger) as foe:
        assert friend.ping()
        with pytest.raises(redis.AuthenticationError):
            foe.ping()


def test_a_dead_server_comes_back_at_the_same_address(data, urls):
    hold_of_postgres = hold._holds["postgres", data]
    before = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(before, signal.SIGKILL)

    until(lambda: answers(urls.app))

    assert hold._holds["postgres", data] is hold_of_postgres


def answers(url):
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_servers_whose_keeper_was_killed_are_taken_over(data, urls):
    keeper = hold._holds["postgres", data].keeper
    server = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    keeper.kill()
    keeper.wait()

    with start_holder(data) as other:
        assert other.stdout.readline().strip() == urls.app
        other.communicate()

    assert int((data / "postgres" / "postmaster.pid").read_text().split()[0]) == server


def test_two_processes_at_once_make_one_server_and_leave_none():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder)
        with start_holder(data) as one, start_holder(data) as two:
            addresses = {one.stdout.readline(), two.stdout.readline()}
            one.communicate()
            alive_with_one_holder = servers_of(data / "postgres")
            two.communicate()

        assert len(addresses) == 1
        assert alive_with_one_holder
        assert not [process for process in servers_of(data) if process.is_running()]


def test_a_killed_holder_leaves_nothing_and_stale_files_do_no_harm():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder)
        with start_holder(data) as holder:
            holder.stdout.readline()
            holder.kill()
        until(lambda: not hold.keeper_lives("postgres", data))
        gone = not servers_of(data / "postgres")
        # A number that is alive and no PostgreSQL: ours.
        (data / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n")

        with start_holder(data) as holder:
            again = holder.stdout.readline()
            holder.communicate()

        assert gone
        assert again.startswith("postgresql://portal_app:")


def test_a_long_data_path_gets_a_short_private_socket_folder():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder) / ("long " * 20) / ("path " * 20)

        socket = paths.socket_folder(data, os.geteuid())

        assert len(os.fsencode(socket / ".s.PGSQL.5432")) < 104
        assert socket.stat().st_mode & 0o777 == 0o700
        socket.rmdir()


def test_a_relative_data_folder_is_refused(monkeypatch):
    monkeypatch.setenv("COUNTERSIGN_DATA", "var")

    with pytest.raises(embedded.ServerRefused, match="must be an absolute path"):
        paths.data_folder()


def test_another_release_of_postgres_is_refused_with_the_reason():
    with tempfile.TemporaryDirectory(prefix="cs-") as folder:
        data = Path(folder)
        (data / "postgres").mkdir()
        (data / "postgres" / "PG_VERSION").write_text("17\n")

        with pytest.raises(embedded.ServerRefused, match="was made by PostgreSQL 17"):
            embedded.database_urls(data)
