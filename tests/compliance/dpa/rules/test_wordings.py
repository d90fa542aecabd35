"""Wordings that unseen agreements brought: each is found, or is no longer taken for a promise."""

import pytest

from compliance.dpa.rules.finding import Strength, find
from compliance.reading.rules import paper_of

BREACH_UNDER_A_LEAD_IN = """\
## 7. Incidents

7.1 After a personal data breach Northwind shall, no later than 48 hours after it became aware:

7.1.1 notify the Customer of the breach; and

7.1.2 give the Customer the details that it has.
"""
DELETION_UNDER_A_LEAD_IN = """\
## Deletion at the end

Within 45 days of termination, Northwind shall:

1. Return or delete all Personal Data
2. Confirm the deletion in writing
"""
BULLETS = """\
## Data Breach Notification

In case of a Personal Data Breach:

**When:** Notify Customer within 36 hours of awareness
"""
FURTHER_BULLETS = """\
## Security

**In the product:**
- Encryption: AES-256 for what is stored
- Night shifts

## Liability

Northwind is liable for damage caused by:
- Failing to implement appropriate security measures
"""
AFTER_THE_END = """\
## Procedure after the end of the contract

Northwind must return to the Customer all documents and the results of its work that it has made
or received under this agreement, at the latest when the contract terminates. Otherwise these
documents and data must be destroyed in agreement with the Customer.
"""

EVIDENCE_ON_REQUEST = """\
## Review

Upon written request Northwind will supply its security policies and test results.
"""
PARTNERS_AT_WILL = """\
## Sub-processors

Northwind may work with chosen vendors to run the service.
"""


def found_in(text):
    return find(paper_of(text, marked=True))


@pytest.mark.parametrize(
    ("text", "item", "number"),
    [
        (BREACH_UNDER_A_LEAD_IN, "breach-notice", 48),
        (DELETION_UNDER_A_LEAD_IN, "deletion", 45),
        (BULLETS, "breach-notice", 36),
    ],
)
def test_a_time_is_read_where_the_lead_in_or_a_bullet_names_it(text, item, number):
    found = found_in(text)[item]

    assert found.value is not None
    assert found.value.number == number


def test_the_first_piece_of_a_list_is_shown_with_the_words_that_lead_it():
    place = found_in(BREACH_UNDER_A_LEAD_IN)["breach-notice"].places[0]

    assert place.passage.words.endswith("notify the Customer of the breach; and")
    assert "no later than 48 hours" in place.clause.words


@pytest.mark.parametrize(
    ("text", "item", "words"),
    [
        (
            "Northwind undertakes to inform the Customer promptly of any violations of data "
            "protection law.",
            "breach-notice",
            "promptly",
        ),
        (
            "Work in other countries needs the consent of the Customer and an adequacy decision.",
            "transfers",
            "adequacy",
        ),
        (AFTER_THE_END, "28(3)(g)", "must return to the Customer all documents"),
        (AFTER_THE_END, "deletion", "must be destroyed"),
        (
            "Northwind shall give the Customer all necessary information for its control of the "
            "processing.",
            "28(3)(h)",
            "all necessary information",
        ),
        (
            "## Audits\n\nCustomer may request compliance reports and certificates.\n",
            "28(3)(h)",
            "compliance reports",
        ),
        (FURTHER_BULLETS, "28(3)(c)", "AES-256"),
        (
            "Northwind will give the Customer the information it needs for privacy assessments.",
            "28(3)(f)",
            "privacy assessments",
        ),
        (EVIDENCE_ON_REQUEST, "28(3)(h)", "test results"),
        (EVIDENCE_ON_REQUEST, "audit", "test results"),
        (PARTNERS_AT_WILL, "28(2)", "chosen vendors"),
    ],
)
def test_a_promise_in_other_words_is_found(text, item, words):
    places = found_in(text)[item].places

    assert any(words in place.passage.words for place in places)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "The Customer shall not withhold its agreement to a change that Northwind and each "
            "Sub-processor need to comply with the law.",
            "28(2)",
        ),
        (
            "Northwind gives audit reports, redacted to protect confidential information.",
            "28(3)(b)",
        ),
        (
            "For transfers without an adequacy decision, Northwind implements appropriate "
            "safeguards.",
            "28(3)(c)",
        ),
        ("Northwind is liable for failing to implement appropriate measures.", "28(3)(c)"),
        (
            "## Obligations\n\nNorthwind shall process data only on instructions from the "
            "Customer, including with regard to transfers to a third country.\n",
            "transfers",
        ),
    ],
)
def test_what_only_sounds_like_a_promise_is_not_taken_for_one(text, item):
    assert item not in found_in(text)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("An on-site audit shall be subject to 20 days' notice.", Strength.FULL),
        (
            "Northwind allows audits by the Customer. The Customer agrees to use its audit rights "
            "only by asking for the reports below.",
            Strength.WEAK,
        ),
    ],
)
def test_an_audit_counts_by_whether_the_customer_may_make_one(text, strength):
    found = found_in(f"## Audits\n\n{text}\n")["audit"]

    assert found.strength is strength


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (PARTNERS_AT_WILL, "28(2)"),
        (EVIDENCE_ON_REQUEST, "audit"),
        (EVIDENCE_ON_REQUEST, "28(3)(h)"),
        (
            "Northwind shall notify the Customer of a personal data breach without undue delay "
            "when such notice is legally required.",
            "breach-notice",
        ),
    ],
)
def test_half_a_promise_is_weak(text, item):
    assert found_in(text)[item].strength is Strength.WEAK


@pytest.mark.parametrize(
    "asking",
    ["the Customer may within 20 days request", "the Customer may, within 20 days, ask"],
)
def test_the_time_to_ask_for_deletion_is_no_time_of_deletion(asking):
    text = f"After termination, {asking} that Northwind return or delete all Personal Data.\n"

    deletion = found_in(text)["deletion"]

    assert deletion.value is None
    assert deletion.strength is Strength.WEAK


def test_a_duty_to_delete_within_a_time_after_the_request_keeps_its_time():
    text = (
        "After termination, the Customer may request deletion and Northwind shall delete all "
        "Personal Data within 20 days of the request.\n"
    )

    assert found_in(text)["deletion"].value.number == 20
