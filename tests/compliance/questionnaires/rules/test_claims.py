"""Claims that a record speaks against, and the many sentences that are none."""

from dataclasses import replace

import pytest

from compliance.questionnaires.rules.claims import NO_CERTIFICATION, OnRecord, Unmet, spoken_against

BAA = "The BAA with Hartfield Compute is not here yet."
KEPT = "Zero retention at Modelworks is not proven."
RECORD = OnRecord(
    reported=("Hartfield Compute",),
    own=("Meridian Health", "Northgate"),
    names=("Hartfield Compute", "Elastic Compute", "Modelworks", "Modelworks API"),
    baas=(Unmet(("Hartfield Compute", "Elastic Compute"), BAA),),
    retention=(Unmet(("Modelworks", "Modelworks API"), KEPT),),
)
SOC2 = (
    "The SOC 2 reports on record are those of vendors (Hartfield Compute), and speak for their "
    "systems alone."
)


def against(answer, question="Tell us more.", remark="", record=RECORD):
    return spoken_against(question, answer, remark, record)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("We are HIPAA certified.", NO_CERTIFICATION),
        ("Yes, HIPAA-certified since 2024", NO_CERTIFICATION),
        ("Our platform has a HIPAA certification.", NO_CERTIFICATION),
        ("We are SOC 2 compliant.", SOC2),
        ("Yes. We are fully SOC 2 Type II certified", SOC2),
        ("SOC2 compliant", SOC2),
        ("We hold a SOC 2 Type 2 attestation.", SOC2),
        ("Prompts are sent under zero data retention.", KEPT),
        ("ZDR is on for Modelworks.", KEPT),
        ("A BAA with Hartfield Compute is in place.", BAA),
        ("We have a business associate agreement with Hartfield Compute.", BAA),
    ],
)
def test_a_plain_claim_is_met_with_what_the_record_says(answer, sentence):
    assert against(answer) == (sentence,)
    assert against("See the remark", remark=answer) == (sentence,)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Are you SOC 2 certified?", SOC2),
        ("Is your organization SOC 2 Type II compliant?", SOC2),
        ("Do you have HIPAA certification?", NO_CERTIFICATION),
        ("Do you have a BAA with Hartfield Compute?", BAA),
        ("Do you have zero data retention with Modelworks?", KEPT),
    ],
)
def test_yes_claims_what_was_asked(question, sentence):
    assert against("Yes", question) == (sentence,)
    assert against("Yes, since June", question) == (sentence,)
    assert against("No", question) == ()
    assert against("", question) == ()
    assert against("Yes, but not yet signed", question) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "We are not HIPAA certified; nobody is.",
        "There is no HIPAA certification.",
        "All staff are HIPAA certified.",
        "Employees complete a course with HIPAA certificate.",
        "We are not SOC 2 certified, but Hartfield Compute is.",
        "Our cloud host is SOC 2 compliant.",
        "We use Hartfield Compute, which is SOC 2 compliant.",
        "We run on infrastructure that is SOC 2 certified.",
        "We will be SOC 2 certified in 2027.",
        "We are working towards SOC 2; an audit is planned.",
        "Our controls are aligned with SOC 2.",
        "A SOC 2 Type II report of Hartfield Compute is on file.",
        "We are ISO 27001 certified.",
        "Zero data retention is requested from Modelworks.",
        "Zero data retention is not needed: nothing leaves our account.",
        "ZDR is available on request.",
        "Zero data retention is on at Otherworks, a vendor of ours.",
        "A BAA with Hartfield Compute will be signed.",
        "No BAA is in place with Hartfield Compute.",
        "A BAA is in place with Modelworks.",
        "A BAA with every customer is in place.",
        "BAA: see Hartfield Compute.",
        "Hartfield Compute isn’t under a BAA that we have.",
    ],
)
def test_what_is_no_plain_claim_is_left_alone(answer):
    assert against(answer) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Is zero data retention required by your contract?",
        "Must you have a BAA with Hartfield Compute?",
        "Are your vendors SOC 2 certified?",
        "Do you have staff with HIPAA certification?",
        "Do you know what zero data retention means?",
        "Does Hartfield Compute offer a BAA?",
        "Do you have a SOC 2 report of your cloud host?",
        "Would you say that you are SOC 2 compliant?",
    ],
)
def test_yes_to_what_asks_for_no_claim_is_left_alone(question):
    assert against("Yes", question) == ()


def test_without_a_record_against_it_a_claim_stands():
    nothing = OnRecord(names=RECORD.names)

    assert against("We are SOC 2 compliant.", record=nothing) == ()
    assert against("Zero data retention is on.", record=nothing) == ()
    assert against("A BAA with Hartfield Compute is in place.", record=nothing) == ()


def test_a_report_of_ones_own_speaks_for_oneself():
    own = replace(RECORD, reported=("Hartfield Compute", "Meridian Health"))

    assert against("We are SOC 2 compliant.", record=own) == ()


def test_where_one_setting_is_proven_a_claim_may_be_about_it():
    proven = replace(RECORD, retention_met=True)

    assert against("Zero data retention is on.", record=proven) == ()


def test_everything_against_one_answer_is_said_once():
    said = "We are HIPAA certified. We are HIPAA certified.\nWe are SOC 2 compliant."

    assert against(said) == (NO_CERTIFICATION, SOC2)


def test_texts_of_books_length_are_not_searched():
    assert against("We are HIPAA certified. " * 1_000) == ()
