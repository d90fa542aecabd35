"""Firms, systems and other organisations are told from what stands beside their names."""

from compliance.vendors.rules import SubserviceMethod
from compliance.vendors.rules.reading import read_report
from tests.compliance.vendors.reading.printing import Sheet, read, report, text, title


def test_a_profession_under_a_name_is_no_firm_and_no_system():
    pages = report()
    signed = Sheet(2)
    signed.words = [word for word in pages[1].words if word.text not in {"Quist", "Varley", "LLP"}]
    signed.words = [word for word in signed.words if word.text not in {"&", "Duluth,", "Minnesota"}]
    last = max(word.top for word in signed.words)
    for number, line in enumerate(("Halm Orban Assurance", "Chartered Accountants", "Trier")):
        signed.at(72.0, last + 20 * (number + 1), line)
    pages[1] = signed.page()
    cover = Sheet(1)
    cover.title("Ferrow Systems, Inc.", size=22)
    cover.title("SOC 2 Type 2 Report")
    for line in ("Chartered Accountants", "Trier", "Confidential"):
        cover.title(line)
    pages[0] = cover.page()

    found = read_report(pages)

    assert found.auditor.value == "Halm Orban Assurance"
    assert found.system.value == "Ferrow Vault"


def test_an_affiliate_with_the_same_first_word_is_an_organisation_of_its_own():
    found = read(
        scope=(
            "Ferrow Facilities Services LLC, a subservice organization, operates the data centers "
            "and is presented using the inclusive method. Ferrow Systems, Inc. uses Tarn Halls DAC "
            "and Blackrock Watch Limited, subservice organizations, under the carve-out method."
        )
    )

    assert {one.value.name for one in found.subservice} == {
        "Ferrow Facilities Services LLC",
        "Tarn Halls DAC",
        "Blackrock Watch Limited",
    }


def test_organisations_are_known_by_what_is_left_out_of_them_and_by_name_alone():
    found = read(
        scope=(
            "Tarn Halls DAC (halls) and Blackrock Watch Limited (guards) serve Ferrow. The "
            "description leaves their controls out, and so did we."
        ),
        description=[
            title("Suppliers carved out"),
            text("Tarn Halls DAC: keeps the halls. Norvik (mail gateway): CC6.7, which it tests."),
            title("Changes"),
            text("The system was moved in May, and nothing else about it was changed."),
        ],
    )

    assert {one.value.name: one.value.method for one in found.subservice} == {
        "Tarn Halls DAC": SubserviceMethod.CARVE_OUT,
        "Blackrock Watch Limited": SubserviceMethod.CARVE_OUT,
        "Norvik": SubserviceMethod.CARVE_OUT,
    }


def test_a_criterion_that_controls_could_not_meet_is_not_met():
    found = read(
        scope="Patches were late. The controls were not effective in the period to meet CC7.1."
    )

    assert found.criteria_not_met.value == ("CC7.1",)
