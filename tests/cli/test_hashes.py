"""The first verdict: manifest, embedded files and audit chain against each other."""

import io
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from countersign_cli import audit
from countersign_cli.reading import measure, read
from countersign_cli.report import Report, State
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from pyhanko.pdf_utils.generic import StreamObject, pdf_name

from compliance.pdf.merge import assemble
from compliance.pdf.parts import Attachment, Metadata, Part, Relation
from compliance.pdf.sign import seal_packet
from tests.compliance.pdf import packets
from tests.compliance.pdf.fixtures import AT

LETTER = b"Accepted.\n"


@pytest.fixture
def sealed(keys, time, root_file, tmp_path):
    """Seals a small packet with whatever is put in, and gives the report on it."""

    def make(manifest: object, files: dict[str, bytes]) -> Report:
        unsealed, target = tmp_path / "unsealed.pdf", tmp_path / "sealed.pdf"
        embedded = {"manifest.json": packets.canonical(manifest), **files}
        assemble(
            [Part("only", packets.one_page(), "Only page", foreign=True)],
            unsealed,
            metadata=Metadata("Packet", "Northwall Partners", "As of", AT),
            attachments=[
                Attachment(name, content, "text/plain", name, Relation.SOURCE, AT)
                for name, content in embedded.items()
            ],
        )
        seal_packet(unsealed, target, keys=keys, time=time, at=AT, reason="Seal")
        return _report(target, root_file)

    return make


def _report(path: Path, root_file: Path) -> Report:
    content = path.read_bytes()
    source = Source("packet.pdf", io.BytesIO(content), len(content), "")
    return verify(source, load_trust([str(root_file)], []))


def letter_item(**changes: object) -> dict[str, object]:
    return packets.manifest_item("letter.txt", LETTER, "Letter of acceptance") | changes


def with_audit(rows: dict[str, object], head: dict[str, object] | None) -> tuple[object, dict]:
    manifest = packets.manifest_of([letter_item()], head)
    return manifest, {"letter.txt": LETTER, "audit.json": packets.canonical(rows)}


def head_of(rows: dict) -> dict[str, object]:
    last = rows["rows"][-1]
    return {"org": rows["org"], "seq": last["seq"], "hash": last["hash"]}


def test_what_the_manifest_lists_is_there(sealed):
    report = sealed(packets.manifest_of([letter_item()]), {"letter.txt": LETTER})

    assert report.ok


def test_a_manifest_that_lists_no_document_says_so(sealed):
    report = sealed(packets.manifest_of([]), {})

    assert report.ok
    assert report.hashes.sentence == (
        "The manifest lists no document that is embedded, and none was added."
    )


@pytest.mark.parametrize(
    ("item", "files", "reason"),
    [
        ({}, {}, "'letter.txt' (Letter of acceptance) is listed but missing."),
        (
            {"sha256": "00" * 32},
            {"letter.txt": LETTER},
            "'letter.txt' (Letter of acceptance) has SHA-256",
        ),
        (
            {},
            {"letter.txt": LETTER + b"!"},
            "'letter.txt' (Letter of acceptance) does not have the 10 bytes it should have.",
        ),
        (
            {},
            {"letter.txt": LETTER, "extra.txt": b"x"},
            "'extra.txt' is embedded but the manifest does not list it.",
        ),
        (
            {"pages": [1, 2]},
            {"letter.txt": LETTER},
            "Letter of acceptance should be on pages 1 to 2 of 1.",
        ),
    ],
)
def test_each_difference_is_named_though_the_seal_is_good(sealed, item, files, reason):
    report = sealed(packets.manifest_of([letter_item(**item)]), files)

    assert report.hashes.state is State.BAD
    assert report.hashes.reasons[0].startswith(reason)
    assert report.signature.state is State.GOOD
    assert report.changes.state is State.GOOD


def test_a_manifest_of_another_format_is_not_guessed_at(sealed):
    manifest = packets.manifest_of([]) | {"format": "countersign-manifest-v9"}

    report = sealed(manifest, {})

    assert report.hashes.reasons == (
        "The manifest has an unknown format: 'countersign-manifest-v9'.",
    )


def test_a_manifest_that_is_not_json_is_told(sealed):
    report = sealed("just words", {})

    assert report.hashes.state is State.BAD


def test_the_audit_chain_is_recomputed_with_redacted_rows_too(sealed):
    rows = packets.audit_extract(12, redacted=(3, 4))

    report = sealed(*with_audit(rows, head_of(rows)))

    assert report.ok
    assert (
        "The audit chain holds over 12 rows, 2 of them by the hash of a text left out."
        in report.hashes.sentence
    )


def test_an_extract_that_is_not_the_one_in_the_manifest_is_noticed(sealed):
    whole, shortened = packets.audit_extract(12), packets.audit_extract(12, redacted=(3,))
    content = packets.canonical(whole)
    head = head_of(whole) | {"sha256": sha256(content).hexdigest(), "size": len(content)}

    kept = sealed(*with_audit(whole, head))
    exchanged = sealed(*with_audit(shortened, head))

    assert kept.hashes.state is State.GOOD
    assert exchanged.hashes.state is State.BAD
    assert "'audit.json' (the audit trail)" in exchanged.hashes.reasons[0]


def test_an_extract_that_the_manifest_names_and_that_is_not_there_is_noticed(sealed):
    head = head_of(packets.audit_extract(12))
    manifest = packets.manifest_of([letter_item()], head)

    report = sealed(manifest, {"letter.txt": LETTER})

    assert report.hashes.state is State.BAD


def edit(rows: list[dict]) -> None:
    rows[4]["payload"] = rows[4]["payload"].replace("accepted", "refused")


def backdate(rows: list[dict]) -> None:
    rows[4]["at_us"] -= 86_400_000_000


def drop(rows: list[dict]) -> None:
    del rows[4]


def swap(rows: list[dict]) -> None:
    rows[4], rows[5] = rows[5], rows[4]


def behead(rows: list[dict]) -> None:
    del rows[:2]


def cut(rows: list[dict]) -> None:
    del rows[-2:]


TAMPERINGS = [edit, backdate, drop, swap, behead, cut]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda one: one.__name__)
def test_a_touched_audit_trail_is_noticed(tamper, sealed):
    rows = packets.audit_extract(12)
    head = head_of(rows)
    tamper(rows["rows"])

    report = sealed(*with_audit(rows, head))

    assert report.hashes.state is State.BAD


def test_a_rewritten_trail_does_not_reach_the_head_in_the_manifest(sealed):
    true, rewritten = packets.audit_extract(12), packets.audit_extract(13)
    rewritten["rows"] = rewritten["rows"][:12]
    before = rewritten["rows"][-2]["hash"]
    last = rewritten["rows"][-1]
    inner = bytes(32)
    last |= {"payload_sha256": inner.hex()}
    del last["payload"]
    last["hash"] = audit.row_hash(
        packets.ORG, last["seq"], last["at_us"], bytes.fromhex(before), inner
    ).hex()

    report = sealed(*with_audit(rewritten, head_of(true)))

    assert report.hashes.reasons == (
        "The audit extract ends at row 12, which is not the head that the manifest names (row 12).",
    )


def test_a_chain_that_begins_elsewhere_is_noticed():
    rows = packets.audit_extract(1)
    other = rows | {"org": "0198f2d4-5c1e-7a70-9b1e-2f2b6a1c7dff"}

    faults = list(audit.faults(other, head_of(rows)))

    assert len(faults) == 3


def test_an_embedded_bomb_is_not_unpacked_beyond_its_stated_size():
    engine = zlib.compressobj()
    zeros = bytes(1 << 20)
    packed = b"".join(engine.compress(zeros) for _ in range(400)) + engine.flush()
    stream = StreamObject({"/Filter": pdf_name("/FlateDecode")}, encoded_data=packed)

    _, size = measure(stream, largest=1000)

    assert size <= 2 << 20
    with pytest.raises(ValueError, match="larger than it may be"):
        read(stream, largest=1000)
