"""Celery on Valkey (Redis): a doorbell, nothing more. What may not be lost is in the database."""

from datetime import timedelta

from portal.settings import env

# A silent broker must not hang a request: 2 seconds, no retries. The sweeper repairs.
_IMPATIENT = {
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "retry_on_timeout": False,
    "max_retries": 0,
    "visibility_timeout": 6 * 3600,
}

CELERY_BROKER_URL = env.REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = _IMPATIENT
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 15 * 60
# A minute before the end a task is told, so that its job is given back at once.
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 800_000
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "compliance.build_packet": {"queue": "packets"},
    "compliance.print_sections": {"queue": "packets"},
}
CELERY_BEAT_SCHEDULE = {
    # Expiring: rings that waited for an absent worker must not all be answered at once.
    "sweep-jobs": {
        "task": "portal.sweep_jobs",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 15},
    },
    # Hourly, because midnight is not at the same hour everywhere.
    "restamp-all": {
        "task": "compliance.restamp_all",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    # Last days, reminders, and seals that nobody works at any more.
    "tend-agreements": {
        "task": "compliance.tend_agreements",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    # Owners of duties, and whoever waits for a vendor's report: looked at daily, written to rarely.
    "tend-duties": {
        "task": "compliance.tend_duties",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
    "tend-requests": {
        "task": "compliance.tend_requests",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
    # Questionnaires that were recorded before the portal read them.
    "read-questionnaires": {
        "task": "compliance.read_questionnaires",
        "schedule": timedelta(hours=12),
        "options": {"expires": 3600},
    },
    # What the pages show of a trail is checked live only from here on.
    "check-trails": {
        "task": "portal.check_trails",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
    # Hourly, because seven on Monday morning is not at the same moment everywhere either.
    "write-weeklies": {
        "task": "compliance.write_weeklies",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "clear-store": {
        "task": "portal.clear_store",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
    "clear-sessions": {
        "task": "portal.clear_sessions",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
    # Twice as often as a copy stays fresh (engagements.bookings.models.calendars).
    "read-busy-calendars": {
        "task": "engagements.read_busy_calendars",
        "schedule": timedelta(minutes=20),
        "options": {"expires": 600},
    },
    # Which network asked for a call counts for an hour (engagements.bookings.models.bookings).
    "forget-networks": {
        "task": "engagements.forget_networks",
        "schedule": timedelta(minutes=20),
        "options": {"expires": 600},
    },
    "forget-jobs": {
        "task": "portal.forget_jobs",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(env.DATA / "beat-schedule")
