"""Two people press at once: one of them is heard, the other is told, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from compliance.agreements import actions
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.rules import SendingRefused, Side, SigningRefused, StepRefused
from portal.jobs.models import Job
from tests.cast import NOON
from tests.compliance.agreements import papers

pytestmark = pytest.mark.django_db(transaction=True)


def together(cast, *acts):
    """Do each act in a thread and a transaction of its own, at the same moment."""
    start = Barrier(len(acts))

    def do(act):
        try:
            start.wait()
            with cast.at(cast.lakeview):
                return act()
        except (SigningRefused, StepRefused) as refused:
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
