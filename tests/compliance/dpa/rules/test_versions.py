"""Two versions are compared sentence by sentence; what is owed differently is material."""

import pytest

from compliance.dpa.rules import Judgement, Verdict, read_after
from compliance.dpa.rules.finding import annexed_in
from compliance.reading.rules import paper_of
from compliance.reading.rules.versions import ChangeKind, Standing, compare_versions, standing_of

OLDER = """\
## 1. Breaches

Fabrikam shall notify the Customer of a breach within 72 hours.

## 2. Security

Fabrikam shall maintain appropriate measures. Fabrikam regularly monitors these measures.

## 3. Sub-processors

Fabrikam will use reasonable efforts to offer another configuration in accordance with Section 2.

## 4. Contact

Fabrikam is not required to appoint a data protection officer at this time.
"""


OLD = paper_of(OLDER, marked=True)


def compare(older, newer):
    before, after = paper_of(older, marked=True), paper_of(newer, marked=True)
    return compare_versions(before, after, annexed=annexed_in)


def only(older, newer):
    (change,) = compare(older, newer).changes
    return change


def test_the_same_text_has_no_changes():
    compared = compare(OLDER, OLDER)

    assert compared.changes == ()
    assert compared.same


def test_a_clause_that_moved_and_got_another_number_is_no_change():
    older = "1. The Provider shall delete all data.\n\n2. The Provider shall keep records.\n"
    newer = "1. The Provider shall keep records.\n\n2. The Provider shall delete all data.\n"

    assert compare(older, newer).material == ()


def test_another_name_of_the_party_is_an_edit_that_nobody_must_look_at():
    compared = compare(OLDER, OLDER.replace("Fabrikam", "Contoso"))

    assert compared.renamed == ("fabrikam", "contoso")
    assert {change.kind for change in compared.changes} == {ChangeKind.EDITED}
    assert compared.material == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("within 72 hours", "within 96 hours"),
        ("Fabrikam will use reasonable efforts", "Fabrikam may use reasonable efforts"),
        ("appropriate measures", "commercially reasonable measures"),
        ("shall notify the Customer of a breach", "shall not notify the Customer of a breach"),
    ],
)
def test_another_number_or_a_weaker_word_is_material(before, after):
    change = only(OLDER, OLDER.replace(before, after))

    assert change.kind is ChangeKind.EDITED
    assert change.material
    assert before in change.old.words
    assert after in change.new.words


def test_a_duty_in_other_words_is_not_material():
    change = only(OLDER, OLDER.replace("Fabrikam shall maintain", "Fabrikam will maintain"))

    assert not change.material


@pytest.mark.parametrize(
    ("gone", "material"),
    [
        (" Fabrikam regularly monitors these measures.", True),
        ("Fabrikam is not required to appoint a data protection officer at this time.", False),
    ],
)
def test_a_promise_that_is_gone_is_material_and_a_remark_is_not(gone, material):
    change = only(OLDER, OLDER.replace(gone, ""))

    assert change.kind is ChangeKind.REMOVED
    assert change.new is None
    assert change.material is material


def test_a_new_right_is_material_and_says_under_which_title():
    added = "## 4. Contact\n\nThe Customer retains the right to stop unauthorised processing.\n"

    change = only(OLDER, OLDER.replace("## 4. Contact\n", added))

    assert change.kind is ChangeKind.ADDED
    assert change.material
    assert "Contact" in change.under


@pytest.mark.parametrize(
    ("newer", "standing"),
    [
        (OLDER, Standing.SAME),
        (OLDER.replace("Fabrikam", "Contoso"), Standing.SAME),
        (OLDER.replace("72 hours", "96 hours"), Standing.CHANGED),
        (OLDER.replace("Fabrikam shall notify the Customer of a breach within 72 hours.", ""),
         Standing.GONE),
    ],
)  # fmt: skip
def test_the_words_of_a_verdict_stand_as_they_were_or_not(newer, standing):
    words = "Fabrikam shall notify the Customer of a breach within 72 hours."
    paper = paper_of(newer, marked=True)

    found, place = standing_of(words, paper, compare(OLDER, newer), older=OLD)

    assert found is standing
    assert (place is None) == (standing is Standing.GONE)


def test_words_that_were_only_reworded_are_judged_again():
    newer = OLDER.replace("shall maintain appropriate", "shall uphold appropriate")
    words = "Fabrikam shall maintain appropriate measures."

    found, place = standing_of(
        words, paper_of(newer, marked=True), compare(OLDER, newer), older=OLD
    )

    assert compare(OLDER, newer).material == ()
    assert found is Standing.CHANGED
    assert "uphold" in place.words


RELIES = "shall report to Covered Entity any breach not provided for by this Agreement"
LEAD = "Business Associate agrees to the following:\n\n"
PAPER = (
    "DEFINITIONS\n\n1.1 “Breach” means the acquisition of PHI.\n\nDUTIES\n\n"
    "Business Associate shall report to Covered Entity any breach not provided for by this "
    "Agreement.\n\n" + LEAD + "(a) It shall return all PHI at the end of the term;\n\n"
    "(b) it shall keep records of disclosures for six years.\n\n"
    "GENERAL\n\nThis Agreement is governed by the laws of Ohio."
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("shall report to", "shall not report to", "report to Covered Entity any breach not"),
        ("the acquisition of PHI", "the sale of PHI to a newspaper", RELIES),
        ("laws of Ohio.", "laws of Ohio. Exhibit C prevails over everything above.", RELIES),
        ("laws of Ohio.", "laws of Ohio. Notwithstanding this, nothing is owed.", RELIES),
        ("this Agreement.\n", "this Agreement. It may take a year.\n", RELIES),
        ("agrees to the following", "may ignore the following", "return all PHI at the end"),
        (LEAD, "", "return all PHI at the end"),
        ("laws of Ohio.", f"laws of Ohio. Once it read: “{RELIES}”.", RELIES),
    ],
)
def test_the_same_words_do_not_stand_where_what_they_depend_on_changed(old, new, words):
    assert old in PAPER
    older, newer = paper_of(PAPER), paper_of(PAPER.replace(old, new))

    unchanged, _ = standing_of(words, older, compare_versions(older, older), older=older)
    found, _ = standing_of(words, newer, compare_versions(older, newer), older=older)

    assert unchanged is Standing.SAME
    assert found in {Standing.CHANGED, Standing.AROUND}


@pytest.mark.parametrize(
    ("old", "new"),
    [("laws of Ohio", "laws of Iowa"), ("six years", "seven years")],
)
def test_a_change_that_reaches_no_further_leaves_other_verdicts(old, new):
    older, newer = paper_of(PAPER), paper_of(PAPER.replace(old, new))

    found, _ = standing_of(RELIES, newer, compare_versions(older, newer), older=older)

    assert found is Standing.SAME


def test_a_carried_verdict_quotes_the_newer_version():
    earlier = Judgement(
        item_id="breach-notice",
        verdict=Verdict.PRESENT,
        words="Fabrikam shall notify the Customer of a breach within 72 hours.",
    )
    newer = paper_of(OLDER.replace("Fabrikam", "Contoso"), marked=True)

    reading = read_after(paper_of(OLDER, marked=True), newer, [earlier])

    assert reading.carried["breach-notice"] == (
        1,
        "Contoso shall notify the Customer of a breach within 72 hours.",
    )


def test_a_verdict_without_words_rests_on_nothing_that_could_stay():
    assert standing_of(" ", paper_of(OLDER), compare(OLDER, OLDER), older=OLD) == (
        Standing.GONE,
        None,
    )


CLAUSES = """\
The Provider shall delete all data.

SCHEDULE 1 STANDARD CONTRACTUAL CLAUSES

Clause 1 Purpose and scope

The data importer shall process the data only on instructions from the data exporter.
"""


def test_changes_in_attached_standard_clauses_are_told_apart():
    newer = CLAUSES.replace("process the data only", "process the data").replace(
        "shall delete all data", "may delete all data"
    )

    annexed = [change.annexed for change in compare(CLAUSES, newer).material]

    assert annexed == [False, True]


def test_one_more_not_is_material_beside_another():
    older = "## 1. Reports\n\nFabrikam shall report any use not provided for by this Agreement.\n"

    change = only(older, older.replace("shall report", "shall not report"))

    assert change.material
