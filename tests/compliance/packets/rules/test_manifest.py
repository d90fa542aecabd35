"""The manifest as bytes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from compliance.packets.rules import (
    AUDIT,
    MANIFEST,
    Item,
    LeftOut,
    Manifest,
    ManifestRefused,
    canonical,
    safe_file_name,
)

REPORT = Item(
    id="soc2_report:2",
    kind="soc2_report",
    title="SOC 2 Type II report of Granite Cloud",
    version="2026-08-14",
    sha256="ab" * 32,
    size=1000,
    media_type="application/pdf",
    file="a-soc-2-type-ii-report.pdf",
    pages=(12, 71),
    effective_from=date(2025, 7, 1),
    effective_until=date(2026, 12, 31),
    accepted_by=("Carla Consult", "Pavel Prime"),
    accepted_on=date(2026, 11, 2),
    counts_because="The period reaches the day of the packet.",
)
BAA = replace(REPORT, id="agreement:1", kind="agreement", file="b-baa.pdf", pages=(5, 11))
GONE = LeftOut(id="held:9", kind="held", title="Proof", reason="It was withdrawn.")
FULL = Manifest(
    packet={"number": 1, "made_at": datetime(2026, 11, 22, 14, 3, tzinfo=UTC)},
    items=(REPORT, BAA),
    left_out=(GONE,),
    audit={"org": "0", "seq": 7, "hash": "00"},
)


def test_the_same_evidence_gives_the_same_bytes_in_whatever_order_it_comes():
    assert canonical(FULL) == canonical(replace(FULL, items=(BAA, REPORT)))


def test_everything_about_an_item_is_told_in_plain_json():
    told = json.loads(canonical(FULL))

    assert told["format"] == "countersign-manifest-v1"
    assert [item["id"] for item in told["items"]] == ["agreement:1", "soc2_report:2"]
    assert told["items"][1]["pages"] == [12, 71]
    assert told["items"][1]["effective_until"] == "2026-12-31"
    assert told["items"][1]["accepted_by"] == ["Carla Consult", "Pavel Prime"]
    assert told["left_out"] == [
        {
            "id": "held:9",
            "kind": "held",
            "title": "Proof",
            "reason": "It was withdrawn.",
            "sha256": None,
        }
    ]
    assert told["packet"]["made_at"] == "2026-11-22T14:03:00+00:00"


def test_a_change_anywhere_changes_the_bytes():
    assert canonical(FULL) != canonical(replace(FULL, items=(BAA, replace(REPORT, size=1001))))


def test_a_record_is_in_or_left_out_and_never_both():
    twice = replace(FULL, left_out=(replace(GONE, id=REPORT.id),))

    with pytest.raises(ManifestRefused, match="names the record soc2_report:2 twice"):
        canonical(twice)


def test_no_two_files_have_one_name():
    with pytest.raises(ManifestRefused, match="Two files of the packet are called a-soc"):
        canonical(replace(FULL, items=(REPORT, replace(BAA, file=REPORT.file))))


@pytest.mark.parametrize("name", [MANIFEST, AUDIT])
def test_names_of_the_format_are_kept_for_it(name):
    with pytest.raises(ManifestRefused, match=f"may be called {name}"):
        canonical(replace(FULL, items=(replace(REPORT, file=name),)))


def test_pages_alone_need_no_file():
    told = json.loads(canonical(replace(FULL, items=(replace(REPORT, file=None),))))

    assert told["items"][0]["file"] is None


def test_what_has_no_canonical_form_is_not_guessed():
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(replace(FULL, audit={"head": object()}))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Business Associate Agreement", "a-business-associate-agreement.pdf"),
        ("Prüfbericht / Zürich: §4", "a-prufbericht-zurich-4.pdf"),
        ("..\\..\\etc/passwd", "a-etc-passwd.pdf"),
        ("検査", "a-document.pdf"),
    ],
)
def test_embedded_files_have_names_that_every_system_takes(title, name):
    assert safe_file_name("A", title, ".pdf") == name


def test_a_long_title_is_cut_and_keeps_its_ending():
    name = safe_file_name("AB", "word " * 60, ".pdf")

    assert len(name) <= 80
    assert name.endswith("-wor.pdf")
