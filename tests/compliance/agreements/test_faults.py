"""Workers are killed while they seal: nothing stays pending, and there is one executed copy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.agreements import actions
from compliance.agreements.models import Agreement
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import Side
from portal.audit.models import AuditEvent
from portal.files.store import default_store
from portal.jobs.models import Job, JobState
from portal.jobs.queue import sweep
from portal.mail.models import Mail
from tests.compliance.agreements import papers
from tests.portal.jobs.broker import Worker
from tests.portal.jobs.conftest import broker
from tests.waiting import until

__all__ = ["broker"]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True, databases=["default", "system"]),
]
SEAL = "compliance.seal_agreement"


@pytest.fixture(autouse=True)
def _one_store(settings, tmp_path):
    """The test and the worker keep files in the same place."""
    settings.STORE_ROOT = tmp_path / "store"


@pytest.fixture
def worker(broker, tmp_path):
    process = Worker(tmp_path)
    yield process
    process.kill()


@pytest.fixture
def signed_by_both(cast, engagement, template, run_jobs):
    """A real document, signed by both; its seal is asked for and nobody has begun it."""
    with cast.at(cast.lakeview, cast.carla):
        prepared = papers.prepare(cast, engagement, template)
    run_jobs()
    with cast.at(cast.lakeview):
        sent = agreement_at(engagement, prepared.pk)
        for side, by in ((Side.CLIENT, cast.samuel), (Side.PARTNER, cast.pavel)):
            actions.open_document(agreement=sent, copy=actions.Copy.TEXT, by=by, at=papers.FACTOR)
            papers.sign(cast, sent, side)
    return prepared.pk


def let_time_pass(cast):
    """As if leases had run out and bells had faded."""
    then = timezone.now() - timedelta(hours=1)
    with cast.at(cast.lakeview):
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=then)
        waiting = Job.objects.filter(name=SEAL).exclude(state=JobState.DONE)
        waiting.update(rung_at=then, not_before=then)


def stands(cast, pk):
    with cast.at(cast.lakeview):
        return Agreement.objects.get(pk=pk).state


def is_running(cast):
    with cast.at(cast.lakeview):
        return Job.objects.filter(name=SEAL, attempt__gte=1).exists()


def is_executed_once(cast, pk):
    with cast.at(cast.lakeview):
        done = Agreement.objects.select_related("sealed").get(pk=pk)
        assert AuditEvent.objects.filter(action="compliance.agreement.executed").count() == 1
        assert Mail.objects.filter(subject__startswith="Executed").count() == 3
    return default_store().path(done.sealed.sha256).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("seconds", [0.0, 0.4, 1.2])
def test_a_worker_killed_while_it_seals_is_followed_by_another(
    cast, signed_by_both, worker, seconds
):
    worker.start()
    sweep_all(cast)
    until(lambda: is_running(cast))
    started = timezone.now()
    until(lambda: (timezone.now() - started).total_seconds() >= seconds)
    worker.kill()
    assert stands(cast, signed_by_both) in {"countersigned", "executed"}

    let_time_pass(cast)
    worker.start()
    sweep(at=timezone.now())
    until(lambda: stands(cast, signed_by_both) == "executed")

    assert is_executed_once(cast, signed_by_both)


def test_though_the_job_itself_was_lost_the_daily_round_has_it_sealed(cast, signed_by_both, worker):
    with cast.at(cast.lakeview):
        Job.objects.filter(name=SEAL).delete()
        actions.tend(agreement_id=signed_by_both, at=timezone.now() + timedelta(hours=1))
    worker.start()

    sweep_all(cast)
    until(lambda: stands(cast, signed_by_both) == "executed")

    assert is_executed_once(cast, signed_by_both)


def sweep_all(cast):
    """Ring for the seal, whose first bell went to another broker."""
    let_time_pass(cast)
    sweep(at=timezone.now())
