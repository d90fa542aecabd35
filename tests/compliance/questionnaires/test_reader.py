"""Reading workbooks and tables in the child: what is in them, and what must not hurt."""

import zipfile

import pytest

from compliance.questionnaires.reader import read_answers
from compliance.questionnaires.rules import limits_told
from compliance.reading.readers.terms import Unreadable
from portal.files.rules import FileKind
from portal.files.sandbox import ProcessLimits
from tests.excel import Formula, Made, R, S, Styled, packed, relations, workbook

HEAD = ["No.", "Question", "Answer", "Remarks"]
PARTS = {
    "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations(1),
}


@pytest.fixture
def read(tmp_path):
    """What is found in these bytes."""

    def find(data, kind=FileKind.XLSX, **limits):
        path = tmp_path / "given"
        path.write_bytes(data)
        more = {"limits": ProcessLimits(**limits)} if limits else {}
        return read_answers(path, kind=kind, **more)

    return find


def answers_in(found):
    return [line.answer for sheet in found.read for line in sheet.lines]


def asked(*answers):
    """A sheet on which these are answered."""
    return [
        HEAD,
        *([f"1.{n}", f"What is the answer number {n}?", one] for n, one in enumerate(answers, 1)),
    ]


def test_answers_are_read_as_excel_shows_them(read):
    told = asked(
        "Yes", True, 12, 0.1 + 0.2, Styled(46342, 1), Styled(0.995, 2), Styled(46342.5, 3),
        Formula("1+1", "2 of 3"), "a_x000D_\nb", 10**20,
    )  # fmt: skip

    found = read(workbook({"Sheet": told}))

    assert answers_in(found) == [
        *("Yes", "TRUE", "12", "0.3", "16 November 2026", "99.5%", "16 November 2026, 12:00"),
        *("2 of 3", "a\nb", "1e+20"),
    ]


def test_days_can_be_counted_from_1904(read):
    found = read(workbook({"Sheet": asked(Styled(44880, 1))}, since_1904=True))

    assert answers_in(found) == ["16 November 2026"]


def test_a_formula_without_a_stored_value_is_no_answer_and_told(read):
    [sheet] = read(workbook({"Sheet": asked("Yes", Formula("A1&B1"))})).read

    assert (sheet.questions, sheet.answered, sheet.unsaved) == (2, 1, 1)
    assert sheet.told == ("1 formula was saved without a value, and left empty here.",)


def test_what_is_hidden_is_told_as_hidden(read):
    hidden = Made(asked("Yes", "No"), hidden_rows=(3,), hidden_columns=(3,))

    found = read(workbook({"Shown": hidden, "Kept back": Made(asked("No"), state="veryHidden")}))

    [sheet] = found.read
    assert [line.hidden for line in sheet.lines] == [False, True]
    assert sheet.told == (
        "1 of these rows is hidden in the file, and marked so.",
        "The column of the answers is hidden in the file.",
    )
    assert [one.name for one in found.sheets if one.state == "hidden"] == ["Kept back"]


def test_very_long_texts_are_whole(read):
    long = "word " * 6_000

    [answer] = answers_in(read(workbook({"Sheet": asked(long)})))

    assert answer == long.strip()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_whatever_parts_its_fields(read, delimiter):
    rows = [["Questions of Bayside"], [], HEAD, ["1", 'Is it "so"?\nReally?', "Yes", "x; y, z"]]
    quoted = ([f'"{x.replace(chr(34), chr(34) * 2)}"' for x in row] for row in rows)
    text = "\r\n".join(delimiter.join(row) for row in quoted)

    [sheet] = read(b"\xef\xbb\xbf" + text.encode(), FileKind.CSV).read

    [line] = sheet.lines
    assert (line.number, line.text, line.answer, line.remark) == (
        *("1", 'Is it "so"?\nReally?', "Yes", "x; y, z"),
    )


def test_many_questions_are_counted_and_the_first_ones_kept(read):
    [sheet] = read(workbook({"Sheet": asked(*["Yes"] * 3_500)})).read

    assert (sheet.questions, sheet.answered, len(sheet.lines)) == (3_500, 3_500, 3_000)
    assert sheet.told == (
        "The first 3,000 of 3,500 questions are printed; the others are in the file.",
    )


def test_a_million_rows_are_read_as_far_as_there_is_room(read):
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = "".join(row.format(n) for n in range(20, 1_000_000))

    found = read(workbook({"Sheet": Made(asked("Yes", "No", "No"), raw=rows)}))

    [sheet] = found.read
    assert (sheet.questions, sheet.whole) == (3, False)
    assert "The sheet is longer than what is read" in " ".join(sheet.told)


def test_a_sheet_for_which_no_room_is_left_is_not_said_to_be_empty(read):
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = "".join(row.format(n) for n in range(20, 70_000))

    found = read(workbook({"Long": Made([["x"]], raw=rows), "Answers": asked("Yes")}))

    assert [one.state for one in found.sheets] == ["unread", "unread"]
    assert list(limits_told(found)) == [
        "The sheets “Long”, “Answers” are longer than what is read: see the file."
    ]


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: '<!DOCTYPE a [<!ENTITY b "bbbb">]><a><row><c>&b;</c></row></a>'},
        {SHEET: "<worksheet><sheetData><row>"},
        {SHEET: '<worksheet><row><c r="ZZZZ1"><v>1</v></c></row></worksheet>'},
        {SHEET: '<worksheet><cols><col min="x" hidden="1"/></cols></worksheet>'},
        {"xl/workbook.xml": "no xml at all"},
    ],
)
def test_what_excel_does_not_write_is_refused_in_words(read, parts):
    with pytest.raises(Unreadable, match="workbook"):
        read(packed({**PARTS, **parts}))


def test_what_is_no_archive_is_refused_in_words(read):
    with pytest.raises(Unreadable, match="is not a workbook, or is damaged"):
        read(b"PK\x03\x04 and nothing more")


def test_entities_are_not_expanded(read):
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE sst [<!ENTITY e0 "x">{lines}]><sst><si><t>&e11;</t></si></sst>'

    with pytest.raises(Unreadable):
        read(packed({**PARTS, "xl/sharedStrings.xml": bomb}))


def test_a_bomb_ends_the_child_and_not_the_worker(read, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(b"<sst><si><t>")
            for _ in range(700):
                part.write(b"x" * (1 << 20))
            part.write(b"</t></si></sst>")

    with pytest.raises(Unreadable):
        read(path.read_bytes(), memory_bytes=512 << 20, cpu_seconds=20)


def test_a_child_that_takes_too_long_is_ended(read):
    with pytest.raises(Unreadable, match="more than can be read here"):
        read(workbook({"Sheet": asked("Yes")}), wall_seconds=0.01)
