"""User entity controls and exceptions are proposed one by one, in whatever form they are listed."""

from compliance.vendors.rules.reading import Confidence
from tests.compliance.vendors.reading.printing import CLEAN, read, row, text, title

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


def test_an_exception_in_a_table_is_found_with_its_control_and_criterion():
    found = read(
        tests=[
            title("CC8.1 Changes"),
            *CLEAN,
            title("CC6.2 Registration"),
            row(
                "ACC-05",
                "Access of leavers is removed within a day.",
                "Compared 40 leavers with the log of removals.",
                "Exception noted. For 2 of 40 leavers access was removed late.",
            ),
            title("CC6.3 Roles"),
            row("ACC-05", "Access of leavers is removed within a day.", "As above", "See CC6.2."),
        ]
    )

    (one,) = found.exceptions
    assert one.value.control == "ACC-05"
    assert one.value.criteria == ("CC6.2", "CC6.3")
    assert one.value.result == "Exception noted. For 2 of 40 leavers access was removed late."
    assert one.page == 6
    assert one.confidence is Confidence.HIGH


def test_a_result_without_the_usual_words_is_found_by_its_column():
    found = read(
        tests=[
            title("CC8.1 Changes"),
            *CLEAN,
            *CLEAN,
            row(
                "CH-09",
                "Changes are approved",
                "Inspected 25",
                "For 3 of 25 changes none was found.",
            ),
        ]
    )

    assert [one.value.control for one in found.exceptions] == ["CH-09"]


def test_running_text_gives_exceptions_too():
    def control(number, result):
        return [text(f"Control {number}"), text("It is performed."), text(f"Result. {result}")]

    found = read(
        tests=[
            title("CC7.1 Detection"),
            *control("V-01", "No deviation."),
            *control("V-02", "Deviation identified. 5 of 30 findings were corrected late."),
            *control("V-03", "No deviation."),
        ]
    )

    (one,) = found.exceptions
    assert one.value.control == "V-02"
    assert one.value.result == "Deviation identified. 5 of 30 findings were corrected late."


def test_a_control_numbered_by_its_criterion_and_a_letter_keeps_its_letter():
    found = read(
        tests=[
            title("CC6.1 Access"),
            *CLEAN,
            text("Control CC6.1.b Passwords are changed in time."),
            text("Result. Deviation noted. 5 of 12 passwords were older than the policy allows."),
        ]
    )

    assert [one.value.control for one in found.exceptions] == ["CC6.1.b"]


def test_exceptions_are_found_in_a_table_and_in_running_text_of_one_report():
    found = read(
        tests=[
            title("CC6.2 Access"),
            *CLEAN,
            row("CH-07", "It is", "Asked", "Exceptions: one of 20 was late."),
            text("Control CH-08"),
            text("We noted an exception: two of 20 were missing."),
        ]
    )

    assert [one.value.control for one in found.exceptions] == ["CH-07", "CH-08"]


def test_the_response_of_management_is_found_in_other_information():
    found = read(
        tests=[
            title("CC6.2 Access"),
            *CLEAN,
            row("ACC-05", "It is", "Asked", "Exception noted. Late."),
        ],
        other=[text("ACC-05: Management agrees and has connected the console.")],
    )

    (one,) = found.exceptions
    assert one.value.response == "Management agrees and has connected the console."


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


def test_an_explanation_of_words_is_no_exception():
    found = read(
        tests=[
            text("Exceptions noted are described in the column of results."),
            title("CC6.2 Access"),
            *CLEAN,
        ]
    )

    assert found.exceptions == ()
