"""Sections are found under any title, and lists of titles are not taken for them."""

import pytest

from compliance.vendors.rules.reading import read_report
from compliance.vendors.rules.reading.layout import sheets_of
from compliance.vendors.rules.reading.outline import Outline
from tests.compliance.vendors.reading.printing import LEFT, RIGHT, Sheet, report

ENTRIES = (
    ("Section I: Independent Service Auditor's Report", "3"),
    ("Section II: Assertion of Ferrow Management", "4"),
    ("Section III: Description of the Ferrow Vault", "5"),
    ("3.1 Components", "5"),
    ("3.2 Changes", "6"),
    ("Section IV: Controls, Tests of Controls and Results", "7"),
    ("4.1 Results by criterion", "8"),
    ("4.2 Exceptions in detail", "8"),
)


def listing(heading=""):
    """A page of titles, each with its page at the right edge as a word of its own."""
    sheet = Sheet(2)
    if heading:
        sheet.title(heading)
    for words, number in ENTRIES:
        sheet.at(LEFT, sheet.y, words)
        sheet.at(RIGHT - 6, sheet.y, number)
        sheet.y += 20
    return sheet.page()


def with_listing(page):
    first, *rest = report()
    moved = [type(one)(one.number + 1, one.text, one.words) for one in rest]
    return [first, page, *moved]


@pytest.mark.parametrize("heading", ["", "At a glance", "What is inside", "Table of Contents"])
def test_a_page_of_titles_and_page_numbers_begins_no_section(heading):
    found = read_report(with_listing(listing(heading)))

    assert {name: place.page for name, place in found.sections.items()} == {
        "auditor_report": 3,
        "assertion": 4,
        "description": 5,
        "tests": 7,
    }


def test_a_table_with_numbered_rows_is_no_table_of_contents():
    sheet = Sheet(5)
    for number in range(5, 15):
        sheet.row(str(number), "Customers remove leavers", columns=(LEFT, 130.0))

    pages = report()
    pages[4] = sheet.page()

    assert Outline(sheets_of(pages)).contents == frozenset()


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("Directors’ Statement", "assertion"),
        ("2 Statement of the Legal Representatives", "assertion"),
        ("Declaration by the Board of Trustees", "assertion"),
        ("Schedule of Tests", "tests"),
        ("Section IV - Controls, Tests, and Results", "tests"),
        ("Work Done and Findings", "tests"),
        ("Appendix: Replies of the Directors", "other"),
        ("Management's Comments", "other"),
        ("Part 2: Declaration of Ferrow", "assertion"),
        ("Part 4. Controls Examined", "tests"),
        ("Ferrow's Replies to the Findings", "other"),
    ],
)
def test_a_section_is_known_by_other_titles_too(words, section):
    sheet = Sheet(2)
    sheet.title("Independent Assurance Report")
    sheet.text("We examined the description of the vault, which runs at two sites.")
    sheet.title(words)
    sheet.text("What stands here is of no matter to the title above it, which is large.")

    outline = Outline(sheets_of([sheet.page()]))

    assert section in outline.starts


def test_a_numbered_part_of_a_section_begins_none():
    sheet = Sheet(2)
    sheet.title("Section 1 - Report of Independent Service Auditors")
    sheet.title("1.6 Tests of controls", size=12)
    sheet.text("The tests are listed in a later section, with what came of each of them.")
    later = Sheet(3)
    later.title("Section 4 - Controls, Tests of Controls and Results")

    outline = Outline(sheets_of([sheet.page(), later.page()]))

    assert outline.sheets.pieces[outline.starts["tests"]].page == 3


@pytest.mark.parametrize("heading", ["", "What's inside", "Structure of this report", "Our paper"])
def test_a_list_of_sections_without_their_pages_begins_none(heading):
    sheet = Sheet(2)
    if heading:
        sheet.title(heading)
    for words, _ in ENTRIES:
        sheet.text(words)

    found = read_report(with_listing(sheet.page()))

    assert {place.page for place in found.sections.values()} == {3, 4, 5, 7}


def test_a_part_with_a_title_of_its_own_before_the_tests_is_the_description():
    sheet = Sheet(2)
    sheet.title("Part A. Practitioner's report")
    sheet.text("We examined the vault, which runs at two sites, and its controls.")
    sheet.title("Part B. Statement by Ferrow")
    sheet.text("Ferrow wrote the next part and stands by every word of it.")
    sheet.title("Part C. The Ferrow Vault")
    sheet.text("The vault was built in the harbour and is kept by nine people.")
    sheet.title("Part D. Controls tested")
    sheet.text("Each control was tested by one of us in the half-year.")
    cover = Sheet(1)
    cover.text("Ferrow")

    outline = Outline(sheets_of([cover.page(), sheet.page()]))

    assert list(outline.starts) == ["auditor_report", "assertion", "description", "tests"]
