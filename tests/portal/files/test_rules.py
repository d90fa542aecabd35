"""Names, claims and sizes."""

import pytest

from portal.files.rules import FileKind, FileRefused, check_claim, clean_name, in_words


@pytest.mark.parametrize(
    ("given", "kind", "clean"),
    [
        ("report.pdf", FileKind.PDF, "report.pdf"),
        ("Report.PDF", FileKind.PDF, "Report.PDF"),
        ("report", FileKind.PDF, "report.pdf"),
        ("report.v2", FileKind.PDF, "report.v2.pdf"),
        ("photo.jpeg", FileKind.JPEG, "photo.jpeg"),
        ("deploy.sh", FileKind.TEXT, "deploy.sh.txt"),
        ("../../etc/passwd", FileKind.TEXT, "etc passwd.txt"),
        ("C:\\Users\\x\\a.log", FileKind.TEXT, "C Users x a.log"),
        ("a\r\nSet-Cookie: b.csv", FileKind.CSV, "aSet-Cookie b.csv"),
        ("gpj\u202eexe.pdf", FileKind.PDF, "gpjexe.pdf"),
        ("  .hidden.json ", FileKind.JSON, "hidden.json"),
        ("", FileKind.PNG, "file.png"),
        ("...", None, "file"),
        ("Prüfbericht 2026 «final».pdf", FileKind.PDF, "Prüfbericht 2026 «final».pdf"),
    ],
)
def test_a_name_is_made_safe_and_keeps_what_it_says(given, kind, clean):
    assert clean_name(given, kind) == clean


def test_a_long_name_keeps_its_ending():
    name = clean_name("x" * 500 + ".pdf", FileKind.PDF)

    assert len(name) == 120
    assert name.endswith("x.pdf")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", FileKind.PNG),
        ("a.PDF", FileKind.TEXT),
        ("a.txt", FileKind.PDF),
        ("a.csv", FileKind.XLSX),
        ("a.jpg", FileKind.PNG),
        ("a.xlsx", FileKind.PDF),
    ],
)
def test_a_name_that_lies_is_refused(name, kind):
    with pytest.raises(FileRefused, match="promises something else than the file holds"):
        check_claim(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.json", FileKind.TEXT),
        ("a.txt", FileKind.CSV),
        ("report", FileKind.PDF),
        ("report.2026", FileKind.PDF),
        ("a.jpeg", FileKind.JPEG),
    ],
)
def test_a_name_that_promises_nothing_else_is_fine(name, kind):
    check_claim(name, kind)


def test_every_kind_has_words_a_type_and_endings():
    for kind in FileKind:
        assert kind.label.startswith(("a ", "an ", "plain "))
        assert "/" in kind.mime
        assert kind.extensions


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1536, "1.5 KB"),
        (100 << 20, "100 MB"),
        (2 << 30, "2 GB"),
    ],
)
def test_sizes_are_read_as_people_read_them(size, words):
    assert in_words(size) == words
