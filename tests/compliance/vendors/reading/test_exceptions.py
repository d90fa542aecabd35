"""Exceptions are proposed one by one, with control, criteria and response."""

from compliance.vendors.rules.reading import Confidence
from tests.compliance.vendors.reading.printing import CLEAN, read, row, text, title


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


def test_an_explanation_of_words_is_no_exception():
    found = read(
        tests=[
            text("Exceptions noted are described in the column of results."),
            title("CC6.2 Access"),
            *CLEAN,
        ]
    )

    assert found.exceptions == ()


def stacked(criterion, control, result):
    """A control as reports print it with its test and result in rows beneath."""
    columns = (72.0, 190.0)
    return [
        row(f"{criterion} – Access", "", columns=columns),
        row(f"Control {control}", "A control of this kind is performed.", columns=columns),
        row("Test applied", "Inspected a sample of them and their dates.", columns=columns),
        row("Result", result, columns=columns),
    ]


def test_controls_that_stand_where_results_begin_are_no_results():
    clean = "No exceptions were noted."
    found = read(
        tests=[
            *stacked("CC6.1", "LA-201", clean),
            *stacked("CC6.2", "LA-202", clean),
            *stacked("CC6.3", "LA-203", "Exception: For 5 of 18 leavers access remained."),
            *(part for i in range(4, 9) for part in stacked(f"CC6.{i}", f"LA-20{i}", clean)),
        ]
    )

    (one,) = found.exceptions
    assert one.value.control == "LA-203"
    assert one.value.result == "Exception: For 5 of 18 leavers access remained."
    assert one.value.criteria == ("CC6.3",)


def test_criteria_in_brackets_under_the_number_of_a_control_are_those_of_its_exception():
    found = read(
        tests=[
            *CLEAN,
            row("ACC6.51 (CC6.3)", "Access is removed", "Asked", "Exception noted. Late."),
        ]
    )

    assert [one.value.criteria for one in found.exceptions] == [("CC6.3",)]


def test_criteria_in_brackets_in_the_title_of_a_control_are_those_of_its_exception():
    found = read(
        tests=[
            title("ZT-06.4 (CC6.4)"),
            text("Doors are locked. Finding: no deviations."),
            title("ZT-06.5 (CC6.5)"),
            text("Media are wiped before they are disposed of."),
            text("Deviation: for three of eight of them there was no certificate."),
        ]
    )

    (one,) = found.exceptions
    assert (one.value.control, one.value.criteria) == ("ZT-06.5", ("CC6.5",))


def test_a_response_beside_its_label_is_not_a_part_of_the_result():
    columns = (72.0, 190.0)
    found = read(
        tests=[
            *stacked("CC6.1", "LA-201", "No exceptions were noted."),
            *stacked("CC6.2", "LA-202", "Exception: For 6 of 25 users no approval was found."),
            row("Response of management", "Management agrees and has moved it.", columns=columns),
            *stacked("CC6.3", "LA-203", "No exceptions were noted."),
        ]
    )

    (one,) = found.exceptions
    assert one.value.result == "Exception: For 6 of 25 users no approval was found."
    assert one.value.response == "Management agrees and has moved it."


def test_a_response_may_be_called_a_reaction():
    found = read(
        tests=[
            title("ZT-06.5 (CC6.5)"),
            text("Deviation: for three of eight of them there was no certificate."),
            text("Reaction of management: The supplier has been replaced."),
            title("ZT-06.6 (CC6.6)"),
            text("Networks are kept apart. Finding: no deviations."),
        ]
    )

    assert [one.value.response for one in found.exceptions] == ["The supplier has been replaced."]


def test_a_result_that_refers_to_a_response_ends_where_the_next_row_begins():
    head = row("Control no.", "Control", "Tests", "Results of tests")
    odd = "Exception noted. One of 25 was late. Refer to Section V for management's response."
    found = read(
        tests=[head, *CLEAN, head, row("M7.1", "It is", "Asked", odd), head, *CLEAN],
        other=[text("M7.1: The mailbox had been retired.")],
    )

    (one,) = found.exceptions
    assert one.value.result == odd
    assert one.value.response == "The mailbox had been retired."


def test_what_stands_under_the_table_of_responses_is_none():
    columns = (72.0, 130.0, 330.0)
    found = read(
        tests=[
            title("CC6.2 Access"),
            *CLEAN,
            row("ACC-05", "It is", "Asked", "Exception noted. One was late."),
        ],
        other=[
            row("Control", "Exception", "Management's response", columns=columns),
            row("ACC-05", "One of them was late.", "The mailbox was retired.", columns=columns),
            title("Planned Changes"),
            text("Ferrow intends to open a third region in the next year."),
        ],
    )

    assert [one.value.response for one in found.exceptions] == ["The mailbox was retired."]
