"""The trail as a file: another program, with other code, comes to the same verdict."""

import json
from uuid import uuid4

import pytest
from countersign_cli import audit as offline

from portal.accounts.actions import LET_IN
from portal.audit import anchors, log
from portal.audit.chain import genesis
from portal.audit.export import export
from portal.audit.models import AuditEvent
from portal.tenancy.context import tenant
from tests.cast import NOON, begin_engagement


@pytest.fixture
def engagement(cast):
    return begin_engagement(cast)


def exported(cast, engagement_id=None):
    """The file as a reader gets it, and the head that goes with it."""
    org = cast.lakeview
    with cast.at(org):
        head = anchors.head()
        events = AuditEvent.objects.filter(org=org).chained()
        made = export(org.pk, events, engagement_id=engagement_id)
    return json.loads(json.dumps(made)), head.told()


def record(cast, engagement_id, word):
    with cast.at(cast.lakeview):
        log.record(LET_IN, target=None, by=None, at=NOON, engagement_id=engagement_id, word=word)


def test_the_offline_verifier_accepts_the_whole_trail(cast, engagement):
    record(cast, engagement.pk, "Zoë — Café")

    extract, head = exported(cast)

    assert list(offline.faults(extract, head)) == []
    assert extract["rows"][-1]["seq"] == head["seq"]
    assert "Zoë — Café" in extract["rows"][-1]["payload"]


def test_payloads_of_other_engagements_are_withheld_and_the_chain_still_verifies(cast, engagement):
    record(cast, engagement.pk, "ours")
    record(cast, None, "somebody else's")
    record(cast, engagement.pk, "ours again")

    extract, head = exported(cast, engagement.pk)

    shown = [row["payload"] for row in extract["rows"][-3:]]
    assert "ours" in shown[0]
    assert shown[1] is None
    assert "ours again" in shown[2]
    assert "somebody" not in json.dumps(extract)
    assert list(offline.faults(extract, head)) == []


def test_mail_addresses_do_not_travel_and_the_chain_still_verifies(cast, engagement):
    record(cast, engagement.pk, ["to Zoë <zoe@clinic.example>", {"cc": "lena@clinic.example"}])
    record(cast, engagement.pk, "no address")

    extract, head = exported(cast, engagement.pk)

    addressed, plain = extract["rows"][-2:]
    assert "@" not in json.dumps(extract)
    assert addressed["payload"] is None
    told = json.loads(addressed["redacted"])
    assert told["data"]["word"] == ["to Zoë <(an address)>", {"cc": "(an address)"}]
    assert "salt" not in told
    assert "no address" in plain["payload"]
    assert "redacted" not in plain
    assert list(offline.faults(extract, head)) == []


def test_an_export_that_was_changed_is_not_accepted(cast, engagement):
    record(cast, engagement.pk, "approved")
    extract, head = exported(cast, engagement.pk)
    extract["rows"][-1]["payload"] = extract["rows"][-1]["payload"].replace("approved", "refused")

    assert list(offline.faults(extract, head)) != []


def test_an_export_that_was_cut_short_is_not_accepted(cast, engagement):
    extract, head = exported(cast)

    extract["rows"].pop()

    assert list(offline.faults(extract, head)) != []


def test_the_head_is_the_last_event(cast):
    with cast.at(cast.lakeview):
        head = anchors.head()
        last = AuditEvent.objects.filter(org=cast.lakeview).newest().first()

    assert head.told() == {
        "org": str(cast.lakeview.pk),
        "seq": last.seq,
        "hash": bytes(last.hash).hex(),
    }


def test_the_head_of_an_empty_trail_is_where_it_will_begin(db):
    nobody = uuid4()
    with tenant(org=nobody, partner=nobody):
        assert anchors.head() == anchors.Head(nobody, 0, genesis(nobody))
