"""Pages of docs made from what the code declares: audit events, jobs, roles; every rule."""

from collections.abc import Iterable, Sequence
from typing import Any

from celery import Task
from django.conf import settings
from django.urls import get_resolver

from compliance.clearance.rules import as_pages
from portal.accounts.roles import Right, Role, may
from portal.audit import log
from portal.celery import app
from portal.jobs.task import JobTask

RULES = "rules"
"""The folder that holds generated pages and nothing else."""

AUDIT_EVENTS = """\
# Audit events

Everything the trail can tell. An event names who did it, when, what it was done to, and the
engagement it belongs to; the words complete "NAME ...".

"""
JOBS = """\
# Jobs

What is done in the background. A fault is tried again after 2, 4, 8... seconds, an hour at most, by
the sweep that finds it due, which is twenty seconds after the fault at the earliest. After the last
try, jobs with a "yes" write down that they gave up where people see it. Jobs without tries are rung
by the timetable and simply rung again.

"""
ROLES = """\
# Roles

What each role may do. Which record it may be done to is decided by the organisation that is
entered. Every role but client owner and client member must have a second factor.

"""


def pages() -> dict[str, str]:
    """Every page by its name in docs, as Markdown."""
    _load_everything()
    return {
        "reference/audit-events.md": AUDIT_EVENTS + _audit_events(),
        "reference/jobs.md": JOBS + _jobs(),
        "reference/roles.md": ROLES + _roles(),
        **{f"{RULES}/{name}": text for name, text in as_pages().items()},
    }


def _load_everything() -> None:
    """Web and worker import different modules; events are declared in both."""
    get_resolver().url_patterns  # noqa: B018 (imports the views as it looks)
    app.loader.import_default_modules()


def _audit_events() -> str:
    rows = [(f"`{event.name}`", event.words) for event in log.declared()]
    return _table(("event", "words"), rows)


def _jobs() -> str:
    timetable = {
        entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }
    tasks = sorted(
        (task for task in app.tasks.values() if _is_ours(task)), key=lambda task: task.name
    )
    rows = [
        (
            f"`{task.name}`",
            (task.__doc__ or "").strip().split("\n")[0],
            settings.CELERY_TASK_ROUTES.get(task.name, {}).get("queue", "default"),
            str(task.max_attempts) if isinstance(task, JobTask) else "",
            "yes" if getattr(task, "give_up", None) else "",
            f"every {timetable[task.name]}" if task.name in timetable else "",
        )
        for task in tasks
    ]
    return _table(("job", "what it does", "queue", "tries", "tells", "timetable"), rows)


def _is_ours(task: Task[Any, Any]) -> bool:
    """Celery's own tasks are in its registry, too."""
    return task.name.split(".")[0] in {"portal", "engagements", "compliance"}


def _roles() -> str:
    rows = [(right.label, *("yes" if may(role, right) else "" for role in Role)) for right in Right]
    return _table(("may ...", *(role.label for role in Role)), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
