"""What is asked for by hand: on the page, in the manifest, and among the documents."""

import json
from random import Random

import pytest
from django.template.loader import render_to_string

from compliance.packets.content import Trust, read_content
from compliance.packets.models import Packet
from compliance.packets.papers import papers_of
from compliance.packets.record import read_record
from compliance.packets.rules import PRESETS, Audience, PacketSection, RestrictedUse
from portal.audit.models import AuditEvent
from tests.compliance.packets.test_views import packets, page

TRUST = Trust("Northgate", "AB:CD", own_time=True)
EVERYTHING = frozenset(PacketSection)
CUSTOMER = {"audience": "customer", "recipient": "Wei Chen, Bayside Insurance"}


@pytest.fixture
def papers(cast, told, ask):
    """The papers of a packet that was chosen in these words."""

    def of(**other):
        asked = ask(told.engagement, **other)
        with cast.at(cast.lakeview):
            found = papers_of(read_record(asked.pk))
            Packet.objects.get(pk=asked.pk).cancel(at=asked.requested_at)
        return found

    return of


def ids(papers):
    left_out = {one.id for one in papers.left_out if "_original" not in one.id}
    return {one.id for one in papers.documents}, left_out


# On the page


def test_a_packet_for_a_customer_is_asked_for_with_what_is_usual(cast, engagement, sign_in):
    sign_in(cast.lena).post(page(engagement, "packet-ask"), CUSTOMER)

    [asked] = packets(cast)
    assert asked.choice.sections == PRESETS[Audience.CUSTOMER].sections
    assert asked.audience == "Wei Chen, Bayside Insurance"
    with cast.at(cast.lakeview):
        event = AuditEvent.objects.get(action="compliance.packet.asked_for")
    assert event.told["data"]["left_out"] == [
        *("agreements", "duties", "retention", "milestones", "people", "audit", "documents")
    ]
    assert event.told["data"]["readers"] == "customer"


def test_what_goes_in_is_chosen_on_a_page_that_begins_with_what_is_usual(cast, engagement, sign_in):
    answer = sign_in(cast.lena).post(page(engagement, "packet-ask"), {**CUSTOMER, "choose": "1"})

    assert answer.status_code == 200
    assert "What goes into the packet" in answer.text
    assert "The list of people and roles is not handed to customers." in answer.text
    assert f'value="coverage" id="id_sections_{place_of("coverage")}" checked' in answer.text
    assert f'value="people" id="id_sections_{place_of("people")}">' in answer.text
    assert "Wei Chen, Bayside Insurance" in answer.text
    assert packets(cast) == []


def place_of(section):
    return list(PacketSection).index(PacketSection(section))


def by_hand(**other):
    return {
        **CUSTOMER,
        "by_hand": "1",
        "sections": ["engagement", "coverage", "documents"],
        "restricted": "stamped",
        "because": "The rest was sent before.",
        **other,
    }


def test_a_choice_by_hand_is_kept_as_it_was_made(cast, engagement, sign_in):
    answer = sign_in(cast.lena).post(page(engagement, "packet-ask"), by_hand())

    [asked] = packets(cast)
    assert answer.url == page(engagement, "packet", asked.pk)
    assert asked.sections == ["engagement", "coverage", "documents"]
    assert (asked.restricted, asked.because) == ("stamped", "The rest was sent before.")


def test_what_was_chosen_for_some_readers_is_not_handed_to_others(cast, engagement, sign_in):
    browser = sign_in(cast.lena)
    for_auditor = by_hand(sections=[one.value for one in PacketSection], begun_for="auditor")

    changed = browser.post(page(engagement, "packet-ask"), for_auditor)
    invalid = browser.post(page(engagement, "packet-ask"), {**for_auditor, "recipient": ""})

    assert changed.status_code == 200
    assert "Other readers, so look again" in changed.text
    assert 'name="begun_for" value="customer"' in changed.text
    assert f'value="people" id="id_sections_{place_of("people")}">' in changed.text
    assert f'value="coverage" id="id_sections_{place_of("coverage")}" checked' in changed.text
    assert 'name="begun_for" value="auditor"' in invalid.text
    assert packets(cast) == []


def test_for_the_same_readers_a_choice_is_taken_at_once(cast, engagement, sign_in):
    sign_in(cast.lena).post(page(engagement, "packet-ask"), by_hand(begun_for="customer"))

    [asked] = packets(cast)
    assert asked.sections == ["engagement", "coverage", "documents"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"because": ""}, "is left out; the reason stands in the packet."),
        ({"restricted": "original"}, "A customer is not given the original of a report"),
        ({"as_of": "2020-01-01"}, "before, there is nothing."),
        ({"as_of": "2999-01-01"}, "is still to come."),
        ({"sections": ["secrets"]}, "secrets is not one of the available choices"),
        ({"audience": "press"}, "press is not one of the available choices"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(cast, engagement, sign_in, other, sentence):
    answer = sign_in(cast.lena).post(page(engagement, "packet-ask"), by_hand(**other))

    assert answer.status_code in {409, 422}
    assert sentence in answer.text
    assert packets(cast) == []


# In the packet


def test_sections_that_were_left_out_are_named_with_the_reason(cast, engagement, ask):
    asked = ask(engagement, audience=Audience.CUSTOMER)
    usual = PRESETS[Audience.CUSTOMER]
    with cast.at(cast.lakeview):
        Packet.objects.filter(pk=asked.pk).update(
            sections=sorted(usual.sections - {"dpa"}), because="Sent apart."
        )
        content = read_content(asked.pk, trust=TRUST)

    told = {one.id: one for one in content.told}
    assert told["section:engagement"].included
    assert (told["section:dpa"].included, told["section:dpa"].reason) == (False, "Sent apart.")
    assert told["section:audit"].reason == usual.reasons[PacketSection.AUDIT]
    shown = {one.key for one in content.sections}
    assert not shown & {"dpa", "audit", "people", "agreements", "milestones"}
    assert content.cover.missing
    assert "check" in shown


def test_without_the_documents_each_place_of_one_says_that_it_is_left_out(cast, told, ask):
    asked = ask(told.engagement, audience=Audience.BOARD)
    with cast.at(cast.lakeview):
        content = read_content(asked.pk, trust=TRUST)

    shown = {
        sheet.key: render_to_string(sheet.template, {"section": sheet})
        for section in content.sections
        for sheet in section.sheets
    }
    assert "<td></td>" not in shown["papers"] + shown["milestones_evidence"]
    assert shown["milestones_evidence"].count("Link only") == 1
    assert shown["milestones_evidence"].count("Left out") == 4
    assert "Left out" in shown["papers"]
    assert "original" not in shown["check"]
    titles = [one.title for one in content.left_out if one.kind == "milestone_evidence"]
    assert "Hashes of the weights, for milestone 2, Model weights deployed" in titles


def test_without_the_trail_no_event_is_told_and_the_chain_is_whole(cast, engagement, ask):
    asked = ask(engagement, audience=Audience.CUSTOMER)
    with cast.at(cast.lakeview):
        content = read_content(asked.pk, trust=TRUST)

    rows = content.extract["rows"]
    assert [row["seq"] for row in rows] == list(range(1, content.head.seq + 1))
    assert all(row["payload"] is None and "redacted" not in row for row in rows)
    assert cast.carla.name not in json.dumps(content.extract)
    assert content.people is None


def test_titles_of_what_can_be_chosen_are_those_of_the_sections(cast, engagement, ask):
    asked = ask(engagement)
    with cast.at(cast.lakeview):
        content = read_content(asked.pk, trust=TRUST)

    titles = {one.key: one.title for one in content.sections if one.key != "check"}
    assert titles == {
        one.value: one.label
        for one in PacketSection
        if one not in {PacketSection.SINCE, PacketSection.DOCUMENTS}
    }


# Documents


def test_every_record_is_in_it_or_left_out_with_a_reason_whatever_is_chosen(papers):
    included, left_out = ids(papers())
    everything, random = included | left_out, Random(7)
    for _ in range(12):
        found = papers(
            audience=random.choice([Audience.AUDITOR, Audience.BOARD]),
            sections=frozenset(one for one in PacketSection if random.random() < 0.7),
            restricted=random.choice(list(RestrictedUse)),
            because="By chance.",
        )
        included, left_out = ids(found)

        assert included | left_out == everything
        assert not included & left_out
        assert all(one.reason for one in found.left_out)


def test_without_its_section_a_document_is_not_in_it(papers):
    found = papers(sections=EVERYTHING - {PacketSection.DPA}, because="Sent apart.")

    [dpa] = [one for one in found.left_out if one.reason.startswith("“Data processing")]
    assert dpa.reason.endswith("is left out of this packet. Sent apart.")
    assert not [one for one in found.documents if one.kind == "dpa"]


def test_reports_of_restricted_use_are_marked_for_their_recipient(papers):
    found = papers()

    marked = {one.kind: one.mark for one in found.documents if one.mark}
    assert marked.keys() == {"soc2_report", "bridge_letter"}
    assert marked["soc2_report"] == (
        "For Nora Hale, Harrow & Vale LLP, 16 November 2026. Its use is restricted: do not hand "
        "it on."
    )
    assert all(one.content.embedded for one in found.documents if one.mark)


def test_the_original_is_kept_back_from_who_may_not_have_it(papers):
    found = papers(restricted=RestrictedUse.STAMPED)

    marked = [one for one in found.documents if one.mark]
    assert [one.content.embedded for one in marked] == [False, False]
    kept = [one for one in found.left_out if one.id.startswith("soc2_report_original:")]
    assert "not handed on, because its use is restricted" in kept[0].reason


def test_reports_of_restricted_use_can_be_left_out(papers):
    found = papers(restricted=RestrictedUse.LEFT_OUT)

    assert not [one for one in found.documents if one.restricted]
    reasons = {one.kind: one.reason for one in found.left_out if "handed on" in one.reason}
    assert reasons.keys() == {"soc2_report", "bridge_letter"}
