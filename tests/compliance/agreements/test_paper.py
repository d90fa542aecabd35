"""The way on paper: recorded by one, confirmed by another, said to be paper everywhere."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from compliance.agreements import actions
from compliance.agreements.models import Agreement, PaperCopy, Signature
from compliance.agreements.queries import paper_of
from compliance.agreements.rules import Hand, PaperRefused, Side, SigningRefused, StepRefused
from compliance.packets.agreements import agreements_in
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import page
from tests.papers import received, upload

CLIENT = Hand("Samuel Sign", "Chief Executive Officer", papers.TODAY)
PARTNER = Hand("Pavel Prime", "Managing Partner", papers.TODAY + timedelta(days=1))
LATER = NOON + timedelta(days=2)


def record(agreement, cast, **changes):
    said = {
        "received": received("scan.pdf"),
        "client": CLIENT,
        "partner": PARTNER,
        "by": cast.carla,
        "at": LATER,
        "today": LATER.date(),
    }
    return actions.record_paper(agreement=agreement, **said | changes)


def confirm(agreement, **said):
    """Confirm the copy that waits, as one who has just looked at it."""
    compared = paper_of(agreement).scan.sha256
    return actions.confirm_paper(agreement=agreement, compared=compared, **said)


@pytest.fixture
def recorded(cast, sent):
    with cast.at(cast.lakeview, cast.carla):
        record(sent, cast)
        return Agreement.objects.with_people().get(pk=sent.pk)


def test_a_recorded_copy_waits_for_a_second_person(cast, recorded):
    with cast.at(cast.lakeview):
        assert recorded.state == "on_paper"
        told = Mail.objects.filter(subject__startswith="Recorded as signed on paper")
        assert set(told.values_list("to", flat=True)) == {cast.samuel.email, cast.pavel.email}
        with pytest.raises(PaperRefused, match="You recorded this copy"):
            confirm(recorded, by=cast.carla, at=LATER)
        with pytest.raises(SigningRefused):
            papers.sign(cast, recorded, Side.CLIENT, at=LATER)


def test_confirmed_it_waits_for_its_seal(cast, recorded):
    with cast.at(cast.lakeview):
        done = confirm(recorded, by=cast.nadia, at=LATER)

        assert (done.state, done.sealed, done.executed_on) == ("countersigned", None, None)
        assert paper_of(done).confirmed_by == cast.nadia
        assert not Mail.objects.filter(subject__startswith="Executed").exists()
    with cast.at(cast.lakeview):
        (event,) = AuditEvent.objects.filter(action="compliance.agreement.paper_confirmed")
        assert event.told["data"]["sha256"] == paper_of(done).scan.sha256


def test_sealed_it_is_executed_on_the_day_the_paper_names(cast, engagement, recorded):
    with cast.at(cast.lakeview):
        waiting = confirm(recorded, by=cast.nadia, at=LATER)
        done = papers.execute(waiting, at=LATER)

        assert (done.state, done.executed_on) == ("executed", PARTNER.signed_on)
        assert done.sealed != paper_of(done).scan
        assert not Signature.objects.exists()
        told = Mail.objects.filter(subject__startswith="Executed on paper")
        attached = {mail.to: mail.enclosed_sha256 for mail in told}
        assert attached == {
            cast.samuel.email: done.sealed.sha256,
            cast.pavel.email: done.sealed.sha256,
            cast.carla.email: "",
        }
        assert all("Nadia North has confirmed" in mail.text for mail in told)
        ((shown,), _) = agreements_in(engagement, today=LATER.date())
        assert shown.on_paper
        assert [(one.signer, one.signed_on) for one in shown.signatures] == [
            ("Samuel Sign", CLIENT.signed_on),
            ("Pavel Prime", PARTNER.signed_on),
        ]
        assert "confirmed by Nadia North" in shown.signatures[0].proven_by


def test_a_scan_that_took_the_place_of_the_one_compared_is_not_confirmed(cast, recorded):
    with cast.at(cast.lakeview):
        seen = paper_of(recorded).scan.sha256
        actions.return_paper(agreement=recorded, reason="Mine", by=cast.carla, at=LATER)
        record(recorded, cast, received=received("b.pdf", pages=4))

        with pytest.raises(PaperRefused, match="Another copy was recorded"):
            actions.confirm_paper(agreement=recorded, compared=seen, by=cast.nadia, at=LATER)

        assert paper_of(recorded).scan.sha256 != seen
        assert paper_of(recorded).confirmed_by is None


def test_a_copy_that_is_not_right_is_turned_down_and_another_can_be_recorded(cast, recorded):
    with cast.at(cast.lakeview):
        with pytest.raises(PaperRefused, match="Say what is wrong"):
            actions.return_paper(agreement=recorded, reason=" ", by=cast.samuel, at=LATER)
        back = actions.return_paper(agreement=recorded, reason="Page 4", by=cast.samuel, at=LATER)

        assert back.state == "sent"
        assert Mail.objects.get(subject__startswith="Copy turned down").to == cast.carla.email
        record(back, cast)
        assert PaperCopy.objects.count() == 2
        assert paper_of(back).reason == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client": Hand("", "CEO", papers.TODAY)}, "Say who signed for the client"),
        ({"partner": Hand("Pavel", " ", papers.TODAY)}, "Say who signed for the partner"),
        (
            {"client": Hand("Samuel", "CEO", papers.TODAY - timedelta(days=1))},
            "The client cannot have signed before it was sent",
        ),
        (
            {"partner": Hand("Pavel", "MP", papers.TODAY + timedelta(days=3))},
            "The partner cannot have signed before it was sent, or after today",
        ),
    ],
)
def test_what_cannot_be_is_not_recorded(cast, sent, changes, sentence):
    with cast.at(cast.lakeview):
        with pytest.raises(PaperRefused, match=sentence):
            record(sent, cast, **changes)

        assert Agreement.objects.get().state == "sent"


def test_once_somebody_signed_here_there_is_no_paper_copy(cast, signed):
    with cast.at(cast.lakeview), pytest.raises(StepRefused, match="cannot be recorded"):
        record(signed, cast)


def test_the_database_too_asks_for_two_people_and_keeps_what_was_judged(cast, recorded):
    with cast.at(cast.lakeview):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperCopy.objects.update(confirmed_by=cast.carla, confirmed_at=LATER)
        confirm(recorded, by=cast.pavel, at=LATER)
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperCopy.objects.update(client_signer="Somebody else")
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperCopy.objects.update(confirmed_by=cast.nadia)


def test_the_pages_lead_through_it(cast, engagement, soon, sign_in, run_jobs):
    carla, samuel = sign_in(cast.carla), sign_in(cast.samuel)
    today = soon.sent_at.date().isoformat()
    form = {
        "client_signer": "Samuel Sign",
        "client_capacity": "CEO",
        "client_signed_on": today,
        "partner_signer": "Pavel Prime",
        "partner_capacity": "MP",
        "partner_signed_on": today,
    }
    one = page(engagement, "agreement", soon.pk)
    confirm = page(engagement, "agreement-paper-confirm", soon.pk)

    offered = carla.get(one)
    without = carla.post(page(engagement, "agreement-on-paper", soon.pk), form)
    recorded = carla.post(
        page(engagement, "agreement-on-paper", soon.pk),
        form | {"file": upload("scan.pdf")},
        follow=True,
    )
    with cast.at(cast.lakeview):
        seen = {"scan": paper_of(soon).scan.sha256}
    own = carla.post(confirm, seen)
    unseen = samuel.post(confirm)
    offered_second = samuel.get(one)
    done = samuel.post(confirm, seen, follow=True)
    run_jobs()
    at_last = samuel.get(one)
    scan = samuel.get(page(engagement, "agreement-file", soon.pk, "scan"))
    forbidden = sign_in(cast.mona).post(confirm)

    assert "It was signed on paper" in offered.text
    assert without.status_code == 422
    assert "A second person has to confirm it." in recorded.text
    assert (own.status_code, "You recorded this copy" in own.text) == (409, True)
    assert (unseen.status_code, "Another copy was recorded" in unseen.text) == (409, True)
    assert "Confirm the copy" in offered_second.text
    assert seen["scan"] in offered_second.text
    assert "The portal saw nobody sign" in done.text
    assert "Being sealed" in done.text
    assert "Sealed copy of the paper" in at_last.text
    assert b"".join(scan.streaming_content).startswith(b"%PDF")
    assert forbidden.status_code == 403
