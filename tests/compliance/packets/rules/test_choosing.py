"""What goes into a packet: what is usual for its readers, and what is chosen by hand."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.packets.rules import (
    PRESETS,
    Audience,
    Choice,
    PacketSection,
    RestrictedUse,
    choice_faults,
    omissions,
)

TODAY = date(2026, 11, 22)


def usual(audience=Audience.AUDITOR, **other):
    return replace(Choice.usual(audience, "Nora Hale, Harrow & Vale LLP", as_of=TODAY), **other)


def left_out(choice):
    return omissions(choice.audience, choice.sections, choice.because)


@pytest.mark.parametrize("audience", Audience)
def test_what_is_usual_can_be_asked_for_as_it_is(audience):
    assert list(choice_faults(usual(audience))) == []


def test_an_auditor_gets_everything():
    assert left_out(usual()) == ()


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.BOARD])
def test_what_is_usually_left_out_says_why(audience):
    found = left_out(usual(audience))

    assert {one.section for one in found} == PRESETS[audience].reasons.keys()
    assert all(one.reason.endswith(".") for one in found)


@pytest.mark.parametrize("audience", [Audience.CUSTOMER, Audience.BOARD])
def test_names_events_and_documents_go_to_auditors_alone(audience):
    private = {PacketSection.PEOPLE, PacketSection.AUDIT, PacketSection.DOCUMENTS}

    assert not private & usual(audience).sections


def test_what_is_left_out_by_hand_needs_a_reason():
    without = PRESETS[Audience.AUDITOR].sections - {PacketSection.PEOPLE}

    [fault] = choice_faults(usual(sections=without))

    assert fault == (
        "Say why “People and their access” is left out; the reason stands in the packet."
    )


def test_the_reason_that_was_given_stands_beside_what_was_left_out():
    without = PRESETS[Audience.AUDITOR].sections - {PacketSection.PEOPLE}
    choice = usual(sections=without, because="Names were sent apart.")

    [one] = left_out(choice)

    assert list(choice_faults(choice)) == []
    assert (one.section, one.reason) == (PacketSection.PEOPLE, "Names were sent apart.")


def test_what_is_usually_left_out_can_be_added_without_a_word():
    everything = frozenset(PacketSection)
    choice = usual(Audience.CUSTOMER, sections=everything, restricted=RestrictedUse.STAMPED)

    assert list(choice_faults(choice)) == []
    assert left_out(choice) == ()


def test_no_customer_is_given_an_original_of_restricted_use():
    [fault] = choice_faults(usual(Audience.CUSTOMER, restricted=RestrictedUse.ORIGINAL))

    assert fault.startswith("A customer is not given the original")


@pytest.mark.parametrize(
    ("field", "longest"), [("recipient", 100), ("purpose", 95), ("because", 300)]
)
def test_words_fit_where_they_stand(field, longest):
    fits, spills = "x" * longest, "x" * (longest + 1)

    assert list(choice_faults(usual(**{field: fits}))) == []
    [fault] = choice_faults(usual(**{field: spills}))
    assert fault.endswith(f"takes at most {longest} characters.")


def test_recipient_and_purpose_make_one_line():
    choice = usual(purpose="for the audit of 2026")

    assert choice.prepared_for == "Nora Hale, Harrow & Vale LLP, for the audit of 2026"
