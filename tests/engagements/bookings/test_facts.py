"""What was said in an intake, as a list of facts."""

from dataclasses import replace
from datetime import date

from engagements.bookings.facts import facts_of_intake
from engagements.bookings.rules import Volume
from engagements.lifecycle.rules import Destination
from tests.engagements.bookings.calls import INTAKE


def told(intake):
    return {fact.term: fact.value for fact in facts_of_intake(intake)}


def test_everything_that_was_said_is_told():
    said = replace(
        INTAKE,
        eu_personal_data=True,
        volume=Volume.UNDER_100,
        deadline=date(2026, 12, 1),
        questionnaire_owed=True,
    )

    facts = told(said)

    assert facts["Data"] == (
        "Health information (PHI); personal data from the EU, the EEA or the UK"
    )
    assert facts["Under HIPAA"] == "Covered entity"
    assert facts["Questionnaire"] == "Owed to a client"
    assert facts["Volume"] == "Under 100 requests a day"
    assert facts["Deadline"] == "1 December 2026"


def test_what_was_not_said_is_left_out_or_told_as_nothing():
    facts = told(replace(INTAKE, handles_phi=False, destination=Destination.UNDECIDED))

    assert facts["Data"] == "None of the kinds asked about"
    assert facts["Meant to go to"] == "Not decided yet"
    assert not {"Under HIPAA", "Volume", "Deadline"} & set(facts)
