"""Files that were touched after sealing: every way of touching them is told."""

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from countersign_cli.main import main
from countersign_cli.refusals import Unreadable
from countersign_cli.report import Report, State
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from compliance.pdf.keystore import FileKeyStore, Purpose
from compliance.pdf.pki import Revocation, Subject, make_crl
from compliance.pdf.sign import SignerInfo, seal_packet, sign_agreement
from compliance.pdf.timestamp import built_in
from tests.compliance.pdf.fixtures import AT

FLIPS = 48


def check(content: bytes, root: Path) -> Report | None:
    """The report on these bytes, or None when they can no longer be read at all."""
    source = Source("tampered.pdf", io.BytesIO(content), len(content), "")
    try:
        return verify(source, load_trust([str(root)], []))
    except Unreadable:
        return None


def noticed(report: Report | None) -> bool:
    return report is None or not report.ok


def flipped(content: bytes, position: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 1 << position % 8
    return bytes(changed)


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with an incremental update behind it, as an editor would append it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def overlay(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 100 300 300 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stream))


def javascript(writer: IncrementalPdfFileWriter) -> None:
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("1")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


def drop_attachments(writer: IncrementalPdfFileWriter) -> None:
    del writer.root["/Names"]
    writer.update_root()


def rotate(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    page.get_object()["/Rotate"] = generic.NumberObject(90)
    writer.mark_update(page)


def retitle(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = generic.pdf_string("de")
    writer.update_root()


UPDATES = [overlay, javascript, drop_attachments, rotate, retitle]


@pytest.mark.parametrize("part", range(FLIPS))
def test_a_flipped_bit_anywhere_in_a_packet_is_noticed(part, packet, root_file):
    content = packet.read_bytes()
    position = len(content) * part // FLIPS + part

    report = check(flipped(content, position), root_file)

    assert noticed(report)


def test_every_bit_of_the_signature_container_counts(small_packet, root_file):
    content = small_packet.read_bytes()
    start = content.index(b"/Contents <") + len(b"/Contents ")
    end = content.index(b">", start) + 1

    missed = [
        position
        for position in range(start, end, 61)
        if not noticed(check(flipped(content, position), root_file))
    ]

    assert missed == []


def test_padding_swallowed_by_a_longer_container_is_noticed(small_packet, root_file):
    container, rebuilt = _container(small_packet.read_bytes())
    container[3] += 2

    report = check(rebuilt(container), root_file)

    assert report.changes.state is State.BAD
    assert any("its encoding was altered" in reason for reason in report.changes.reasons)


def test_other_letters_in_the_name_of_the_issuer_are_noticed(small_packet, root_file):
    container, rebuilt = _container(small_packet.read_bytes())
    places = [at.start() for at in re.finditer(rb"Northwall Partners Root", container)]

    reports = []
    for place in places:
        container[place] ^= 0x20
        reports.append(check(rebuilt(container), root_file))
        container[place] ^= 0x20

    assert len(places) > 4
    assert all(noticed(report) for report in reports)


def _container(content: bytes) -> tuple[bytearray, Callable[[bytearray], bytes]]:
    """The signature's container as bytes, and how to put it back into the file."""
    start = content.index(b"/Contents <") + len(b"/Contents <")
    end = content.index(b">", start)

    def rebuilt(container: bytearray) -> bytes:
        return content[:start] + container.hex().upper().encode() + content[end:]

    return bytearray.fromhex(content[start:end].decode()), rebuilt


def test_flipped_bits_in_an_agreement_are_noticed(agreement, root_file):
    missed = [
        position
        for position in range(0, len(agreement), len(agreement) // FLIPS)
        if not noticed(check(flipped(agreement, position), root_file))
    ]

    assert missed == []


@pytest.mark.parametrize("change", UPDATES, ids=lambda change: change.__name__)
def test_an_update_that_other_readers_call_valid_is_a_change(change, small_packet, root_file):
    report = check(updated(small_packet.read_bytes(), change), root_file)

    assert report.signature.state is State.GOOD
    assert report.changes.state is State.BAD


@pytest.mark.parametrize(
    "change", [overlay, javascript, rotate, retitle], ids=lambda change: change.__name__
)
def test_an_agreement_cannot_be_updated_either(change, agreement, root_file):
    report = check(updated(agreement, change), root_file)

    assert report.changes.state is State.BAD


@pytest.mark.parametrize("tail", [b" ", b"\n", b"\r\n\r\n"])
def test_bytes_after_the_end_are_a_change(tail, small_packet, root_file):
    report = check(small_packet.read_bytes() + tail, root_file)

    assert report.changes.state is State.BAD
    assert f"{len(tail):,} bytes were added after the last signature." in report.changes.reasons


@pytest.mark.parametrize("tail", [b"%%EOF\n", b"\0" * 2048, b"startxref\n0\n%%EOF\n"])
def test_an_end_that_is_not_the_sealed_one_is_noticed(tail, small_packet, root_file):
    assert noticed(check(small_packet.read_bytes() + tail, root_file))


def test_a_file_cut_short_is_noticed(small_packet, root_file):
    content = small_packet.read_bytes()

    assert all(
        noticed(check(content[:length], root_file))
        for length in range(len(content) - 1, 0, -len(content) // 20)
    )


def test_saving_a_packet_with_an_editor_breaks_its_seal(small_packet, root_file):
    out = io.BytesIO()
    with pikepdf.open(small_packet) as pdf:
        pdf.save(out)

    report = check(out.getvalue(), root_file)

    assert report.changes.state is State.BAD


def test_a_seal_of_somebody_else_is_not_trusted(small_packet, root_file, tmp_path):
    forger = FileKeyStore(tmp_path / "keys", b"x", name="Northwall Partners")
    forger.ensure(at=AT)
    forged = tmp_path / "forged.pdf"
    seal_packet(
        small_packet.with_name("unsealed.pdf"),
        forged,
        keys=forger,
        time=built_in(forger, clock=lambda: AT),
        at=AT,
        reason="Seal",
    )

    report = check(forged.read_bytes(), root_file)

    assert report.hashes.state is State.GOOD
    assert report.signature.state is State.BAD
    assert any("does not chain to a trusted root" in reason for reason in report.signature.reasons)


def test_a_seal_in_another_field_does_not_make_a_packet(small_packet, root_file, keys, time):
    unsealed = small_packet.with_name("unsealed.pdf").read_bytes()
    signer = SignerInfo("Signature1", Subject("Jane Doe", "Lakeview Clinic"), "I sign")

    signed = sign_agreement(unsealed, signatures=[signer], keys=keys, time=time, at=AT)

    report = check(signed, root_file)

    assert report.changes.state is State.BAD
    assert "A packet carries one signature, its seal" in report.changes.reasons[0]


def test_an_agreement_cut_back_to_its_first_signature_is_noticed(agreement, root_file):
    first = PdfFileReader(io.BytesIO(agreement)).embedded_regular_signatures[0]
    _, _, start, length = first.byte_range

    report = check(agreement[: int(start + length)], root_file)

    assert "The signature field PartnerSignature is empty: somebody has not signed." in (
        report.changes.reasons
    )


def test_an_agreement_without_its_closing_time_stamp_is_noticed(agreement, root_file):
    second = PdfFileReader(io.BytesIO(agreement)).embedded_regular_signatures[1]
    _, _, start, length = second.byte_range

    report = check(agreement[: int(start + length)], root_file)

    assert "The closing time-stamp is missing: the end of the file was cut off." in (
        report.changes.reasons
    )


def test_a_revoked_seal_is_told_when_the_list_is_given(
    keys, small_packet, root_file, tmp_path, capsys
):
    serial = keys.current(Purpose.SEAL).certificate.serial_number
    day = timedelta(days=1)
    lists = {
        "before": make_crl(keys.current(Purpose.ROOT), [Revocation(serial, AT - day)], at=AT + day),
        "after": make_crl(keys.current(Purpose.ROOT), [Revocation(serial, AT + day)], at=AT + day),
    }
    reports = {}

    for name, crl in lists.items():
        path = tmp_path / f"{name}.crl"
        path.write_bytes(crl.public_bytes(Encoding.PEM))
        main(["verify", "--json", f"--root={root_file}", f"--crl={path}", str(small_packet)])
        reports[name] = json.loads(capsys.readouterr().out)

    assert reports["after"]["ok"]
    assert not reports["before"]["ok"]
    [reason] = reports["before"]["verdicts"]["signature"]["reasons"]
    assert "was revoked on 1 March 2026" in reason
