"""User entity controls are proposed one by one, in whatever form they are listed."""

from tests.compliance.vendors.reading.printing import read, row, text, title

CUECS = title("Complementary User Entity Controls")
LEAD = text("The controls of Ferrow were designed on the assumption that user entities do this:")
AFTER = [title("Changes to the System"), text("Users are told of changes. No changes were made.")]
COLUMNS = (72.0, 130.0, 470.0)


def texts(found):
    return [one.value.text for one in found.cuecs]


def test_a_numbered_list_ends_at_the_next_heading():
    found = read(
        description=[
            CUECS,
            LEAD,
            text("1. Removing users who have left the user entity."),
            text("2. Keeping keys secret and replacing them every year."),
            *AFTER,
        ]
    )

    assert texts(found) == [
        "Removing users who have left the user entity.",
        "Keeping keys secret and replacing them every year.",
    ]
    assert {one.page for one in found.cuecs} == {5}


def test_a_table_gives_number_and_criteria_beside_each_control():
    found = read(
        description=[
            CUECS,
            LEAD,
            row("No.", "User entity control", "Criteria", columns=COLUMNS),
            row("U-1", "Users are removed when they leave.", "CC6.2, CC6.3", columns=COLUMNS),
            row("U-2", "Keys are kept secret and replaced.", "CC6.1", columns=COLUMNS),
            *AFTER,
        ]
    )

    assert texts(found) == [
        "Users are removed when they leave.",
        "Keys are kept secret and replaced.",
    ]
    assert [one.value.number for one in found.cuecs] == ["U-1", "U-2"]
    assert found.cuecs[0].value.criteria == ("CC6.2", "CC6.3")


def test_paragraphs_that_open_alike_are_controls():
    found = read(
        description=[
            title("Responsibilities of Customers"),
            LEAD,
            text("Customers should review the access of their users every quarter."),
            text("Customers should report incidents without delay."),
            *AFTER,
        ]
    )

    assert len(found.cuecs) == 2


def test_controls_of_subservice_organisations_are_not_those_of_users():
    found = read(
        description=[
            title("Complementary Subservice Organization Controls"),
            text("1. Physical access to data centres is limited to authorised persons."),
            text("2. Media are wiped before disposal."),
            *AFTER,
        ]
    )

    assert found.cuecs == ()


def test_duties_of_people_by_another_name_are_controls_too():
    found = read(
        description=[
            CUECS,
            LEAD,
            text("Clinics must remove staff who have left."),
            text("Clinics must keep their keys secret."),
            *AFTER,
        ]
    )

    assert len(found.cuecs) == 2


def test_duties_without_marks_that_run_together_are_told_apart():
    found = read(
        description=[
            CUECS,
            text("User entities are responsible for the following:"),
            text("Approving members before they are invited. Removing members who have left."),
            text("Testing what was changed before it is relied on."),
            *AFTER,
        ]
    )

    assert texts(found) == [
        "Approving members before they are invited.",
        "Removing members who have left.",
        "Testing what was changed before it is relied on.",
    ]


def test_groups_of_a_list_may_have_titles_of_any_size():
    def duties(*words):
        return [text(f"• {word}") for word in words]

    found = read(
        description=[
            CUECS,
            LEAD,
            *duties("Removing users who have left.", "Choosing who may approve."),
            *duties("Keeping keys secret.", "Telling Ferrow of a change of contact."),
            title("Interfaces"),
            *duties("Scanning files before they are sent.", "Renewing certificates in time."),
            *AFTER,
        ]
    )

    assert len(found.cuecs) == 6


def test_two_duties_may_stand_beside_one_criterion():
    columns = (72.0, 130.0)
    found = read(
        description=[
            CUECS,
            LEAD,
            row("CC6.1", "Members choose strong passwords.", columns=columns),
            row("CC6.2", "Members provide lists that are complete.", columns=columns),
            row("", "Members remove people who leave on that day.", columns=columns),
            row("CC6.3", "Members give rights to few people only.", columns=columns),
            *AFTER,
        ]
    )

    assert [(one.value.text, one.value.criteria) for one in found.cuecs][2] == (
        "Members remove people who leave on that day.",
        ("CC6.2",),
    )
    assert len(found.cuecs) == 4
