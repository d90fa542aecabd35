"""What `countersign verify` says about files that are as they were sealed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from countersign_cli.main import main

from compliance.pdf.sign import Level, seal_packet
from tests.compliance.pdf.fixtures import AT

REPOSITORY = Path(__file__).parents[2]


def verdicts(capsys, *arguments: object) -> tuple[int, dict]:
    code = main(["verify", "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


def states(report: dict) -> list[str]:
    return [report["verdicts"][name]["state"] for name in ("hashes", "signature", "changes")]


def test_a_sealed_packet_gets_three_good_verdicts(packet, root_file, capsys):
    code, report = verdicts(capsys, packet, "--root", root_file)

    assert code == 0
    assert states(report) == ["good", "good", "good"]
    assert report["ok"] is True
    assert report["kind"] == "packet"
    hashes = report["verdicts"]["hashes"]["sentence"]
    assert hashes.startswith("Embedded files that the manifest lists: 2, each of them here")
    assert "Listed by their hash only: 1." in hashes
    assert "The audit chain holds over 40 rows, 2 of them" in hashes


def test_the_verdicts_are_told_in_plain_sentences(packet, root_file, capsys):
    code = main(["verify", str(packet), "--root", str(root_file)])

    told = capsys.readouterr().out
    assert code == 0
    assert "Hashes match: yes" in told
    assert "signed by Northwall Partners Packet Seal on 2 March 2026, 14:03:00 UTC" in told
    assert "Nothing was changed, added or taken away since the packet was sealed." in told
    assert told.rstrip().endswith("All three hold.")


def test_an_agreement_reports_both_signatures_and_needs_no_manifest(
    agreement, root_file, tmp_path, capsys
):
    path = tmp_path / "agreement.pdf"
    path.write_bytes(agreement)

    code, report = verdicts(capsys, path, "--root", root_file)

    assert code == 0
    assert states(report) == ["none", "good", "good"]
    signed = [(one["field"], one["signer"]) for one in report["signatures"][:2]]
    assert signed == [
        ("ClientSignature", "Jane Doe, Lakeview Clinic"),
        ("PartnerSignature", "Sam Ortega, Northwall Partners"),
    ]
    assert report["signatures"][2]["kind"] == "time-stamp"


def test_a_long_term_seal_is_as_good(small_packet, keys, time, root_file, tmp_path, capsys):
    unsealed, sealed = small_packet.with_name("unsealed.pdf"), tmp_path / "lta.pdf"
    seal_packet(unsealed, sealed, keys=keys, time=time, at=AT, reason="Seal", level=Level.B_LTA)

    code, report = verdicts(capsys, sealed, "--root", root_file)

    assert (code, states(report)) == (0, ["good", "good", "good"])


def test_without_a_root_trust_is_not_established_and_the_fingerprint_is_told(
    small_packet, root_file, capsys
):
    code, report = verdicts(capsys, small_packet)

    assert code == 1
    assert states(report) == ["good", "unknown", "good"]
    assert report["signatures"][0]["root"] in report["verdicts"]["signature"]["sentence"]


def test_standard_input_is_checked_by_a_process_of_its_own(packet, root_file):
    with packet.open("rb") as sealed:
        done = subprocess.run(
            [sys.executable, "-m", "countersign_cli", "verify", "--json", "--root", root_file,
             "--max-memory", "1024", "-"],
            stdin=sealed,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "cli" / "src")},
            check=False,
        )  # fmt: skip

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["file"] == "standard input"
    assert states(report) == ["good", "good", "good"]


def test_nothing_of_the_portal_is_loaded():
    program = (
        "import sys, countersign_cli.main;"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('django', 'portal', 'compliance', 'engagements', 'weasyprint', 'pikepdf')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(REPOSITORY / "cli" / "src")},
        check=True,
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_the_root_may_come_in_either_form(form, small_packet, root_file, tmp_path, capsys):
    root = tmp_path / "root"
    subprocess.run(
        ["openssl", "x509", "-in", root_file, "-outform", form, "-out", root], check=True
    )

    code, _ = verdicts(capsys, small_packet, "--root", root)

    assert code == 0
