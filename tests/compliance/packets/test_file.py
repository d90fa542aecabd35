"""The file of a packet made from real files, as public tools see it and as people read it."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import pikepdf
import pytest
from django.conf import settings

from tests.compliance.packets.built import text_of

PROGRAM = (sys.executable, "-m", "countersign_cli")


def verify(path, root):
    """The offline program, as an auditor runs it."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "countersign_cli",
            "verify",
            str(path),
            "--root",
            str(root),
            "--json",
        ],
        env={"PYTHONPATH": str(settings.BASE_DIR / "cli" / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


# As public tools see it


def test_qpdf_finds_no_fault(built):
    done = subprocess.run(["qpdf", "--check", built.path], capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_pdfsig_says_that_the_total_document_is_signed(built):
    said = subprocess.run(["pdfsig", built.path], capture_output=True, text=True).stdout

    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "Signature #2" not in said


def test_the_offline_program_says_yes_three_times(built):
    done = verify(built.path, built.root)
    told = json.loads(done.stdout)

    assert done.returncode == 0, done.stdout
    assert told["kind"] == "packet"
    assert {one["state"] for one in told["verdicts"].values()} == {"good"}
    assert "The audit chain holds" in told["verdicts"]["hashes"]["sentence"]


@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_one_changed_byte_is_reported(built, tmp_path, where):
    content = bytearray(built.path.read_bytes())
    content[int(len(content) * where)] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)

    done = verify(changed, built.root)

    assert done.returncode != 0


# What is in it


def test_every_file_the_manifest_lists_is_in_it_bit_for_bit(built):
    with pikepdf.open(built.path) as pdf:
        embedded = {name: one.get_file().read_bytes() for name, one in pdf.attachments.items()}
    listed = {one["file"]: one for one in built.manifest["items"] if one["file"]}

    assert set(embedded) == {*listed, "manifest.json", "audit.json"}
    for name, item in listed.items():
        assert sha256(embedded[name]).hexdigest() == item["sha256"]
        assert len(embedded[name]) == item["size"]
    for name in ("dpa", "bridge", "baa", "shot", "layout"):
        assert built.originals[name] in embedded.values()


def test_an_original_with_active_content_is_not_handed_on_but_its_pages_are(built):
    [item] = [one for one in built.manifest["items"] if one["file"] is None]
    left = {one["title"]: one for one in built.manifest["left_out"]}

    assert item["title"] == "Access and encryption settings"
    assert item["sha256"] == sha256(built.originals["settings"]).hexdigest()
    reason = left["Original file of “Access and encryption settings”"]["reason"]
    assert reason.startswith("Its pages are here, taken from a cleaned copy.")
    assert "scripts" in reason
    assert "Settings of the cluster" in text_of(built.path, item["pages"][1])
    with pikepdf.open(built.path) as pdf:
        assert "/JavaScript" not in str(pdf.Root.get("/Names", {}).keys())


def test_every_page_of_every_document_is_there(built):
    first, last = next(
        one["pages"] for one in built.manifest["items"] if one["kind"] == "soc2_report"
    )
    pages = text_of(built.path, first, last).split("\f")

    assert last - first == 60
    assert "Granite Cloud, Inc.: SOC 2 Type II" in pages[1]
    for number in range(2, 61):
        assert f"Trust services criteria, page {number}" in pages[number]


def test_pages_that_a_browser_printed_are_there_with_their_links(built):
    first, last = next(one["pages"] for one in built.manifest["items"] if one["kind"] == "dpa")
    pages = text_of(built.path, first, last).split("\f")[: last - first + 1]
    begins = last - 50
    with pikepdf.open(built.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        lists = [pdf.pages[number - 1].obj for number in range(first + 1, begins)]
        targets = [numbers[link.Dest[0].objgen] for one in lists for link in one.Annots]

    assert [page.split()[:2] for page in pages[-51:]] == [
        ["Criterion", f"CC{number}"] for number in range(1, 52)
    ]
    assert targets == list(range(begins, last + 1))


def test_what_is_not_in_it_is_listed_with_the_reason(built):
    left = {one["title"]: one["reason"] for one in built.manifest["left_out"]}

    assert left["SOC 2 Type II report of Amazon EC2"].startswith("This report is refused")
    assert left["Screenshot of a log setting"].endswith("It is another account.")
    assert "https://changes.example/812" in left["Change record"]
    assert left["Wrong terminal"].startswith("Emil Engine took it away again")
    assert any("draft of 2027" in title for title in left)
    assert left["Mutual Non-Disclosure Agreement"].endswith("void: The BAA says it.")


def test_every_page_says_its_number_of_how_many(built):
    with pikepdf.open(built.path) as pdf:
        total = len(pdf.pages)
    pages = text_of(built.path, 1, total).split("\f")

    for number in range(2, total + 1):
        assert f"{number} of {total}" in pages[number - 1]


def test_links_of_the_contents_lead_where_the_page_numbers_say(built):
    with pikepdf.open(built.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [
            numbers[link.Dest[0].objgen]
            for link in pdf.pages[1].obj.get("/Annots", [])
            if link.get("/Dest") is not None
        ]
        titles = {number: _first_line(built.path, number) for number in set(links)}
    printed = [int(one) for one in re.findall(r"(\d+)\s*$", text_of(built.path, 2), re.MULTILINE)]

    assert set(links) == {number for number in printed if number in set(links)}
    assert len(set(links)) >= 19
    assert "Requirements and how they stand" in titles.values()
    assert "Manifest" in titles.values()


def _first_line(path, number):
    lines = [line.strip() for line in text_of(path, number).splitlines() if line.strip()]
    return lines[0]


def test_bookmarks_are_a_tree_with_those_of_the_documents_below_their_exhibit(built):
    with pikepdf.open(built.path) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        report = next(item for item in outline.root if "SOC 2 Type II report" in item.title)

        assert titles[:3] == ["Cover", "Contents", "Engagement, parties and scope"]
        assert report.title.startswith("Exhibit B: ")
        assert any("Section 7" in child.title for child in report.children)


def test_other_matters_are_withheld_from_the_trail_and_it_still_verifies(cast, built):
    with pikepdf.open(built.path) as pdf:
        extract = json.loads(pdf.attachments["audit.json"].get_file().read_bytes())
    shown = [json.loads(row["payload"]) for row in extract["rows"] if row["payload"]]

    assert [row["seq"] for row in extract["rows"]] == list(range(1, len(extract["rows"]) + 1))
    assert len(shown) < len(extract["rows"])
    assert {one["engagement"] for one in shown} == {built.manifest["packet"]["engagement"]}
    assert built.manifest["audit"]["hash"] == extract["rows"][-1]["hash"]


def test_the_manifest_names_the_extract_of_the_trail_and_what_is_not_told_in_it(built):
    with pikepdf.open(built.path) as pdf:
        content = pdf.attachments["audit.json"].get_file().read_bytes()
    rows, said = json.loads(content)["rows"], built.manifest["audit"]

    assert (said["file"], said["sha256"]) == ("audit.json", sha256(content).hexdigest())
    assert (said["size"], said["rows"]) == (len(content), len(rows))
    assert said["redacted"] == sum("redacted" in row for row in rows)
    assert said["withheld"] == sum(row["payload"] is None and "redacted" not in row for row in rows)
    assert said["withheld"] > 0
    assert b"@" not in content


def test_no_mail_address_is_printed(built):
    with pikepdf.open(built.path) as pdf:
        first = min(one["pages"][0] for one in built.manifest["items"])
        assert len(pdf.pages) > first

    assert "@" not in text_of(built.path, 1, first - 1)
    assert "Nora Hale, Harrow & Vale LLP" in text_of(built.path, 1)


def test_what_a_machine_wrote_is_printed_with_its_columns(built):
    [item] = [
        one for one in built.manifest["items"] if (one["file"] or "").endswith("-weights.txt")
    ]
    first, _ = item["pages"]

    said = subprocess.run(
        ["pdffonts", "-f", str(first), "-l", str(first), built.path], capture_output=True, text=True
    ).stdout

    assert "Source-Code" in said
