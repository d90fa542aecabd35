"""PDFs that are refused, each with a sentence that says why, and nothing left behind."""

import io
import zipfile
import zlib

import pikepdf
import pytest

from portal.files.inspection import Limits
from portal.files.rules import FileRefused
from portal.files.sandbox import ProcessLimits
from tests.portal.files import friendly
from tests.portal.files.raw_pdf import (
    TEXT,
    annotation,
    catalog,
    page,
    pdf,
    stream,
    with_wrong_offsets,
)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def flate(data, times=1):
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%s]" % (b"/FlateDecode " * times))


def assert_refused(look, leftovers, data, words, **options):
    with pytest.raises(FileRefused, match=words) as refusal:
        look(data, **options)

    assert "Nothing of it was kept." in str(refusal.value)
    assert str(refusal.value).startswith("“evidence.pdf” ")
    assert leftovers() == []


@pytest.mark.parametrize(
    ("encryption", "words"),
    [
        (pikepdf.Encryption(user="secret", owner="other"), "only be opened with a password"),
        (pikepdf.Encryption(user="", owner="other"), "restrictions on copying, printing"),
        (pikepdf.Encryption(user="", owner="other", R=4), "restrictions on copying, printing"),
        (pikepdf.Encryption(user="secret", owner="", R=3, aes=False, metadata=False), "password"),
    ],
    ids=["user", "owner", "owner, AES-128", "user, RC4"],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_encrypted(look, leftovers, report, encryption, words):
    locked = friendly.saved_again(report, encryption=encryption)

    assert_refused(look, leftovers, locked, words)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_cut_off(look, leftovers, report, share):
    assert_refused(look, leftovers, report[: int(len(report) * share)], "end of the PDF is missing")


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_cut_off_although_it_can_be_read_from_the_front(look, leftovers, report, share):
    linear = friendly.saved_again(report, linearize=True)

    assert_refused(look, leftovers, linear[: int(len(linear) * share)], "end of the PDF is missing")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"plain words\n" + pdf(), "two things at once: it can also be opened as a PDF"),
        (b"<html><script>alert(1)</script>" + pdf(), "web page"),
        (pdf() + zipped(a=b"payload"), "two things at once: .* ZIP archive"),
        (pdf({9: stream(zipped(a=b"x" * 40))}), "two things at once: .* ZIP archive"),
        (pdf() + b"<script>alert(1)</script>" * 5, "foreign data after the end"),
        (pdf() + b"%%EOF" + b"x" * 100, "foreign data after the end"),
    ],
    ids=["text", "HTML", "ZIP behind", "ZIP inside", "script behind", "second end mark"],
)
def test_two_things_at_once(look, leftovers, data, words):
    assert_refused(look, leftovers, data, words)


PAGES = b"<< /Type /Pages /Kids [%s] /Count %d >>"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({2: PAGES % (b"", 0)}, "has no pages"),
        ({2: b"<< /Type /Pages /Count 3 >>"}, "has no pages|damaged"),
        ({2: PAGES % (b"3 0 R " * 1_000_000, 1_000_000)}, "damaged|more than 5000 pages"),
        ({2: PAGES % (b"3 0 R " * 50_000, 50_000)}, "more than 5000 pages"),
        ({2: PAGES % (b"3 0 R " * 5_001, 5_001)}, "more than 5000 pages"),
        ({2: PAGES % (b"2 0 R", 1)}, "more than 5000 pages"),
        (
            {2: PAGES % (b"5 0 R", 1), 5: PAGES % (b"6 0 R", 1), 6: PAGES % (b"5 0 R", 1)},
            "more than 5000 pages",
        ),
        ({2: PAGES % (b"3 0 R", 7)}, "damaged"),
        (page(b"/MediaBox [0 0 20000 20000]"), "impossible size"),
        (page(b"/MediaBox [0 0 14400 14400] /UserUnit 75000"), "impossible size"),
        (page(b"/MediaBox [0 0 0 0]"), "impossible size"),
        ({1: b"<< /Type /Catalog >>"}, "damaged|no pages"),
        ({1: b"[]"}, "damaged"),
        (catalog(b"/Deep " + b"[" * 5_000 + b"]" * 5_000), "damaged"),
        (catalog(b"/Collection << /Type /Collection >>"), "portfolio.*wrapper around other files"),
        (catalog(b"/NeedsRendering true /AcroForm << /Fields [] /XFA (x) >>"), "XFA form"),
        ({5: stream(b"x", b"/Filter [%s]" % (b"/ASCIIHexDecode " * 8))}, "packed too many times"),
        (
            {
                5: stream(
                    b"x",
                    b"/Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8"
                    b" /Filter /DCTDecode",
                )
            },
            "picture of impossible size",
        ),
    ],
)
def test_impossible(look, leftovers, changed, words):
    assert_refused(look, leftovers, pdf(changed), words)


@pytest.mark.parametrize(
    "changed",
    [
        {5: flate(bytes(3 << 20))},
        {5: flate(bytes(3 << 20), times=2)},
        {5: flate(bytes(3 << 20), times=3)},
        {number: flate(bytes(1 << 20)) for number in range(5, 10)},
        {
            5: stream(
                zlib.compress(bytes(3 << 20)).hex().encode() + b">",
                b"/Filter [/ASCIIHexDecode /FlateDecode]",
            )
        },
        {5: stream(b"\x81\x00" * 30_000 + b"\x80", b"/Filter /RunLengthDecode")},
        {5: stream(b"z" * 900_000, b"/Filter [/ASCII85Decode /DCTDecode]")},
    ],
    ids=["once", "twice", "thrice", "in parts", "in hex", "run length", "before a picture"],
)
def test_bombs_are_counted_while_they_unpack(look, leftovers, changed):
    limits = Limits(inflated_stream=2 << 20, inflated_total=4 << 20)

    assert_refused(look, leftovers, pdf(changed), "unpacks to", limits=limits)


def test_a_bomb_of_gigabytes_in_some_kilobytes_under_the_limits_of_the_site(look, leftovers):
    packer = zlib.compressobj(9)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    part = packer.compress(bytes(8 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    inner = start + part * 400  # 3 GB of zeros
    bomb = pdf({5: flate(inner).replace(b"[/FlateDecode ]", b"[/FlateDecode /FlateDecode]")})

    assert len(bomb) < 20_000
    assert_refused(look, leftovers, bomb, "unpacks to")


def test_a_bomb_in_the_table_of_objects_itself(look, leftovers):
    objects = b"9 0 " + b"null" + b" " * (8 << 20)
    packed = zlib.compress(objects)
    data = _with_object_stream(packed)

    assert_refused(
        look, leftovers, data, "unpacks to|damaged", limits=Limits(inflated_stream=1 << 20)
    )


def _with_object_stream(packed):
    """A file whose catalogue lies in a stream of objects."""
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in (
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Thumb 9 0 R >>"),
        (5, stream(packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")),
        (1, b"<< /Type /Catalog /Pages 2 0 R /PieceInfo 9 0 R >>"),
    ):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = {0: (0, 0, 65535), 9: (2, 5, 0), 10: (1, start, 0)}
    rows |= {number: (1, place, 0) for number, place in places.items()}
    table = b"".join(
        kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(2)
        for kind, place, last in (rows.get(number, (0, 0, 65535)) for number in range(11))
    )
    out += (
        b"10 0 obj\n"
        + stream(table, b"/Type /XRef /Size 11 /W [1 4 2] /Root 1 0 R")
        + b"\nendobj\n"
    )
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def test_too_many_objects(look, leftovers):
    data = pdf(dict.fromkeys(range(5, 3000), b"null"))

    assert_refused(look, leftovers, data, "more than 1000 objects", limits=Limits(objects=1_000))


@pytest.mark.parametrize(
    ("process", "words"),
    [
        (ProcessLimits(memory_bytes=100 << 20), "unpacks to|could not be read|is damaged"),
        (ProcessLimits(wall_seconds=0.01), "takes far longer to read"),
        (ProcessLimits(written_bytes=100), "could not be read|is damaged"),
    ],
    ids=["memory", "time", "disk"],
)
def test_what_the_child_cannot_do_within_its_limits_is_refused(look, leftovers, process, words):
    large = {5: stream(bytes(40 << 20), b"/Filter /FlateDecode")}
    data = pdf(large | annotation(b"/Subtype /Screen"))

    assert_refused(look, leftovers, data, words, limits=Limits(process=process))


@pytest.mark.parametrize(
    "data",
    [
        with_wrong_offsets(pdf({4: b"garbage garbage"})),
        with_wrong_offsets(pdf()).replace(b"4 0 obj", b"40 obj "),
        with_wrong_offsets(pdf({2: PAGES % (b"3 0 R 8 0 R", 2)})),
        b"%PDF-1.7\n" + b"nothing but words\n" * 50 + b"%%EOF\n",
        b"%PDF-1.7\n%%EOF\n",
        with_wrong_offsets(pdf({4: stream(b"x\x9c\x00broken" + TEXT, b"/Filter /FlateDecode")})),
    ],
    ids=["no content", "content lost", "page lost", "words", "nothing", "content broken"],
)
def test_damaged_beyond_safe_repair(look, leftovers, data):
    assert_refused(look, leftovers, data, "damaged|no pages|counts its pages wrongly")
