"""Whatever comes, an inspection ends in a finding or in a sentence, and distrusts its child."""

import random

import pytest

from portal.files.inspection import Inspection, Limits, parent
from portal.files.inspection.terms import Given
from portal.files.rules import FileKind, FileRefused
from tests.portal.files.friendly import encoded, photograph
from tests.portal.files.raw_pdf import catalog, pdf
from tests.portal.files.raw_xlsx import workbook

SEEDS = {
    "a.pdf": pdf(catalog(b"/OpenAction << /S /JavaScript /JS (x) >>")),
    "a.png": encoded(photograph(1, size=(60, 40)), "PNG"),
    "a.jpg": encoded(photograph(1, size=(60, 40)), "JPEG"),
    "a.xlsx": workbook(),
}


def mutated(data, dice):
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(out))
        match dice.randrange(4):
            case 0:
                out[place] ^= 1 << dice.randrange(8)
            case 1:
                del out[place : place + dice.randint(1, 40)]
            case 2:
                out[place:place] = dice.randbytes(dice.randint(1, 40))
            case 3:
                other = dice.randrange(len(out))
                out[place : place + 30] = out[other : other + 30]
        if len(out) < 100:
            break
    return bytes(out)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("seed", range(8))
def test_random_damage_never_ends_in_anything_else(look, name, seed):
    data = mutated(SEEDS[name], random.Random(f"{name} {seed}"))

    try:
        outcome = look(data, name)
    except FileRefused as refusal:
        outcome = str(refusal)

    assert isinstance(outcome, Inspection) or outcome.endswith(".")


@pytest.fixture
def given(tmp_path):
    return Given(
        path=tmp_path / "given",
        name="a.pdf",
        derivative=tmp_path / "derivative",
        limits=Limits(),
    )


HONEST = {"kind": "pdf", "pages": 3, "title": "Report", "notes": ["Fine."], "derivative": False}


def test_an_honest_answer_is_believed(given):
    inspection = parent._believed(HONEST, given, {FileKind.PDF})

    assert (inspection.kind, inspection.pages, inspection.title) == (FileKind.PDF, 3, "Report")
    assert inspection.notes == ("Fine.",)


@pytest.mark.parametrize(
    "lie",
    [
        {"kind": "xlsx"},
        {"kind": None},
        {"pages": 0},
        {"pages": 5_001},
        {"pages": "3"},
        {"title": None},
        {"notes": "Fine."},
        {"notes": [1]},
        {"notes": ["x"] * 13},
        {"derivative": True},
        {"refused": 1},
    ],
)
def test_an_answer_that_only_a_hijacked_child_would_give_is_not_believed(given, lie):
    with pytest.raises(parent._OddAnswer):
        parent._believed(HONEST | lie, given, {FileKind.PDF})


def test_a_link_in_the_place_of_the_derivative_is_not_followed(given, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("key")
    given.derivative.symlink_to(secret)

    with pytest.raises(parent._OddAnswer):
        parent._believed(HONEST | {"derivative": True}, given, {FileKind.PDF})


def test_titles_are_stripped_of_what_does_not_print(look):
    data = pdf({7: b"<< /Title <FEFF0041000A0042202E0043> >>"}).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Info 7 0 R"
    )

    assert look(data).title == "ABC"
