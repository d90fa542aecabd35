"""The clause finder: what is there is found in its place, and what only sounds like it is not."""

import re

import pytest

from compliance.agreements import library
from compliance.agreements.measuring import compare_baa
from compliance.agreements.rules import AgreementKind, parse_template, required_elements
from compliance.agreements.rules.finding import breach_clock, propose
from compliance.agreements.rules.finding.parties import Actor, parties_of
from compliance.reading.rules import Verdict, paper_of

ELEMENTS = [element.id for element in required_elements(AgreementKind.BAA)]
OWN = parse_template(library.read("baa.md"))
VALUES = {"breach_notice_days": "10", "client.legal_name": "Lakeview Clinic"}
PREAMBLE = """\
This agreement is between Lakeview Clinic ("Covered Entity") and Acme, Inc. ("Business Associate").

"""
OTHER_WORDS = {
    "permitted-uses": "Acme may use PHI solely to provide the services described in the Order.",
    "use-limits": "Business Associate will not disclose PHI except as this Addendum or the law "
    "allows.",
    "safeguards": "Business Associate maintains suitable administrative and technical safeguards.",
    "security-rule-compliance": "With regard to ePHI, Business Associate complies with 45 CFR "
    "164.312.",
    "report-unpermitted-use": "Business Associate informs Covered Entity of each unauthorized "
    "disclosure of PHI.",
    "report-breach-410": "Business Associate shall notify Covered Entity of a breach of "
    "unsecured PHI.",
    "security-incidents": "Business Associate shall notify Covered Entity of every security "
    "incident.",
    "subcontractors": "Business Associate obliges each subcontractor in writing to the same "
    "restrictions.",
    "access-524": "Business Associate gives individuals access to PHI in a designated record set.",
    "amendment-526": "Business Associate shall correct PHI in a designated record set when an "
    "individual asks Covered Entity for it.",
    "accounting-528": "Business Associate keeps a record for an accounting of disclosures of PHI.",
    "subpart-E-obligations": "Where Business Associate performs a duty of Covered Entity under the "
    "Privacy Rule, it complies with the requirements that apply to Covered Entity.",
    "books-and-records-HHS": "Business Associate opens its books and records on PHI to HHS.",
    "return-or-destroy": "When this agreement terminates, Business Associate shall destroy all "
    "PHI.",
    "termination-for-violation": "Covered Entity may terminate this agreement if Business "
    "Associate "
    "violates a material term and does not cure it.",
}
NOT_IT = {
    "use-limits": "Business Associate shall mitigate harm of a use of PHI not permitted by law.",
    "report-breach-410": "If a party is in material breach, the other shall give notice and 30 "
    "days "
    "to cure the breach.",
    "security-incidents": '"Security Incident" means an attempted or successful unauthorized '
    "access.",
    "subcontractors": "Acme publishes a list of its subcontractors on its website.",
    "amendment-526": "Any amendment of this Agreement must be in writing and signed by both "
    "parties.",
    "books-and-records-HHS": "Covered Entity shall report the violation to the Secretary of HHS.",
    "return-or-destroy": "This Agreement shall terminate when all PHI is returned or destroyed.",
    "subpart-E-obligations": "Covered Entity shall not request any use of PHI that would not be "
    "permissible under Subpart E if done by Covered Entity.",
    "access-524": "Access to systems is limited by role-based access controls and encryption.",
    "termination-for-violation": "Either party may terminate this agreement without cause at "
    "any time.",
}


def own_paper(*, without: str = ""):
    body = OWN.body
    if without:
        for clause in OWN.clauses:
            if without in clause.elements:
                body = body.replace(clause.text, "")
    body = re.sub(r"<!--.*?-->[ \t]*\n?", "", body)
    return paper_of(re.sub(r"\{\{\s*([a-z_.]+)\s*\}\}", _value, body), marked=True)


def _value(match):
    return VALUES.get(match[1], "something")


def squashed(text):
    return re.sub(r"\W+|\{\{.*?\}\}", "", text)


def test_it_proposes_every_required_element_and_no_other():
    assert sorted(one.element for one in propose(own_paper()).elements) == sorted(ELEMENTS)


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_element_of_our_own_template_is_found_in_the_clause_that_is_marked(element):
    found = propose(own_paper()).of(element)

    marked = [squashed(clause.text)[:40] for clause in OWN.clauses if element in clause.elements]
    assert found.passage is not None
    assert any(beginning in squashed(found.passage.words) for beginning in marked)


@pytest.mark.parametrize("element", sorted({*ELEMENTS} - {"safeguards", "use-limits"}))
def test_an_element_that_is_taken_out_is_not_proposed_with_confidence(element):
    found = propose(own_paper(without=element)).of(element)

    assert found.passage is None or found.confidence < 0.99


@pytest.mark.parametrize(("element", "words"), OTHER_WORDS.items())
def test_an_element_is_found_in_other_words(element, words):
    paper = paper_of(f"{PREAMBLE}1. Services\n\n1.1 {words}\n\n1.2 Nothing else is agreed.")

    found = propose(paper).of(element)

    assert found.passage is not None
    assert words in found.passage.words


@pytest.mark.parametrize(("element", "words"), NOT_IT.items())
def test_what_only_sounds_like_an_element_is_not_proposed(element, words):
    paper = paper_of(f"{PREAMBLE}1. Terms\n\n1.1 {words}\n")

    assert propose(paper).of(element).passage is None


def test_the_duties_of_the_covered_entity_are_not_those_of_the_business_associate():
    paper = paper_of(
        f"{PREAMBLE}4. Obligations of Covered Entity\n\n4.1 Covered Entity shall report to Acme "
        "any "
        "use or disclosure of PHI that was not permitted."
    )

    assert propose(paper).of("report-unpermitted-use").passage is None


def test_the_clause_itself_is_proposed_and_not_one_that_refers_to_it():
    paper = paper_of(
        f"{PREAMBLE}2.7 Return of PHI. At termination Business Associate shall return or destroy "
        "all PHI; where return or destruction is not feasible, it extends the protections.\n\n"
        "5 Effect of Termination\n\n5.1 Upon termination of this agreement, Business Associate "
        "shall comply with Section 2.7 (Return or Destruction of PHI)."
    )

    found = propose(paper).of("return-or-destroy")

    assert found.passage.words.startswith("2.7")


def test_uses_that_are_only_those_the_agreement_permits_are_a_permission():
    paper = paper_of(
        f"{PREAMBLE}2 Permitted Uses and Disclosures\n\n2.1 Business Associate may use or disclose "
        "PHI only as permitted by this agreement or as required by law."
    )

    found = propose(paper).of("permitted-uses")

    assert found.passage is not None


def test_items_are_read_under_the_words_that_lead_them():
    paper = paper_of(
        f"{PREAMBLE}Business Associate agrees to:\n\n(a) make its books and records available to "
        "the Secretary; and\n\n(b) return or destroy all PHI at the termination of this Agreement."
    )

    found = propose(paper)

    assert found.of("books-and-records-HHS").passage.words.startswith("Business Associate agrees")
    assert found.of("return-or-destroy").passage.words.startswith("(b) return")


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("shall notify Covered Entity of a breach within seventy-two (72) hours.", "72 hours"),
        ("reports any breach of unsecured PHI in no case later than 60 days.", "60 days"),
        ("shall report a breach within five business days, supplemented within 30 days.", "5"),
        ("shall report security incidents within 2 days and any breach within 10 days.", "10 days"),
        ("shall report each breach of PHI without unreasonable delay.", None),
        ("may cure a material breach within 30 days after notice of it.", None),
        ("shall report to the board within 9 days.", None),
    ],
)
def test_the_longest_time_for_the_notice_of_a_breach_is_read(words, clock):
    found = breach_clock(paper_of(f"{PREAMBLE}1.1 Business Associate {words}"))

    assert (str(found) if found else None) == clock or (clock and str(found).startswith(clock))


def test_a_time_that_refers_to_reports_of_breaches_counts():
    paper = paper_of(
        f"{PREAMBLE}2.4 Business Associate shall report to Covered Entity any breach of unsecured "
        "PHI.\n\nSuch reports shall be made within ninety days of discovery."
    )

    found = breach_clock(paper)

    assert (str(found), found.too_long, found.passage.words) == ("90 days", True, "ninety days")


def test_sixty_days_are_not_too_long():
    found = breach_clock(
        paper_of(f"{PREAMBLE}1. Business Associate reports a breach within 60 days.")
    )

    assert not found.too_long


def test_the_parties_are_known_by_the_names_they_are_given():
    paper = paper_of(
        'Acme, Inc. ("Acme" or "Business Associate") and the Clinic ("Covered Entity" or "Clinic").'
    )

    parties = parties_of(paper)

    assert parties.actor_of("acme shall report") is Actor.ASSOCIATE
    assert parties.actor_of("upon a request by acme, clinic shall answer") is Actor.ENTITY
    assert parties.actor_of("either party may end it") is Actor.EITHER
    assert parties.actor_of("the weather is fine") is Actor.UNKNOWN
    assert parties.titled("obligations of clinic") is Actor.ENTITY


def test_answers_are_compared_with_the_labels_of_a_careful_reader():
    paper = paper_of(f"{PREAMBLE}1.1 {OTHER_WORDS['books-and-records-HHS']}")
    labels = {
        "elements": {
            "books-and-records-HHS": {"present": True, "anchor": "opens its books", "pages": [1]},
            "access-524": {"present": False, "anchor": None},
            "safeguards": {"present": True, "anchor": "words that are not there"},
            "unknown": {"present": True},
            "amendment-526": "odd",
        },
        "breach_notice_clock": {"number": 5, "unit": "calendar days"},
        "more": 1,
    }

    verdicts = {one.element: one.verdict for one in compare_baa(paper, labels)}

    assert verdicts == {
        "books-and-records-HHS": Verdict.FOUND,
        "access-524": Verdict.ABSENT,
        "safeguards": Verdict.MISSED,
        "breach_notice_clock": Verdict.MISSED,
    }


def test_labels_without_elements_are_no_failure():
    assert list(compare_baa(paper_of("words"), {"elements": 3})) == []


def test_a_time_for_telling_individuals_is_not_the_clock() -> None:
    paper = paper_of(
        f"{PREAMBLE}## Reporting\n\nBusiness Associate shall report any Breach of Unsecured PHI to "
        "Covered Entity within 24 hours of discovery.\n\n"
        "## Notification to Individuals\n\nBusiness Associate shall bear the cost of telling "
        "them of the Breach. Notification must be made within 60 days.\n",
        marked=True,
    )

    assert str(breach_clock(paper)) == "24 hours"
