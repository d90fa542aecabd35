"""Who a packet is for stands on its pages letter by letter, or the packet is not asked for."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.packets.rules import (
    Audience,
    Choice,
    PacketSection,
    RestrictedUse,
    choice_faults,
    composed,
)
from compliance.packets.rules.letters import SETTABLE
from compliance.pdf.faces import shape_of
from compliance.pdf.fonts import face_of

USUAL = Choice.usual(
    Audience.AUDITOR, "Nora Hale, Harrow & Vale LLP", as_of=date(2026, 11, 22), purpose="audit"
)


def faults(**other):
    return list(choice_faults(replace(USUAL, **other)))


def test_the_typeface_has_every_letter_that_is_said_to_be_settable():
    has = shape_of(face_of("Source Sans")).glyphs

    lacking = [
        chr(code)
        for first, last in SETTABLE
        for code in range(first, last + 1)
        if chr(code) not in has
    ]

    assert lacking == []


@pytest.mark.parametrize(
    "recipient",
    [
        "Łukasz Ştefan Ünal-O’Brien, Ångström & Søn",
        "Nguyễn Thị Minh Khai, Đà Nẵng",
        "Ελένη Παπαδοπούλου, Αθήνα",
        "Юлія Ґалаґан, Київ",
        "Zoe\u0308 Mu\u0308ller",
    ],
)
def test_names_of_many_languages_can_be_set(recipient):
    assert faults(recipient=recipient) == []


def test_a_name_that_would_be_question_marks_on_restricted_pages_is_refused():
    said = (
        "“张伟” cannot stand on the pages of reports whose use is restricted. Write who it is for "
        "in Latin, Greek or Cyrillic letters, or leave such reports out."
    )

    assert faults(recipient="张伟, Bayside") == [said]
    assert faults(recipient="张伟, Bayside", restricted=RestrictedUse.STAMPED) == [said]
    assert faults(recipient="张伟, Bayside", restricted=RestrictedUse.LEFT_OUT) == []


def test_without_documents_no_page_has_to_carry_the_name():
    sections = USUAL.sections - {PacketSection.DOCUMENTS}

    assert faults(recipient="张伟", sections=sections, because="Sent apart.") == []


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\x07", "\x1b", "\u2028", "\n", "\ufeff"])
def test_signs_that_nobody_sees_are_refused(unseen):
    restricted = RestrictedUse.LEFT_OUT

    assert faults(recipient=f"Nora{unseen}Hale", restricted=restricted) == [
        "Who it is for has signs in it that cannot be seen. Type it anew."
    ]
    assert faults(purpose=f"for the{unseen}audit", restricted=restricted) == [
        "The purpose has signs in it that cannot be seen. Type it anew."
    ]


def test_accents_are_put_into_their_letters():
    assert composed(" Zoe\u0308 ") == "Zoë"
    assert replace(USUAL, recipient="Zoe\u0308", purpose="").prepared_for == "Zoë"
