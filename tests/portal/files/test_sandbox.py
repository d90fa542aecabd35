"""The child process: its limits are real, and only a proper answer counts."""

import sys

import pytest

from portal.files.sandbox import Ending, NoAnswer, ProcessLimits, run, run_program

PROBE = "tests.portal.files.probe"


def probe(deed, folder, **limits):
    return run(PROBE, {"deed": deed}, limits=ProcessLimits(**limits), folder=folder)


def test_the_kernel_holds_the_child_to_every_limit(tmp_path):
    limits = probe(
        "limits",
        tmp_path,
        memory_bytes=300 << 20,
        cpu_seconds=7,
        written_bytes=12345,
        open_files=21,
    )

    assert limits == {
        "AS": [300 << 20, 300 << 20],
        "CPU": [7, 8],
        "FSIZE": [12345, 12345],
        "NOFILE": [21, 21],
        "CORE": [0, 0],
    }


def test_the_child_has_no_environment_no_open_files_and_no_framework(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "tell nobody")

    found = probe("surroundings", tmp_path)

    assert found["environment"] == {}
    assert len(found["open"]) <= 5
    assert found["folder"] == str(tmp_path)
    assert "" not in found["path"]
    assert not {"django", "celery", "psycopg"} & set(found["modules"])


@pytest.mark.parametrize(
    ("deed", "limits", "ending"),
    [
        ("memory", {}, Ending.MEMORY),
        ("spin", {"cpu_seconds": 1}, Ending.TIME),
        ("sleep", {"wall_seconds": 0.5}, Ending.TIME),
        ("write", {"written_bytes": 1000}, Ending.CRASH),
        ("die", {}, Ending.CRASH),
        ("exit", {}, Ending.CRASH),
        ("raise", {}, Ending.CRASH),
        ("list", {}, Ending.CRASH),
        ("flood", {}, Ending.CRASH),
    ],
)
def test_any_other_ending_is_no_answer(deed, limits, ending, tmp_path):
    with pytest.raises(NoAnswer) as refusal:
        probe(deed, tmp_path, **limits)

    assert refusal.value.ending is ending


def test_what_a_library_prints_is_not_taken_for_the_answer(tmp_path):
    assert probe("chatter", tmp_path) == {"kept": True}


def test_an_unknown_module_is_no_answer(tmp_path):
    with pytest.raises(NoAnswer):
        run("portal.files.no_such", {}, limits=ProcessLimits(), folder=tmp_path)


def test_the_interpreter_is_our_own(tmp_path):
    found = probe("surroundings", tmp_path)

    assert next(path for path in sys.path if path.endswith("site-packages")) in found["path"]


def program(folder, text, *words, **limits):
    """Run a program of these lines in a child."""
    (folder / "tried.py").write_text(text)
    return run_program("tried", words, source=folder, limits=ProcessLimits(**limits), folder=folder)


def test_a_program_gets_its_words_and_answers_with_exit_code_and_output(tmp_path):
    ended = program(tmp_path, "import sys\nprint(sys.argv[1:])\nsys.exit(3)\n", "a", "b c")

    assert (ended.code, ended.output) == (3, b"['a', 'b c']\n")


def test_a_program_has_no_environment_and_stands_in_its_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "tell nobody")

    ended = program(tmp_path, "import os\nprint('SECRET_KEY' in os.environ, os.getcwd())\n")

    assert ended.output == f"False {tmp_path}\n".encode()


@pytest.mark.parametrize(
    ("text", "limits", "ending"),
    [
        ("while True: pass\n", {"cpu_seconds": 1}, Ending.TIME),
        ("import time; time.sleep(9)\n", {"wall_seconds": 0.5}, Ending.TIME),
        ("import os; os.kill(os.getpid(), 9)\n", {}, Ending.CRASH),
    ],
)
def test_a_program_that_a_limit_ends_gives_no_answer(tmp_path, text, limits, ending):
    with pytest.raises(NoAnswer) as silent:
        program(tmp_path, text, **limits)

    assert silent.value.ending is ending
