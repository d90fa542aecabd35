"""Two people press at once: one of them is heard, the other is told, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from compliance.agreements import actions
from compliance.agreements.models import Agreement, PaperCopy, Signature
from compliance.agreements.rules import (
    Hand,
    PaperRefused,
    SendingRefused,
    Side,
    SigningRefused,
    StepRefused,
)
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.papers import received

pytestmark = pytest.mark.django_db(transaction=True)


def together(cast, *acts):
    """Do each act in a thread and a transaction of its own, at the same moment."""
    start = Barrier(len(acts))

    def do(act):
        try:
            start.wait()
            with cast.at(cast.lakeview):
                return act()
        except (SigningRefused, StepRefused, PaperRefused) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def refused(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_a_double_press_signs_once(cast, sent):
    outcomes = together(cast, *[lambda: papers.sign(cast, sent, Side.CLIENT)] * 4)

    assert len(refused(outcomes)) == 3
    with cast.at(cast.lakeview):
        assert Signature.objects.count() == 1
        assert Agreement.objects.get().state == "client_signed"


def test_two_countersignatures_at_once_ask_for_one_seal(cast, signed):
    outcomes = together(cast, *[lambda: papers.sign(cast, signed, Side.PARTNER)] * 2)

    assert len(refused(outcomes)) == 1
    with cast.at(cast.lakeview):
        assert Job.objects.filter(name="compliance.seal_agreement").count() == 1


def test_of_signing_and_voiding_at_once_what_comes_first_holds_and_both_are_consistent(
    cast, signed
):
    outcomes = together(
        cast,
        lambda: papers.sign(cast, signed, Side.PARTNER),
        lambda: actions.make_void(agreement=signed, reason="Late", by=cast.carla, at=NOON),
    )

    assert len(refused(outcomes)) == 1
    with cast.at(cast.lakeview):
        state, signatures = Agreement.objects.get().state, Signature.objects.count()
    assert (state, signatures) in {("void", 1), ("countersigned", 2)}


def test_both_sides_at_once_cannot_jump_the_order(cast, sent):
    together(
        cast,
        lambda: papers.sign(cast, sent, Side.PARTNER),
        lambda: papers.sign(cast, sent, Side.CLIENT),
    )

    with cast.at(cast.lakeview):
        signatures = {one.side: one.signed_at for one in Signature.objects.all()}
        state = Agreement.objects.get().state
    assert "client" in signatures
    assert state == ("countersigned" if "partner" in signatures else "client_signed")


def test_two_senders_at_once_send_one(cast, engagement, template):
    from_both = [lambda: papers.prepare(cast, engagement, template, by=cast.pavel)] * 2

    def first_or_refusal(act):
        try:
            return act()
        except SendingRefused as too_late:
            raise StepRefused(str(too_late)) from too_late

    outcomes = together(cast, *[lambda act=act: first_or_refusal(act) for act in from_both])

    assert len(refused(outcomes)) == 1
    with cast.at(cast.lakeview):
        assert Agreement.objects.count() == 1


def test_a_pen_and_a_scan_at_once_leave_one_way_of_signing(cast, sent):
    scan = received("scan.pdf")
    hand = Hand("Samuel Sign", "CEO", papers.TODAY)
    outcomes = together(
        cast,
        lambda: papers.sign(cast, sent, Side.CLIENT),
        lambda: actions.record_paper(
            agreement=sent,
            received=scan,
            client=hand,
            partner=hand,
            by=cast.carla,
            at=NOON,
            today=papers.TODAY,
        ),
    )

    assert len(refused(outcomes)) == 1
    with cast.at(cast.lakeview):
        found = (
            Agreement.objects.get().state,
            Signature.objects.count(),
            PaperCopy.objects.count(),
        )
    assert found in {("client_signed", 1, 0), ("on_paper", 0, 1)}


def test_two_second_persons_at_once_execute_once(cast, sent):
    hand = Hand("Samuel Sign", "CEO", papers.TODAY)
    with cast.at(cast.lakeview):
        copy = actions.record_paper(
            agreement=sent,
            received=received("scan.pdf"),
            client=hand,
            partner=hand,
            by=cast.carla,
            at=NOON,
            today=papers.TODAY,
        )
        scan = copy.scan.sha256

    outcomes = together(
        cast,
        lambda: actions.confirm_paper(agreement=sent, compared=scan, by=cast.nadia, at=NOON),
        lambda: actions.confirm_paper(agreement=sent, compared=scan, by=cast.pavel, at=NOON),
        lambda: actions.return_paper(agreement=sent, reason="Page 4", by=cast.samuel, at=NOON),
    )

    assert len(refused(outcomes)) == 2
    with cast.at(cast.lakeview):
        seals = Job.objects.filter(name="compliance.seal_agreement").count()
        assert (Agreement.objects.get().state, seals) in {("countersigned", 1), ("sent", 0)}


def test_two_ends_at_once_are_one_end(cast, countersigned):
    with cast.at(cast.lakeview):
        executed = papers.execute(countersigned)

    outcomes = together(
        cast,
        *[
            lambda by=by: actions.terminate(
                agreement=executed, reason="Over", ended_on=papers.TODAY, by=by, at=NOON
            )
            for by in (cast.samuel, cast.carla)
        ],
    )

    assert len(refused(outcomes)) == 1
    with cast.at(cast.lakeview):
        assert Mail.objects.filter(subject__startswith="Terminated").count() == 3
