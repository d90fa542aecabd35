"""Items are found where they stand, with whose duty it is, how strong, and which time."""

import pytest

from compliance.dpa.rules import ITEM
from compliance.dpa.rules.finding import Stance, Strength, find
from compliance.reading.rules import paper_of

AGREEMENT = """\
# Data Processing Agreement

## 1. Definitions

"Sub-processor" means any third party that Northwind engages to process Personal Data.

## 2. What Northwind does

Northwind shall:

- (a) process Personal Data only on the documented instructions of the Customer;
- (b) ensure that the staff it authorises are bound to confidentiality by contract;
- (c) implement appropriate technical and organisational measures, set out in Annex II;
- (d) assist the Customer in answering requests of data subjects;
- (e) assist the Customer with data protection impact assessments and prior consultation.

## 3. What the Customer does

The Customer shall notify Northwind of a breach of its own systems within 12 hours.

## 4. Sub-processors

The Customer gives general authorisation to engage Sub-processors. Northwind shall inform the
Customer of any new Sub-processor at least twenty-one (21) days before it starts. The Customer may
object within ten days. Each Sub-processor is bound by contract to the same obligations.

## 5. Breaches

Northwind shall notify the Customer of a personal data breach without undue delay and no later
than thirty-six (36) hours after becoming aware of it.

## 6. The end

On termination, Northwind shall return or delete all Personal Data within 45 days.

## 7. Audits

Northwind shall make available all information necessary to demonstrate compliance, and shall
allow for and contribute to audits on fourteen (14) days' written notice.

## 8. Transfers

Transfers outside the EEA are governed by the Standard Contractual Clauses, Module Two.

## 9. Models

Northwind shall not use prompts or outputs to train artificial intelligence models.
"""


def read(text):
    return find(paper_of(text, marked=True))


def test_every_item_of_the_regulation_is_found_in_a_complete_agreement():
    found = read(AGREEMENT)

    expected = {f"28(3)({letter})" for letter in "abcdefgh"} | {"28(2)", "28(4)"}
    assert expected <= set(found)
    assert {one.strength for one in found.values()} == {Strength.FULL}


def test_what_is_proposed_is_on_the_checklist_or_a_figure_of_the_labels():
    found = read(AGREEMENT)

    assert set(found) - set(ITEM) <= {"audit", "deletion"}


@pytest.mark.parametrize(
    ("item", "number", "unit"),
    [
        ("breach-notice", 36, "hours"),
        ("deletion", 45, "days"),
        ("subprocessor-notice-days", 21, "days"),
        ("audit", 14, "days"),
    ],
)
def test_the_time_is_the_vendors_and_not_the_customers(item, number, unit):
    value = read(AGREEMENT)[item].value

    assert (value.number, value.unit) == (number, unit)


def test_a_place_gives_the_words_and_the_clause_they_are_part_of():
    place = read(AGREEMENT)["breach-notice"].places[0]

    assert place.passage.page == 1
    assert "thirty-six (36) hours" in place.passage.words
    assert place.clause.start <= place.passage.start < place.passage.end <= place.clause.end


def test_a_duty_of_the_customer_is_nobody_elses_promise():
    found = read("The Customer shall notify the Provider of a breach without undue delay.")

    assert "breach-notice" not in found


def test_a_duty_under_a_lead_in_belongs_to_whom_the_lead_in_names():
    found = read("The Customer shall:\n\n- Process data only on documented instructions.\n")

    assert "28(3)(a)" not in found


def test_a_definition_promises_nothing():
    found = read('"Breach" means an incident that the Provider notifies without undue delay.')

    assert found == {}


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("We never use Customer Data to train machine learning models.", Stance.PROHIBITED),
        ("We may use Customer Data to train our models unless you opt out.", Stance.PERMITTED),
        ("No use of the data for model training is permitted.", Stance.PROHIBITED),
    ],
)
def test_training_is_prohibited_or_permitted(words, stance):
    assert read(words)["training-on-data"].stance is stance


def test_training_of_staff_is_not_training_of_models():
    found = read("Personnel receive appropriate training on data protection and AI policies.")

    assert "training-on-data" not in found


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("The Provider shall notify the Customer of a breach within five days.", "breach-notice"),
        ("On termination the Provider deletes all Personal Data.", "28(3)(g)"),
        ("On termination the Provider deletes all Personal Data.", "deletion"),
        ("Customer may engage sub-processors: Provider is liable for its sub-processors' acts.",
         "28(4)"),
        ("On request, the Provider shall provide copies of its latest SOC 2 audit reports.",
         "audit"),
    ],
)  # fmt: skip
def test_what_a_reviewer_should_not_accept_as_it_stands_is_weak_and_says_why(words, item):
    proposal = read(words)[item]

    assert proposal.strength is Strength.WEAK
    assert proposal.reason.endswith(".")


def test_a_walkthrough_of_the_controls_is_a_weak_audit():
    found = read(
        "# 9. Assistance and audits\n\n9.2. Once per year the Customer may request a review of the "
        "Provider's controls in the form of a walkthrough with its security contact.\n"
    )

    assert found["audit"].strength is Strength.WEAK
    assert "review of the Provider's controls" in found["audit"].places[0].passage.words


def test_the_time_to_object_is_not_the_time_of_notice():
    found = read(
        "The Provider shall inform the Customer before engaging a new Sub-processor. The Customer "
        "may object within ten (10) business days after receipt of the notice."
    )

    assert "28(2)" in found
    assert "subprocessor-notice-days" not in found


STANDARD_CLAUSES = """\
The Provider shall notify the Customer of a personal data breach without undue delay.

SCHEDULE 1 STANDARD CONTRACTUAL CLAUSES

Clause 1 Purpose and scope

The data exporter and the data importer have agreed to these Clauses.

Clause 8 Obligations

The data importer shall make available to the data exporter all information necessary to
demonstrate compliance and allow for and contribute to audits by the data exporter.
"""


def test_attached_standard_clauses_are_only_a_weak_promise_where_the_body_is_silent():
    found = read(STANDARD_CLAUSES)

    assert found["28(3)(h)"].strength is Strength.WEAK
    assert "attached standard clauses" in found["28(3)(h)"].reason
    assert found["breach-notice"].strength is Strength.FULL


@pytest.mark.parametrize("text", ["", "\n\n", "x", "(a) (b) (c) (d)", "1." * 500, "shall " * 300])
def test_odd_texts_are_read_to_their_end(text):
    assert read(text) == {}


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("The subject-matter and duration of the processing are set out in Annex I.", "28(3)"),
        ("The Provider shall inform the Customer if an instruction infringes the law.",
         "unlawful-instructions"),
        ("Prompts are processed and stored in the European Union.", "data-regions"),
        ("Prompts and outputs are retained for 30 days.", "retention"),
        ("All model providers work under zero data retention.", "zero-retention"),
        ("Authorised personnel may access prompts to investigate abuse.", "human-review"),
    ],
)  # fmt: skip
def test_where_other_items_are_spoken_of_is_proposed_without_much_confidence(words, item):
    proposal = read(words)[item]

    assert proposal.places[0].passage.words == words
    assert proposal.confidence <= 0.6
