"""Questionnaire answers in packets: printed from the file, told where they cannot be, compared."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldReading
from compliance.packets.differences import in_words
from compliance.packets.exhibits import item_of
from compliance.packets.rules import (
    Audience,
    Manifest,
    PacketSection,
    canonical,
    compare,
    read_back,
)
from tests.cast import NOON
from tests.compliance.packets.answering import HEAD, TODAY, accepted, owe, recorded
from tests.compliance.packets.given import letter
from tests.excel import workbook


@pytest.fixture
def shown(look_into):
    """What a packet says of questionnaires: its content, and the section in words."""

    def of(engagement, **choice):
        _, content = look_into(engagement, **choice)
        printed = [
            render_to_string(sheet.template, {"section": sheet})
            for section in content.sections
            if section.key == "questionnaires"
            for sheet in section.sheets
        ]
        return content, printed

    return of


def left_out(content):
    return {one.section: one.reason for one in content.omissions}


def test_where_none_is_owed_and_none_is_there_one_line_says_so(engagement, shown):
    _, [words] = shown(engagement)

    assert "The scope says that no questionnaire is owed to anybody." in words
    assert "no answered questionnaire is accepted in this engagement" in words


def test_where_one_is_owed_and_none_accepted_the_requirement_says_so(
    cast, engagement, run_jobs, shown
):
    owe(cast, engagement)
    recorded(cast, engagement, run_jobs)

    content, [words] = shown(engagement)

    assert "note warn" in words
    assert "Security questionnaire answered (rule QST-1)" in words
    assert "Questionnaire of Bayside is recorded and waiting for a second person." in words
    assert "Does the information leave your network?" not in words
    [asked] = [one for one in content.requirements if "QST-1" in one.id]
    assert asked.standing == "due"


def test_questionnaires_are_not_told_among_the_other_evidence(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs)

    content, _ = shown(engagement)

    [papers] = [one for one in content.sections if one.key == "papers"]
    assert papers.papers == ()
    assert [one.document.title for one in content.exhibits] == ["Questionnaire of Bayside"]


def test_one_that_lapsed_says_so(cast, engagement, run_jobs, shown):
    later = NOON + timedelta(days=200)
    accepted(cast, engagement, run_jobs)

    _, [words] = shown(engagement, at=later)

    assert "16 November 2026 to 1 March 2027; it does not count any more" in words
    assert ">Lapsed<" in words


def test_answers_on_pages_are_where_the_pages_are(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs, data=letter("Answers"), name="answers.pdf")

    _, [words] = shown(engagement)

    assert "It is a document of pages: its answers are not printed here." in words
    assert "The whole document follows as Exhibit\N{NO-BREAK SPACE}A." in words
    with cast.at(cast.lakeview):
        assert not HeldReading.objects.exists()


def test_what_cannot_be_told_is_not_guessed(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs, data=b"a,b\nc,d\n", name="answers.csv")

    _, [words] = shown(engagement)

    assert "Questions and their answers cannot be told apart in its columns" in words
    assert '<th scope="col">Question</th>' not in words


def test_what_the_record_speaks_against_is_said_beside_the_answer(
    cast, engagement, run_jobs, shown
):
    rows = [["1", "Are you certified?", "We are HIPAA certified."], ["2", "And so on?", "Yes"]]
    accepted(cast, engagement, run_jobs, data=workbook({"A": [HEAD, *rows]}))

    _, [words] = shown(engagement)

    assert "What is recorded speaks against 1 answer, beside which it says so." in words
    assert words.count("On record:") == 1
    assert "evaluation (45 CFR 164.308(a)(8))" in words


def test_long_questionnaires_are_cut_into_stretches_that_hold_every_line(
    cast, engagement, run_jobs, shown
):
    rows = [["", f"What is asked under {n}?", f"Said {n}: " + "words " * 40] for n in range(300)]
    accepted(cast, engagement, run_jobs, data=workbook({"A": [HEAD, *rows]}))

    _, printed = shown(engagement)

    assert len(printed) > 3
    assert [sum(f"Said {n}:" in one for one in printed) for n in range(300)] == [1] * 300
    assert sum("300 questions, 300 answered" in one for one in printed) == 1
    assert all(one.count("<thead>") == 1 for one in printed)


def test_of_a_past_day_it_is_shown_as_it_was_accepted_then(cast, engagement, run_jobs, shown):
    held = accepted(cast, engagement, run_jobs)
    then, before = shown(engagement, at=NOON + timedelta(hours=1))
    later = NOON + timedelta(days=3)
    with cast.at(cast.lakeview, cast.nadia):
        evidence.withdraw_evidence(held=held, reason="Answered anew.", by=cast.nadia, at=later)

    _, now = shown(engagement, at=later)
    looked, after = shown(engagement, at=later, as_of=TODAY)

    assert before == after
    assert "no answered questionnaire is accepted" in now[0]
    assert item_of(then.exhibits[0], None) == item_of(looked.exhibits[0], None)


def test_a_customer_reads_the_answers_without_the_document(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs)

    content, [words] = shown(engagement, audience=Audience.CUSTOMER)

    assert "It stays in our own account." in words
    assert "The document itself is left out of this packet and named with its SHA-256." in words
    assert content.exhibits == ()


def test_a_board_is_told_how_it_stands_and_why_the_answers_are_left_out(
    cast, engagement, run_jobs, shown
):
    accepted(cast, engagement, run_jobs)

    content, printed = shown(engagement, audience=Audience.BOARD)

    assert printed == []
    reason = left_out(content)[PacketSection.QUESTIONNAIRES]
    assert reason == (
        "The answers one by one are for auditors; how the requirement stands is told above."
    )


def test_left_out_by_hand_its_document_is_left_out_with_it(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs)
    others = frozenset(PacketSection) - {PacketSection.QUESTIONNAIRES}

    content, printed = shown(engagement, sections=others, because="Sent apart.")

    assert printed == []
    [paper] = content.left_out
    assert paper.title == "Questionnaire of Bayside, recorded 16 November 2026"
    assert paper.reason == ("“Questionnaire answers” is left out of this packet. Sent apart.")


def test_one_that_was_answered_anew_is_told_when_packets_are_compared(
    cast, engagement, run_jobs, shown
):
    first = accepted(cast, engagement, run_jobs, title="Questionnaire of 2026")
    older, _ = shown(engagement, at=NOON + timedelta(hours=1))
    later = NOON + timedelta(days=2)
    with cast.at(cast.lakeview, cast.nadia):
        evidence.withdraw_evidence(held=first, reason="Answered anew.", by=cast.nadia, at=later)
    accepted(cast, engagement, run_jobs, at=later, title="Questionnaire of 2027")

    newer, _ = shown(engagement, at=later)

    told = in_words(compare(*map(as_told, (older, newer))))
    groups = {group.title: [row.term for row in group.rows] for group in told.groups}
    assert groups["Documents added"] == ["Questionnaire of 2027"]
    assert groups["Documents removed"] == ["Questionnaire of 2026"]


def as_told(content):
    told = Manifest(
        packet=content.facts,
        items=tuple(item_of(one, None) for one in content.exhibits),
        left_out=content.left_out,
        audit={},
        requirements=content.requirements,
        people=content.people,
    )
    return read_back(canonical(told))


def test_an_older_questionnaire_that_was_never_read_is_told_as_unread(
    cast, engagement, run_jobs, shown
):
    accepted(cast, engagement, run_jobs)
    with cast.at(cast.lakeview):
        HeldReading.objects.all().delete()

    _, [words] = shown(engagement)

    assert "Its answers were not read yet when this packet was asked for." in words


def test_the_same_evidence_is_printed_once(cast, engagement, run_jobs, shown):
    accepted(cast, engagement, run_jobs)

    _, first = shown(engagement)
    _, again = shown(engagement, at=NOON + timedelta(hours=2))

    assert first == again
