"""Reading a record that others may be changing."""

from datetime import date

import pytest

from compliance.packets.papers import Document
from compliance.packets.papers.reviews import review_papers
from compliance.packets.record import MOST_READINGS, RecordMoved, read_record, undisturbed
from portal.audit import anchors
from portal.audit.models import AuditEvent


def record_something(cast):
    AuditEvent.objects.create(org=cast.lakeview, action="test.happened", payload="{}")


def test_what_was_read_while_something_happened_is_read_again(cast, engagement):
    readings = []

    def read():
        seq = anchors.head().seq
        readings.append(seq)
        if len(readings) < 3:
            record_something(cast)
        return seq

    with cast.at(cast.lakeview):
        found = undisturbed(read)

    assert len(readings) == 3
    assert found == readings[-1] == readings[0] + 2


def test_a_record_that_never_stands_still_is_not_used(cast, engagement):
    readings = []

    def read():
        readings.append(anchors.head().seq)
        record_something(cast)

    with cast.at(cast.lakeview), pytest.raises(RecordMoved):
        undisturbed(read)

    assert len(readings) == MOST_READINGS


def test_a_record_needs_nothing_more_from_the_database(cast, told, ask, django_assert_num_queries):
    asked = ask(told.engagement)
    with cast.at(cast.lakeview):
        record = read_record(asked.pk)

    with django_assert_num_queries(0):
        people = [record.engagement.lead.name, record.packet.requested_by.name]
        people += [one.user.name for one in record.people]
        people += [step.milestone.submitted_by for step in record.steps]

    assert "Carla Consult" in people
    assert record.client.legal_name == "Lakeview Clinic Inc."


def test_a_paper_whose_review_ran_out_does_not_say_that_it_counts(cast, told, ask):
    asked = ask(told.engagement)
    with cast.at(cast.lakeview):
        record = read_record(asked.pk)
    record.packet.as_of = date(2027, 11, 17)

    [dpa] = [one for one in review_papers(record) if isinstance(one, Document)]

    assert (
        dpa.counts_because == "It does not count any more: its review did until 16 November 2027."
    )
