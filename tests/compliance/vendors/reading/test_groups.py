"""Lists of user entity controls that are parted into groups, and people of any name."""

import pytest

from tests.compliance.vendors.reading.printing import read, row, text, title

CUECS = title("Complementary User Entity Controls")
LEAD = text("The controls of Ferrow were designed on the premise that others do their part.")
AFTER = [title("Changes to the System"), text("The system was moved. No other changes were made.")]


def texts(found):
    return [one.value.text for one in found.cuecs]


@pytest.mark.parametrize(
    "duties",
    [
        [
            "Participants are responsible for removing leavers.",
            "Participants are responsible for the files that they submit.",
            "Participants are responsible for correcting rejected files.",
        ],
        [
            "• Clients decide who may use the vault.",
            "• Clients scan documents before they submit them.",
            "• Clients name a contact for incidents.",
        ],
        [
            "• Review access every quarter.",
            "• Keep keys secret and replace them.",
            "• Tell Ferrow of incidents without delay.",
        ],
    ],
)
def test_groups_under_heads_of_the_same_print_are_one_list(duties):
    groups = [
        part
        for head, duty in zip(("Access", "Transfers of Files", "Incidents"), duties, strict=True)
        for part in (lambda sheet, head=head: sheet.title(head, size=11), text(duty))
    ]

    found = read(description=[CUECS, LEAD, *groups, *AFTER])

    assert texts(found) == [duty.removeprefix("• ") for duty in duties]


def test_what_follows_the_list_is_no_group_of_it():
    found = read(
        description=[
            CUECS,
            LEAD,
            text("• Users review access every quarter."),
            text("• Users keep keys secret."),
            title("Service Commitments"),
            text("• Incidents are reported within a day."),
            text("• The vault is available at all hours."),
        ]
    )

    assert texts(found) == ["Users review access every quarter.", "Users keep keys secret."]


def test_people_of_any_name_have_duties_without_the_word_must():
    duties = [
        "Schools use single sign-on for the console.",
        "Schools remove users who leave.",
        "Schools name a contact for privacy.",
    ]

    found = read(description=[CUECS, LEAD, *map(text, duties), *AFTER])

    assert texts(found) == duties


def test_a_heading_may_name_people_whom_only_this_report_knows():
    duties = [
        "Clinics must review the access of their staff every quarter.",
        "Clinics must report incidents without delay.",
    ]

    found = read(description=[title("Clinic Responsibilities"), *map(text, duties), *AFTER])

    assert texts(found) == duties


def test_the_duties_of_its_own_people_are_none():
    found = read(
        description=[
            title("Employee Responsibilities"),
            text("Employees must review the access of their staff every quarter."),
            text("Employees must report incidents without delay."),
            *AFTER,
        ]
    )

    assert found.cuecs == ()


def test_two_controls_in_one_cell_are_two():
    columns = (72.0, 130.0)

    found = read(
        description=[
            CUECS,
            LEAD,
            row("Criterion", "Control expected of the school", columns=columns),
            row("CC6.1", "Schools choose single sign-on.", columns=columns),
            row("CC6.2", "Schools provide complete lists.", columns=columns),
            lambda sheet: sheet.row("Schools remove staff who leave.", columns=(130.0,)),
            row("CC6.3", "Schools give few people rights.", columns=columns),
            *AFTER,
        ]
    )

    assert [(one.value.text, one.value.criteria) for one in found.cuecs] == [
        ("Schools choose single sign-on.", ("CC6.1",)),
        ("Schools provide complete lists.", ("CC6.2",)),
        ("Schools remove staff who leave.", ("CC6.2",)),
        ("Schools give few people rights.", ("CC6.3",)),
    ]


def test_numbers_that_stand_apart_and_numbers_that_do_not_are_one_list():
    columns = (72.0, 94.0)

    found = read(
        description=[
            CUECS,
            LEAD,
            row("8.", "Employers report incidents.", columns=columns),
            row("9.", "Employers keep contacts current.", columns=columns),
            text("10. Employers keep copies of their registers."),
            *AFTER,
        ]
    )

    assert [one.value.text for one in found.cuecs][
        -1
    ] == "Employers keep copies of their registers."
    assert len(found.cuecs) == 3


def test_duties_of_one_body_in_the_present_tense_are_told_under_each_criterion():
    duties = [
        "The school decides who signs in and writes that down.",
        "The school takes leavers off its own list.",
        "The school checks each file that it has sent.",
        "The school rings the desk when a key is lost.",
    ]
    parts = [title("3.9 Complementary user organisation measures")]
    parts.append(text("Some criteria are met only where others play their part, as told here."))
    for number, duty in enumerate(duties, 1):
        parts += [title(f"Criterion CC6.{number}"), text(duty)]

    found = read(description=parts)

    assert texts(found) == duties
