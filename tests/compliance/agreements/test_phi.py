"""What becomes of PHI when a BAA has ended: owed, asked for, recorded once with its proof."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from compliance.agreements import actions
from compliance.agreements.models import PhiDisposal, Reminder
from compliance.agreements.queries import phi_due, phi_of
from compliance.agreements.rules import PhiOutcome, PhiRefused
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import page
from tests.compliance.agreements.tending import mails, tend
from tests.papers import received, upload


def disposal(agreement, cast, **changes):
    said = {
        "outcome": PhiOutcome.DESTROYED,
        "extent": "Two volumes and their snapshots",
        "method": "Keys destroyed (NIST SP 800-88)",
        "done_on": papers.TODAY,
        "received": received("certificate.pdf"),
        "by": cast.carla,
        "at": NOON,
        "today": papers.TODAY,
    }
    return actions.record_phi(agreement=agreement, **said | changes)


# PHI after the end


def test_it_is_due_as_the_paper_says_and_the_partner_is_reminded(cast, terminated):
    with cast.at(cast.lakeview):
        due_on = phi_due(terminated)
    assert due_on == papers.TODAY + timedelta(days=30)

    for days in (20, 7, 5, 0, -1):
        tend(cast, terminated, due_on - timedelta(days=days))

    # A week before, on the last day, and no more often than weekly.
    assert mails(cast, "PHI of") == sorted([cast.carla.email, cast.pavel.email] * 2)


def test_a_destruction_is_recorded_with_its_proof_once_and_for_all(cast, terminated):
    with cast.at(cast.lakeview):
        disposal(terminated, cast)
        kept = phi_of(terminated)

        assert (kept.what, kept.recorded_by) == (PhiOutcome.DESTROYED, cast.carla)
    with cast.at(cast.lakeview):
        (event,) = AuditEvent.objects.filter(action="compliance.agreement.phi_disposed")
        assert event.told["data"]["sha256"] == kept.file.sha256
        with pytest.raises(PhiRefused, match="recorded already"):
            disposal(terminated, cast)
        with pytest.raises(DatabaseError), transaction.atomic():
            PhiDisposal.objects.all().delete()
    assert mails(cast, "PHI of") == [cast.samuel.email]
    tend(cast, terminated, papers.TODAY + timedelta(days=31))
    assert mails(cast, "PHI of") == [cast.samuel.email]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received": None}, "Attach the evidence"),
        ({"extent": " "}, "Say what was held"),
        ({"done_on": papers.TODAY + timedelta(days=1)}, "before it is done"),
    ],
)
def test_what_proves_nothing_is_refused(cast, terminated, changes, sentence):
    with cast.at(cast.lakeview), pytest.raises(PhiRefused, match=sentence):
        disposal(terminated, cast, **changes)


def test_while_the_baa_is_in_force_nothing_of_it_is_recorded(cast, executed):
    with cast.at(cast.lakeview), pytest.raises(PhiRefused, match="Only a BAA that was terminated"):
        disposal(executed, cast)


def test_the_page_asks_for_it_takes_it_and_shows_it(cast, engagement, terminated, sign_in):
    browser = sign_in(cast.carla)
    form = {
        "outcome": "destroyed",
        "extent": "Two volumes",
        "method": "Keys destroyed",
        "done_on": papers.TODAY.isoformat(),
    }

    asked = browser.get(page(engagement, "agreement", terminated.pk))
    without = browser.post(page(engagement, "agreement-phi", terminated.pk), form)
    with_proof = browser.post(
        page(engagement, "agreement-phi", terminated.pk),
        form | {"file": upload("certificate.pdf")},
        follow=True,
    )
    proof = sign_in(cast.samuel).get(page(engagement, "agreement-file", terminated.pk, "phi"))

    assert "Record return or destruction" in asked.text
    assert without.status_code == 422
    assert "Attach the evidence" in without.text
    assert "Keys destroyed" in with_proof.text
    assert proof.status_code == 200
    assert b"".join(proof.streaming_content).startswith(b"%PDF")


def test_another_tenant_finds_nothing_of_it(cast, engagement, terminated, sign_in):
    with cast.at(cast.lakeview):
        disposal(terminated, cast)
    with cast.at(cast.harbor, cast.hugo):
        assert not PhiDisposal.objects.exists()
        assert not Reminder.objects.exists()
    answer = sign_in(cast.sora).get(page(engagement, "agreement-phi", terminated.pk))
    assert answer.status_code == 404
