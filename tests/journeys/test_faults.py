"""Workers are killed and the broker forgets everything, while somebody watches a packet grow."""

from contextlib import suppress

import psutil
import pytest
import redis
from playwright.sync_api import expect

from portal import embedded
from portal.stack import Stack
from tests.journeys import arriving, engaging
from tests.journeys.sealing import LONGEST_BUILD, SEALED
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.faults]

BEGUN = "SELECT done >= 2 AND state = 'building' FROM compliance_packet"
LATER = "now() - interval '1 hour'"
PASSED = (
    f"UPDATE jobs_job SET lease_until = {LATER} WHERE state = 'running'",
    f"UPDATE jobs_job SET rung_at = {LATER}, not_before = {LATER} WHERE ended_at IS NULL",
)
SEALS = "SELECT count(*) FROM audit_auditevent WHERE action = 'compliance.packet.sealed'"
FILES = "SELECT count(*) FROM compliance_packet WHERE file_id IS NOT NULL AND state = 'sealed'"


def test_a_packet_is_sealed_once_though_its_workers_die_and_the_broker_forgets(stack, site):
    nadia = arriving.found_northgate(stack, site)
    home = engaging.open_engagement(nadia)
    lena = arriving.bring_in_client(nadia, home, "Lena Larsen", "Client owner")
    lena.open(f"{home}packets/")
    lena.fill("Who is it for", "Whoever asks")
    lena.click("Ask for a packet")

    until(lambda: site.ask(BEGUN) == [(True,)])
    kill_workers(stack)
    redis.from_url(embedded.broker_url(stack.data)).flushall()
    assert site.ask(FILES) == [(0,)]
    for statement in PASSED:  # as if the leases had run out and the bells had faded
        site.change(statement)

    expect(lena.page.get_by_text(SEALED)).to_be_visible(timeout=LONGEST_BUILD)
    assert site.ask(SEALS) == [(1,)]
    assert site.ask(FILES) == [(1,)]


def kill_workers(stack: Stack) -> None:
    """Kill the processes that do the work; the one that looks after them lives on."""
    parent = next(child.process for child in stack.children if child.name == "worker")
    for process in psutil.Process(parent.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            process.kill()
