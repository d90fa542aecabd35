"""When a plan will be done, from what is done already and what depends on what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from engagements.lifecycle.rules import Refused
from engagements.milestones.rules.states import MilestoneState


class PlanRefused(Refused):
    """The milestones do not form a plan; says every reason."""


@dataclass(frozen=True, kw_only=True)
class PlannedMilestone:
    """What the forecast needs to know of one milestone.

    `weeks` is the likely length of work (pass the low or high figure for a range). `started_on`
    is known from the first progress on, `accepted_on` once accepted, `agreed_on` where another
    date than the planned one was agreed with the client.
    """

    key: str
    title: str
    weeks: int
    depends_on: tuple[str, ...] = ()
    state: MilestoneState = MilestoneState.PLANNED
    started_on: date | None = None
    accepted_on: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True)
class Forecast:
    """The day each milestone is, or was, accepted, by key; and the chain that decides the end.

    `critical_path` runs from the first open milestone to the last one, and is empty when
    nothing is open.
    """

    dates: Mapping[str, date]
    critical_path: tuple[str, ...]

    @property
    def ends_on(self) -> date | None:
        """The day of the last milestone, None for a plan without any."""
        return max(self.dates.values(), default=None)


def check_plan(milestones: Sequence[PlannedMilestone]) -> tuple[str, ...]:
    """Every reason why these are not a plan, one sentence each; empty when sound."""
    return tuple(_faults(milestones))


def forecast(milestones: Sequence[PlannedMilestone], *, today: date) -> Forecast:
    """Foretell the day of each milestone; nothing that is open is foretold in the past.

    Work begins when everything it depends on is accepted, or today if that is later, and takes
    its weeks; work that has begun counts from its start. What is submitted is expected today.
    Nothing is foretold before the date agreed for it: both sides have arranged themselves with it.
    For the dates of a new plan, pass its first day as `today`.

    :raises PlanRefused: when `check_plan` finds a fault.
    """
    PlanRefused.if_any(check_plan(milestones))
    by_key = {milestone.key: milestone for milestone in milestones}
    dates: dict[str, date] = {}
    for key in _order(milestones):
        milestone = by_key[key]
        ready = max([today, *(dates[needed] for needed in milestone.depends_on)])
        dates[key] = _date_of(milestone, ready)
    return Forecast(dates, _critical_path(by_key, dates))


def _date_of(milestone: PlannedMilestone, ready: date) -> date:
    if milestone.accepted_on is not None:
        return milestone.accepted_on
    if milestone.state is MilestoneState.SUBMITTED:
        return ready
    length = timedelta(weeks=milestone.weeks)
    if milestone.started_on is not None:
        done = max(ready, milestone.started_on + length)
    else:
        done = ready + length
    return max(done, milestone.agreed_on or done)


def _critical_path(
    by_key: Mapping[str, PlannedMilestone], dates: Mapping[str, date]
) -> tuple[str, ...]:
    """Walk back from the last open milestone through whichever dependency ends latest."""
    # `dates` is in the order of work, which settles ties in favour of what comes last.
    rank = {key: (day, place) for place, (key, day) in enumerate(dates.items())}
    path: list[str] = []
    candidates = _open(by_key.values())
    while candidates:
        last = max(candidates, key=lambda milestone: rank[milestone.key])
        path.append(last.key)
        candidates = _open(by_key[needed] for needed in last.depends_on)
    return tuple(reversed(path))


def _open(milestones: Iterable[PlannedMilestone]) -> list[PlannedMilestone]:
    return [milestone for milestone in milestones if milestone.accepted_on is None]


def _order(milestones: Iterable[PlannedMilestone]) -> tuple[str, ...]:
    graph = {milestone.key: milestone.depends_on for milestone in milestones}
    return tuple(TopologicalSorter(graph).static_order())


def _faults(milestones: Sequence[PlannedMilestone]) -> Iterator[str]:
    known = {milestone.key for milestone in milestones}
    if len(known) < len(milestones):
        yield "Two milestones of the plan have the same key."
    for milestone in milestones:
        for needed in sorted(set(milestone.depends_on) - known):
            yield f"“{milestone.title}” depends on “{needed}”, which is not in the plan."
    try:
        _order(milestones)
    except CycleError:
        yield "Milestones of the plan depend on each other in a circle."
