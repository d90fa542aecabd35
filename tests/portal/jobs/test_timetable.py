"""What the timetable clears away, and what it leaves."""

import os
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

import portal.celery
from portal.files.store import Store

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _tasks():
    portal.celery.app.loader.import_default_modules()


def test_every_entry_of_the_timetable_names_a_task():
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert named <= set(current_app.tasks)


def test_what_a_killed_upload_left_goes_after_a_day_and_what_is_new_stays(settings, tmp_path):
    settings.STORE_ROOT = tmp_path
    kept = Store(tmp_path).put_bytes(b"kept")
    incoming = tmp_path / "incoming"
    left, running = incoming / "left", incoming / "running"
    left.touch()
    running.touch()
    os.utime(left, times=(time.time() - DAY - 60,) * 2)

    current_app.tasks["portal.clear_store"]()

    assert [path.name for path in incoming.iterdir()] == ["running"]
    assert Store(tmp_path).has(kept.sha256)


@pytest.mark.django_db
def test_sessions_that_ran_out_go_and_others_stay():
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("open", now + timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)

    current_app.tasks["portal.clear_sessions"]()

    assert [session.session_key for session in Session.objects.all()] == ["open"]
