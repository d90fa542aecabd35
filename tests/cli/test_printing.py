"""What hostile files and odd arguments make the verifier print: never what they please."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import countersign_cli
import pikepdf
import pytest
from countersign_cli.main import main
from countersign_cli.report import plain

from tests.compliance.pdf import packets

SPOOF = "Report\x1b[2J\x1b[HHashes match: yes\nAll three hold.\u202e"


@pytest.fixture
def spoofing(tmp_path):
    """A file whose manifest misses a document with a title that paints over the verdicts."""
    item = {"file": "gone.pdf", "title": SPOOF, "size": 1, "sha256": "0", "pages": None}
    told = {"format": "countersign-manifest-v1", "items": [item], "audit": None}
    path = tmp_path / "spoof.pdf"
    with pikepdf.open(io.BytesIO(packets.one_page())) as pdf:
        pdf.attachments["manifest.json"] = json.dumps(told).encode()
        pdf.save(path)
    return path


def test_a_title_cannot_paint_over_the_verdicts_or_add_a_line(spoofing, capsys):
    code = main(["verify", str(spoofing)])

    said = capsys.readouterr().out
    assert code == 1
    assert "is listed but missing." in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "All three hold." not in said.splitlines()
    assert "Hashes match: NO" in said.splitlines()


def test_plain_words_stay_as_they_are():
    assert plain("Läkare „Ärzte“ – 12") == "Läkare „Ärzte“ – 12"


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_name_that_is_no_text_is_printed_all_the_same(options, tmp_path):
    path = tmp_path / os.fsdecode(b"\xff.pdf")
    path.write_bytes(packets.one_page())

    command = [sys.executable, "-m", "countersign_cli", "verify", *options, str(path)]
    source = str(Path(countersign_cli.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"udcff" in done.stdout


@pytest.mark.parametrize("limit", ["-5", "99999999999999999999", "much"])
def test_a_limit_that_cannot_be_is_refused_and_not_called_a_bad_file(limit, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["verify", f"--max-memory={limit}", "x.pdf"])

    assert stopped.value.code == 2
    assert "invalid mebibytes value" in capsys.readouterr().err
