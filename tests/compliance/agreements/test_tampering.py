"""Twelve ways to touch an executed agreement: each is caught, and told in words."""

import io
import subprocess
from collections.abc import Callable

import pikepdf
import pytest
from countersign_cli.refusals import Unreadable
from countersign_cli.report import State
from countersign_cli.roots import load_trust
from countersign_cli.source import Source
from countersign_cli.verify import verify
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from compliance.agreements.sealing import seal
from compliance.pdf.authority import Authority
from compliance.pdf.keystore import FileKeyStore, root_pem
from compliance.pdf.sign import Level
from compliance.pdf.timestamp import built_in
from tests.compliance.agreements.executed import AT
from tests.compliance.agreements.test_sealing import authority, keys, papers, sealed, shown

__all__ = ["authority", "keys", "papers", "sealed", "shown"]


@pytest.fixture(scope="module")
def root(keys, tmp_path_factory):
    path = tmp_path_factory.mktemp("root") / "root.pem"
    path.write_bytes(root_pem(keys._directory))
    return path


@pytest.fixture
def judge(root):
    """What the verify page says of these bytes."""

    def of(content):
        source = Source("agreement.pdf", io.BytesIO(content), len(content), "")
        return verify(source, load_trust([str(root)], []))

    return of


def flipped(content: bytes, position: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 4
    return bytes(changed)


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signature(content: bytes, number: int):
    return PdfFileReader(io.BytesIO(content)).embedded_regular_signatures[number]


def flip_in_the_text(content: bytes) -> bytes:
    return flipped(content, content.index(b"stream") + 200)


def flip_in_the_second_revision(content: bytes) -> bytes:
    _, _, start, length = signature(content, 0).byte_range
    return flipped(content, int(start + length) + 400)


def overlay(content: bytes) -> bytes:
    def change(writer):
        stream = generic.StreamObject(stream_data=b"q 1 g 60 300 400 200 re f Q")
        writer.add_stream_to_page(0, writer.add_object(stream))

    return updated(content, change)


def add_a_page(content: bytes) -> bytes:
    def change(writer):
        page, _ = writer.find_page_for_modification(0)
        pages = writer.root["/Pages"]
        pages["/Kids"].append(page)
        pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
        writer.mark_update(pages.container_ref or writer.root.raw_get("/Pages"))
        writer.update_root()

    return updated(content, change)


def change_a_field(content: bytes) -> bytes:
    """Another appearance of the client's signature."""

    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0]
        stream = generic.StreamObject(stream_data=b"q 0 0 1 rg 0 0 200 60 re f Q")
        stream.update(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(
                    generic.NumberObject(one) for one in (0, 0, 200, 60)
                ),
            }
        )
        appearance = generic.DictionaryObject({pdf_name("/N"): writer.add_object(stream)})
        field["/AP"] = appearance
        writer.mark_update(field.container_ref)

    return updated(content, change)


def remove_a_signature(content: bytes) -> bytes:
    """Empty the partner's field in an update."""

    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][1]
        del field["/V"]
        writer.mark_update(field.container_ref)

    return updated(content, change)


def cut_back_to_the_first_signature(content: bytes) -> bytes:
    _, _, start, length = signature(content, 0).byte_range
    return content[: int(start + length)]


def cut_off_the_time_stamp(content: bytes) -> bytes:
    _, _, start, length = signature(content, 1).byte_range
    return content[: int(start + length)]


def drop_the_evidence(content: bytes) -> bytes:
    def change(writer):
        del writer.root["/Names"]
        writer.update_root()

    return updated(content, change)


def save_it_anew(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out)
    return out.getvalue()


def append_bytes(content: bytes) -> bytes:
    return content + b"\n% signed in good faith\n"


def tell(judge, content: bytes) -> list[str]:
    """The sentences of what is wrong; none where all is well."""
    try:
        report = judge(content)
    except Unreadable as refusal:
        return [str(refusal)]
    verdicts = (report.hashes, report.signature, report.changes)
    return [one.sentence for one in verdicts if one.state is State.BAD]


WAYS = [
    flip_in_the_text,
    flip_in_the_second_revision,
    overlay,
    add_a_page,
    change_a_field,
    remove_a_signature,
    cut_back_to_the_first_signature,
    cut_off_the_time_stamp,
    drop_the_evidence,
    save_it_anew,
    append_bytes,
]


def test_untouched_it_gets_three_good_verdicts(judge, sealed):
    report = judge(sealed.pdf)

    assert report.ok
    assert tell(judge, sealed.pdf) == []
    assert [report.hashes.state, report.signature.state, report.changes.state] == [State.GOOD] * 3


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_is_caught_and_told(way, judge, sealed):
    touched = way(sealed.pdf)

    told = tell(judge, touched)

    assert touched != sealed.pdf
    assert told


def test_the_same_made_with_other_certificates_is_not_trusted(judge, papers, shown, tmp_path):
    forger = FileKeyStore(tmp_path / "keys", b"x", name="Countersign")
    forger.ensure(at=AT)
    forgery = Authority(forger, built_in(forger, clock=lambda: AT), Level.B_LT)

    report = judge(seal(papers, shown.pdf, authority=forgery, at=AT).pdf)

    assert report.signature.state is State.BAD
    assert any("does not chain to a trusted root" in one for one in report.signature.reasons)


@pytest.mark.parametrize("way", [overlay, change_a_field, add_a_page], ids=lambda way: way.__name__)
def test_what_another_viewer_calls_valid_is_still_a_change(way, judge, sealed, tmp_path):
    path = tmp_path / "touched.pdf"
    path.write_bytes(way(sealed.pdf))

    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    report = judge(path.read_bytes())

    assert said.count("Signature is Valid.") == 2
    assert report.changes.state is State.BAD
