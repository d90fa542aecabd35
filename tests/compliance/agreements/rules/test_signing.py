"""Only the right person, at the right time, with the right document in front of them, signs."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.agreements import library
from compliance.agreements.rules import disclosure, signing
from compliance.agreements.rules.signing import Side, SigningAttempt, SigningReason
from compliance.agreements.rules.states import AgreementKind, AgreementState, Step

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HASH = "a" * 64
CLIENT = SigningAttempt(
    side=Side.CLIENT,
    state=AgreementState.SENT,
    signer_id="carla",
    signatory_id="carla",
    signatory_name="Carla Reyes",
    sender_id="pat",
    client_signer_id=None,
    typed_name="Carla Reyes",
    typed_title="Chief Executive",
    authority_confirmed=True,
    accepted_disclosure=disclosure.CURRENT_DISCLOSURE,
    pressed="Sign the BAA for Fern Clinic",
    button="Sign the BAA for Fern Clinic",
    opened_at=NOON - timedelta(minutes=20),
    shown_sha256=HASH,
    stored_sha256=HASH,
    second_factor_at=NOON - timedelta(seconds=60),
    sign_by=date(2026, 11, 22),
)
PARTNER = replace(
    CLIENT,
    side=Side.PARTNER,
    state=AgreementState.CLIENT_SIGNED,
    signer_id="sam",
    signatory_id="sam",
    signatory_name="Sam Okafor",
    typed_name="Sam Okafor",
    client_signer_id="carla",
)


def refusal(attempt):
    with pytest.raises(signing.SigningRefused) as refused:
        signing.check_signing(attempt, at=NOON)
    return refused.value


def test_the_clients_signatory_signs():
    assert signing.check_signing(CLIENT, at=NOON) is Step.SIGN_FOR_CLIENT


def test_then_the_partners_signatory_countersigns():
    assert signing.check_signing(PARTNER, at=NOON) is Step.COUNTERSIGN


def test_the_partners_signatory_may_be_the_one_who_sent_it():
    assert signing.check_signing(replace(PARTNER, sender_id="sam"), at=NOON) is Step.COUNTERSIGN


@pytest.mark.parametrize("attempt", [CLIENT, PARTNER])
@pytest.mark.parametrize("state", AgreementState)
def test_each_side_signs_in_its_own_state_only(attempt, state):
    if state is signing.TURN[attempt.side]:
        signing.check_signing(attempt, at=NOON)
    else:
        assert refusal(replace(attempt, state=state)).reason is SigningReason.NOT_YOUR_TURN


def test_out_of_turn_says_where_the_agreement_is():
    refused = refusal(replace(PARTNER, state=AgreementState.SENT))

    assert str(refused) == (
        "It is not your turn to sign: this agreement is sent to the client for signature."
    )


@pytest.mark.parametrize(
    ("named", "typed"),
    [
        ("Carla Reyes", "  carla  REYES "),
        ("Emil Engstr\u00f6m", "Emil Engstro\u0308m"),
    ],
)
def test_the_name_of_the_signatory_may_be_typed_in_other_letters(named, typed):
    attempt = replace(CLIENT, signatory_name=named, typed_name=typed)

    assert signing.check_signing(attempt, at=NOON) is Step.SIGN_FOR_CLIENT


@pytest.mark.parametrize("attempt", [CLIENT, PARTNER])
@pytest.mark.parametrize(
    ("change", "reason", "message"),
    [
        ({"sign_by": date(2026, 11, 21)}, SigningReason.TOO_LATE, "time for signing is over"),
        ({"signer_id": "eve"}, SigningReason.NOT_THE_SIGNATORY, "^Only .* can sign"),
        ({"typed_name": " "}, SigningReason.NO_NAME_OR_TITLE, "full name and your title"),
        ({"typed_name": "Mickey Mouse"}, SigningReason.ANOTHER_NAME, "^This .* Type that name"),
        ({"typed_title": ""}, SigningReason.NO_NAME_OR_TITLE, "full name and your title"),
        ({"authority_confirmed": False}, SigningReason.NO_AUTHORITY, "may sign for this"),
        ({"accepted_disclosure": None}, SigningReason.NO_CONSENT, "or ask for .* paper"),
        ({"accepted_disclosure": "old"}, SigningReason.NO_CONSENT, "Agree to electronic"),
        ({"pressed": ""}, SigningReason.BUTTON_NOT_PRESSED, "press the button “Sign the BAA"),
        ({"pressed": "Decline"}, SigningReason.BUTTON_NOT_PRESSED, "Nothing was signed"),
        ({"opened_at": None}, SigningReason.NOT_OPENED, "Open the agreement"),
        ({"shown_sha256": "b" * 64}, SigningReason.DOCUMENT_CHANGED, "Nothing was signed"),
        (
            {"shown_sha256": "", "stored_sha256": ""},
            SigningReason.DOCUMENT_CHANGED,
            "not the one you were shown",
        ),
        ({"second_factor_at": None}, SigningReason.SECOND_FACTOR_NEEDED, "second factor"),
        (
            {"second_factor_at": NOON - timedelta(seconds=301)},
            SigningReason.SECOND_FACTOR_NEEDED,
            "five minutes",
        ),
        (
            {"second_factor_at": NOON + timedelta(seconds=1)},
            SigningReason.SECOND_FACTOR_NEEDED,
            "second factor",
        ),
    ],
)
def test_each_thing_that_does_not_hold_is_refused_with_its_reason(attempt, change, reason, message):
    refused = refusal(replace(attempt, **change))

    assert refused.reason is reason
    assert re.search(message, str(refused))


def test_the_sender_never_signs_for_the_client_even_when_named_as_signatory():
    refused = refusal(replace(CLIENT, signer_id="pat", signatory_id="pat"))

    assert refused.reason is SigningReason.SENDER_MAY_NOT_SIGN


def test_nobody_signs_both_sides():
    refused = refusal(replace(PARTNER, signer_id="carla", signatory_id="carla"))

    assert refused.reason is SigningReason.SIGNED_FOR_THE_OTHER_SIDE


def test_where_two_people_are_asked_for_the_sender_does_not_countersign():
    attempt = replace(PARTNER, sender_id=PARTNER.signer_id)

    assert signing.check_signing(attempt, at=NOON) is Step.COUNTERSIGN
    with pytest.raises(signing.SigningRefused) as refused:
        signing.check_signing(replace(attempt, four_eyes=True), at=NOON)
    assert refused.value.reason is SigningReason.FOUR_EYES


@pytest.mark.parametrize("age", [0, 300])
def test_the_second_factor_counts_for_exactly_300_seconds(age):
    attempt = replace(CLIENT, second_factor_at=NOON - timedelta(seconds=age))

    assert signing.check_signing(attempt, at=NOON) is Step.SIGN_FOR_CLIENT


def test_without_a_last_day_there_is_no_too_late():
    assert signing.check_signing(replace(CLIENT, sign_by=None), at=NOON)


def test_every_reason_of_refusal_is_reached_by_these_tests():
    assert len(SigningReason) == 15  # the drawing has a file of its own


# The words


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (Side.CLIENT, "Sign the BAA for Fern Clinic"),
        (Side.PARTNER, "Countersign the BAA for Fern Clinic"),
    ],
)
def test_the_button_says_what_is_signed_and_for_whom(side, words):
    assert signing.button_words(side, AgreementKind.BAA, "Fern Clinic") == words


def test_the_statement_of_authority_names_the_organisation():
    assert "sign this agreement for Fern Clinic" in signing.authority_words("Fern Clinic")


@pytest.mark.parametrize(("version", "expected"), disclosure.DISCLOSURE_SHA256.items())
def test_a_published_disclosure_is_never_changed(version, expected):
    assert disclosure.sha256_of(library.read(f"{version}.md")) == expected


def test_the_current_disclosure_is_published():
    assert disclosure.CURRENT_DISCLOSURE in disclosure.DISCLOSURE_SHA256


@pytest.mark.parametrize(
    "told",
    [
        "You may have paper instead",
        "withdraw this consent",
        "There is no fee",
        "for this one agreement",
        "paper copy of the signed agreement",
        "your details current",
        "What you need",
        "have opened the document in this browser",
    ],
)
def test_the_disclosure_tells_what_15_usc_7001_c_lists(told):
    assert told in library.read(f"{disclosure.CURRENT_DISCLOSURE}.md")


def test_the_kind_of_signature_claims_no_more_than_it_is():
    text = library.read(f"{disclosure.CURRENT_DISCLOSURE}.md")

    assert "not a qualified electronic signature" in disclosure.SIGNATURE_KIND
    assert "not a qualified electronic signature" in text


def test_line_ends_do_not_change_the_hash():
    assert disclosure.sha256_of("a\r\nb") == disclosure.sha256_of("a\nb")
