"""What the front of a report says is proposed with the page it stands on."""

from datetime import date

import pytest

from compliance.reading.rules import Page
from compliance.vendors.rules import Category, Opinion, ReportType, SubserviceMethod
from compliance.vendors.rules.reading import DocumentKind, ProposedPeriod, read_report
from compliance.vendors.rules.reading.dates import dates, periods
from tests.compliance.vendors.reading.printing import Sheet, read, report


def test_an_ordinary_report_is_read_whole():
    found = read()

    assert found.kind.value is DocumentKind.SOC2
    assert found.type.value is ReportType.TYPE_II
    assert found.organization.value == "Ferrow Systems, Inc."
    assert found.auditor.value == "Quist & Varley LLP"
    assert found.system.value == "Ferrow Vault"
    assert found.period.value == ProposedPeriod(date(2025, 7, 1), date(2026, 6, 30))
    assert found.report_date.value == date(2026, 8, 20)
    assert found.categories.value == (Category.SECURITY, Category.AVAILABILITY)
    assert found.opinion.value is Opinion.UNQUALIFIED
    assert found.subservice == ()


def test_every_field_names_its_page():
    found = read()

    assert found.period.pages == (1, 2)
    assert found.report_date.page == 2
    assert found.opinion.page == 2
    assert {name: place.page for name, place in found.sections.items()} == {
        "auditor_report": 2,
        "assertion": 3,
        "description": 4,
        "tests": 6,
    }


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("July 1, 2025 to June 30, 2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("01-Jul-2025 to 30-Jun-2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("2025-07-01 through 2026-06-30", date(2025, 7, 1), date(2026, 6, 30)),
        ("1 July 2025 until 30 June 2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("from 1st July 2025 to the 30th of June 2026", date(2025, 7, 1), date(2026, 6, 30)),
        ("January 1 to December 31, 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("April 1, 2025 – March 31, 2026", date(2025, 4, 1), date(2026, 3, 31)),
        (
            "beginning July 1, 2026 and ending October 15, 2026",
            date(2026, 7, 1),
            date(2026, 10, 15),
        ),
    ],
)
def test_a_period_is_read_however_it_is_printed(words, first, last):
    (found,) = periods(f"For the period {words}, we say.")

    assert (found.first, found.last) == (first, last)


def test_two_dates_that_are_no_period_are_none():
    assert list(periods("Signed on May 1, 2026. Published May 9, 2026.")) == []
    assert [one.day for one in dates("Due 31 February 2026")] == []


def test_a_type_i_report_has_one_day():
    found = read(type_="SOC 2 Type I Report", cover="As of March 31, 2026")

    assert found.type.value is ReportType.TYPE_I
    assert found.period.value == ProposedPeriod(None, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("words", "opinion"),
    [
        (
            "In our opinion, except for the matter described above, in all material respects, the "
            "controls operated effectively.",
            Opinion.QUALIFIED,
        ),
        (
            "Adverse opinion. In our opinion, because of the significance of the matter described "
            "above, the controls did not operate effectively.",
            Opinion.ADVERSE,
        ),
        (
            "Disclaimer of opinion. Because of the matter described above we do not express an "
            "opinion on the description or on the controls.",
            Opinion.DISCLAIMER,
        ),
    ],
)
def test_an_opinion_that_is_not_clean_is_seen(words, opinion):
    found = read(opinion=words)

    assert found.opinion.value is opinion
    assert found.opinion.page == 2


def test_a_limit_to_design_is_no_disclaimer():
    found = read(scope="We did not test operation and express no opinion on it.")

    assert found.opinion.value is Opinion.UNQUALIFIED


def test_criteria_that_were_not_met_are_listed():
    found = read(
        opinion="As a result the criteria CC6.2 and CC6.3 were not met. In our opinion, except for "
        "that, the controls operated effectively."
    )

    assert found.criteria_not_met.value == ("CC6.2", "CC6.3")


def test_subservice_organisations_are_told_apart_by_method():
    found = read(
        scope="Ferrow uses Halvard Colo AS for colocation. The description includes the controls "
        "of Halvard Colo AS (inclusive method). Ferrow uses Amazon Web Services, Inc. for hosting. "
        "The description excludes the controls of Amazon Web Services, Inc. (carve-out method)."
    )

    assert {one.value.name: one.value.method for one in found.subservice} == {
        "Halvard Colo AS": SubserviceMethod.INCLUSIVE,
        "Amazon Web Services, Inc.": SubserviceMethod.CARVE_OUT,
    }


def test_what_belongs_to_an_organisation_is_not_its_name():
    found = read(
        scope="Ferrow rents servers from Halvard Colo AS, a subservice organization. Controls of "
        "Halvard Colo AS are carved out of the description and of our examination."
    )

    (one,) = found.subservice
    assert one.value.name == "Halvard Colo AS"
    assert one.value.method is SubserviceMethod.CARVE_OUT


def test_a_product_is_named_with_the_company_that_sells_it():
    found = read(
        scope="Ferrow uses Skystore (Halvard Colo AS), a subservice organization, for copies. The "
        "description excludes the controls of Halvard Colo AS (carve-out method)."
    )

    (one,) = found.subservice
    assert one.value.name == "Skystore (Halvard Colo AS)"
    assert one.value.method is SubserviceMethod.CARVE_OUT


def test_pictures_of_pages_are_a_scan_even_with_a_stamp_in_the_margin():
    sheets = [Sheet(i) for i in range(1, 6)]
    for sheet in sheets:
        sheet.at(72, 770, "Downloaded by someone@example.org on 2026-11-02")

    assert read_report([sheet.page() for sheet in sheets]).is_scan
    assert read_report([Page(1, "")]).is_scan
    assert not read_report(report()).is_scan


def test_a_paper_that_only_mentions_soc_2_is_no_report():
    sheet = Sheet(1)
    sheet.title("Security at Ferrow")
    sheet.text("Our SOC 2 Type 2 report is available to customers under an agreement. " * 3)

    found = read_report([sheet.page()])

    assert found.kind.value is DocumentKind.OTHER
    assert found.period is None


@pytest.mark.parametrize(
    ("name", "about", "kind"),
    [
        ("SOC 1 Type 2 Report", "internal control over financial reporting", DocumentKind.SOC1),
        ("SOC 3 Report", "management's assertion that controls were effective", DocumentKind.SOC3),
    ],
)
def test_other_soc_reports_are_not_taken_for_soc_2(name, about, kind):
    sheet = Sheet(1)
    sheet.title(name)
    sheet.text(f"We have examined {about}. In our opinion it is fairly stated. " * 3)

    assert read_report([sheet.page()]).kind.value is kind


def letter(*paragraphs, signed=("Ada Brunt", "Chief Information Security Officer")):
    sheet = Sheet(1)
    for line in ("Ferrow Systems, Inc.", "October 20, 2026", *paragraphs, *signed):
        sheet.text(line)
    return read_report([sheet.page()])


def test_a_bridge_letter_is_told_from_a_report():
    found = letter(
        "Quist & Varley LLP issued a SOC 2 Type 2 report for the period July 1, 2025 to "
        "June 30, 2026. This bridge letter covers the period July 1, 2026 to October 20, 2026.",
        "We are not aware of any material change to our controls.",
    )

    assert found.kind.value is DocumentKind.BRIDGE_LETTER
    assert found.letter.covers_from.value == date(2026, 7, 1)
    assert found.letter.covers_until.value == date(2026, 10, 20)
    assert found.letter.dated.value == date(2026, 10, 20)
    assert found.letter.report_period_end.value == date(2026, 6, 30)
    assert found.letter.signed_by.value == "Chief Information Security Officer"
    assert not found.letter.by_auditor


def test_a_letter_up_to_its_own_date_ends_on_that_date():
    found = letter(
        "Our SOC 2 report covers the period July 1, 2025 to June 30, 2026.",
        "To our customers: from July 1, 2026 to the date of this letter we are not aware of any "
        "material change. This letter is valid until December 31, 2026.",
    )

    assert found.letter.covers_until.value == date(2026, 10, 20)
    assert found.letter.valid_until.value == date(2026, 12, 31)


def test_a_letter_that_the_auditor_signed_is_marked():
    found = letter(
        "The SOC 2 report covers the period July 1, 2025 to June 30, 2026.",
        "This bridge letter covers July 1, 2026 to October 1, 2026. No material changes.",
        signed=("Quist & Varley LLP", "Engagement partner"),
    )

    assert found.letter.by_auditor


def test_a_letter_not_to_be_relied_on_after_a_day_is_valid_until_then():
    found = letter(
        "Quist & Varley LLP issued our SOC 2 report. It covers July 1, 2025 to June 30, 2026.",
        "This bridge letter covers July 1, 2026 to October 20, 2026. No material changes.",
        "It should not be relied upon after December 31, 2026.",
    )

    assert found.letter.report_period_end.value == date(2026, 6, 30)
    assert found.letter.valid_until.value == date(2026, 12, 31)


def test_companies_joined_by_and_are_two():
    found = read(
        scope="Ferrow uses AWS and Corewell, Inc. as subservice organizations for hosting. The "
        "description excludes their controls (the carve-out method)."
    )

    assert [one.value.name for one in found.subservice] == ["AWS", "Corewell, Inc."]


def test_an_audit_firm_on_the_cover_is_not_the_system():
    firm = "Van Oirschot Accountants en Adviseurs N.V."
    pages = report(scope=f"{firm} is independent of Ferrow. {firm} keeps to its code of ethics.")
    cover = Sheet(1)
    cover.title("Ferrow Systems, Inc.", size=22)
    cover.text("SOC 2 Type 2 Report for the period July 1, 2025 to June 30, 2026")
    cover.text(firm)

    assert read_report([cover.page(), *pages[1:]]).system.value == "Ferrow Vault"


@pytest.mark.parametrize("line", ["Chartered Accountants", "Confidential", "Denver, CO"])
def test_a_line_of_the_cover_that_is_a_profession_or_a_place_names_no_system(line):
    found = read(cover=line, scope="Ferrow uses none. " + f"{line}. " * 9)

    assert found.system.value == "Ferrow Vault"
    assert found.auditor.value == "Quist & Varley LLP"
