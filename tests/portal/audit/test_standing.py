"""What the page says of a trail: checked whole in the background, and what is new at once."""

import pytest
from django.urls import reverse

from portal.accounts.actions import LET_IN
from portal.audit import log
from portal.audit.checking import check_and_note, standing
from portal.audit.models import AuditCheck
from tests.cast import NOON, begin_engagement
from tests.database import as_owner

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


def happen(cast, times):
    for number in range(times):
        with cast.at(cast.lakeview):
            log.record(LET_IN, target=None, by=None, at=NOON, number=number)


def stands(cast):
    with cast.at(cast.lakeview):
        return standing(cast.lakeview.pk)


def forge(cast, seq):
    """As the owner of the database, with the guard switched off."""
    with as_owner() as db:
        db.execute("SELECT set_config('app.org', %s, false)", [str(cast.lakeview.pk)])
        db.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER never_changed")
        db.execute("UPDATE audit_auditevent SET payload = '{}' WHERE seq = %s", [seq])
        db.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER never_changed")


def test_before_the_first_check_everything_is_checked_at_once(cast):
    happen(cast, 3)

    now = stands(cast)

    assert now.whole is None
    assert now.verdict.holds
    assert now.verdict.checked >= 3


def test_afterwards_only_what_is_new_is_read_again(cast):
    happen(cast, 3)
    check_and_note(at=NOON)
    happen(cast, 2)

    now = stands(cast)

    assert now.verdict.holds
    assert now.verdict.checked == 2
    assert now.whole.at == NOON


def test_a_new_event_that_was_changed_is_seen_at_once(cast):
    check_and_note(at=NOON)
    happen(cast, 2)

    forge(cast, stands(cast).whole.seq + 1)

    assert "was changed" in stands(cast).verdict.problem


def test_an_old_event_that_was_changed_is_seen_at_the_next_check_and_logged(cast, sign_in, caplog):
    engagement = begin_engagement(cast)
    check_and_note(at=NOON)
    forge(cast, 1)
    check_and_note(at=NOON)

    page = sign_in(cast.lena).get(reverse("activity", args=(cast.lakeview.slug, engagement.pk)))

    assert "The chain is broken" in page.text
    assert "event 1 was changed" in page.text
    assert f"The audit trail of {cast.lakeview.slug} is broken" in caplog.text


def test_the_page_says_how_far_the_last_check_reached(cast, sign_in):
    engagement = begin_engagement(cast)
    check_and_note(at=NOON)
    with cast.at(cast.lakeview):
        reached = AuditCheck.objects.get().seq

    page = sign_in(cast.lena).get(reverse("activity", args=(cast.lakeview.slug, engagement.pk)))

    assert f"checked up to event {reached} on" in page.text
