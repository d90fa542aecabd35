"""./run: what it refuses, what it lists, and that it does nothing twice."""

import importlib.util
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from types import SimpleNamespace

import pytest

from portal import chores
from tests.architecture.sources import PROJECT


@pytest.fixture
def run():
    loader = SourceFileLoader("run", str(PROJECT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(module)
    return module


def test_every_command_of_the_list_is_a_chore(run):
    assert set(run.COMMANDS) - {"help"} == set(chores.COMMANDS)


def test_help_lists_the_commands_and_installs_nothing():
    said = subprocess.run([PROJECT / "run"], capture_output=True, text=True, check=True)

    assert "./run demo" in said.stdout
    assert said.stderr == ""


def test_an_unknown_command_is_refused_with_the_list():
    done = subprocess.run([PROJECT / "run", "dmeo"], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "There is no command 'dmeo'." in done.stderr
    assert "./run demo" in done.stderr


def test_an_old_python_is_refused_in_one_line(run, monkeypatch):
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)

    with pytest.raises(SystemExit, match=r"^Countersign needs Python 3.11 or newer; .* is 3.9.2.$"):
        run.refuse_old_python()


def test_an_old_python_hands_over_to_a_newer_one(run, monkeypatch):
    called = []
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(run.sys, "argv", ["./run", "demo"])
    monkeypatch.setattr(run.shutil, "which", {"python3.12": "/opt/python3.12"}.get)
    monkeypatch.setattr(run, "works", lambda *_command: True)
    monkeypatch.setattr(run.os, "execv", lambda *words: called.append(words) or sys.exit())

    with pytest.raises(SystemExit):
        run.refuse_old_python()

    assert called == [("/opt/python3.12", ["/opt/python3.12", "./run", "demo"])]


def test_packages_are_installed_once_for_each_list(run, monkeypatch, tmp_path):
    (tmp_path / "requirements.txt").write_text("some==1")
    (tmp_path / "folder").mkdir()
    installed = []
    monkeypatch.setattr(run, "PROJECT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / "folder")
    monkeypatch.setattr(
        run.subprocess,
        "run",
        lambda command, **_: installed.append(command) or SimpleNamespace(returncode=0),
    )

    run.install("requirements.txt")
    run.install("requirements.txt")
    (tmp_path / "requirements.txt").write_text("some==2")
    run.install("requirements.txt")

    assert len(installed) == 2
    assert "--require-hashes" in installed[0]


def test_missing_libraries_that_cannot_be_installed_are_named_in_one_line(run, monkeypatch):
    monkeypatch.setattr(run, "libraries_load", lambda: False)
    monkeypatch.setattr(run, "apt_install", lambda _packages: False)

    with pytest.raises(SystemExit) as refused:
        run.need_libraries()

    assert "apt-get install libpango-1.0-0" in str(refused.value)
    assert "dnf install pango" in str(refused.value)
    assert "brew install pango" in str(refused.value)
    assert "\n" not in str(refused.value)
