"""Where pieces of a text stand: under their titles and under what leads them."""

from compliance.reading.rules import Sort, paper_of


def piece_of(paper, words):
    return next(one for one in paper.clauses if words in one.text)


def titles_of(text):
    return [one.text for one in paper_of(text).clauses if one.sort is Sort.HEADING]


def test_a_numbered_list_stands_under_its_lead_in_though_the_section_is_numbered_alike():
    paper = paper_of(
        "9. Assistance\n\nThe processor shall help the controller with:\n\n"
        "1. the first duty of the law\n\n2. the second duty of the law\n\n"
        "10. Notices\n\nThe processor shall write.\n"
    )

    lead = piece_of(paper, "shall help")

    assert piece_of(paper, "first duty").parent == lead.index
    assert piece_of(paper, "second duty").parent == lead.index
    assert piece_of(paper, "10. Notices").parent is None


def test_clauses_after_a_numbered_list_are_not_taken_into_it():
    paper = paper_of(
        "1. The vendor shall:\n\n1. keep the data safe from harm;\n\n2. write of each breach.\n\n"
        "2. The customer shall pay what it owes.\n\n3. The parties shall meet every year.\n"
    )

    assert piece_of(paper, "keep the data").parent == piece_of(paper, "vendor shall").index
    assert piece_of(paper, "parties shall meet").parent is None


def test_a_title_in_small_letters_is_one_before_numbers_below_it():
    text = "12. Audit and reports\n\n12.1 The vendor gives a report.\n\n12.2 It is new.\n"

    assert titles_of(text) == ["12. Audit and reports"]


def test_a_numbered_title_in_small_letters_is_one_before_a_sentence():
    text = "5.1 General authorisation\n\nThe customer allows the vendor to use other processors.\n"

    assert titles_of(text) == ["5.1 General authorisation"]


def test_points_of_a_numbered_list_are_no_titles():
    text = (
        "The vendor shall:\n\n1. Return or delete all data\n\n2. Confirm it in writing\n\n"
        "5.1 The vendor shall\n\nkeep the data safe.\n"
    )

    assert titles_of(text) == []


def test_a_section_with_a_decimal_number_is_a_clause_and_a_reference_to_one_is_not():
    paper = paper_of(
        "Section 2.1 Uses. One party may use the data for its work, and for nothing else that\n"
        "is not named here. What is said in\n"
        "Section 2.1(a) shall not apply to the paper on which this is printed.\n"
        "Section 2.2 Safeguards. The other party keeps it.\n"
    )

    assert [clause.number for clause in paper.clauses] == ["Section 2.1", "Section 2.2"]
