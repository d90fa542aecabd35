"""The verdict on an engagement: every requirement's standing, and until when it is cleared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from compliance.clearance.rules.blocks import Block, blocks
from compliance.clearance.rules.catalogue import requirements
from compliance.clearance.rules.line import Line, Standing
from compliance.clearance.rules.papers import Evidence, RequirementKind
from compliance.clearance.rules.standing import stand
from compliance.vendors.rules import ServiceFacts
from engagements.lifecycle.rules import Party, Progress, Scope, Stage, stage_of
from portal.accounts.roles import Right

LONGEST_CLEARANCE_DAYS = 365
"""Clearance is given for a year at most: evaluation is periodic, 45 CFR 164.308(a)(8)."""


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The one thing to do now, and who does it.

    `title` and `sentence` are for the page. `right` is what it takes in the portal to do it
    (`roles_with(right)` says who has it), None where the step happens outside it. `kind` and
    `service_id` lead to the page on which it is settled. `since` is the day since which it has
    been with them, where that is known.
    """

    title: str
    sentence: str
    party: Party
    right: Right | None
    kind: RequirementKind
    service_id: str | None
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class GoLive:
    """The milestone after which real data flows, as long as it is not accepted."""

    is_submitted: bool = False
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What is met, what is missing and who has it, on one day.

    `cleared_until` is the last day on which everything is met, at most 365 days ahead, and None
    unless all is met today. `earliest_expiry` is the first day on which something that is met runs
    out, also when other things are missing. `next_step` is None when nothing is asked of anybody.
    """

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    cleared_until: date | None
    earliest_expiry: date | None
    stage: Stage
    next_step: NextStep | None

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """The lines that are not met, in the order in which they are worked off."""
        return tuple(line for line in self.lines if not line.standing.is_met)


def judge(
    scope: Scope,
    services: Sequence[ServiceFacts],
    evidence: Sequence[Evidence],
    *,
    today: date,
    went_live_on: date | None = None,
    closed_on: date | None = None,
    go_live: GoLive | None = None,
) -> Readiness:
    """Judge an engagement on one day, from its facts and its evidence alone.

    Every requirement is looked at, so that all that is missing is told at once. Whatever is
    unknown, missing or out of date leaves its requirement open: nothing is cleared by silence.
    `closed_on` only tells the stage; so does `went_live_on`, which also gives user entity controls
    that came later the time until their date. `go_live` is the next step once all else is met.
    """
    ruled_out = blocks(scope, services)
    lines = tuple(
        stand(
            requirement,
            scope,
            services,
            evidence,
            ruled_out,
            today=today,
            is_live=went_live_on is not None,
        )
        for requirement in requirements(scope, services)
    )
    ends = [line.until for line in lines if line.standing.is_met and line.until is not None]
    cleared_until = _cleared_until(lines, ruled_out, ends, today)
    progress = _progress(lines, cleared_until, went_live_on, closed_on)
    stage = stage_of(progress, today=today)
    return Readiness(
        lines=lines,
        blocks=ruled_out,
        cleared_until=cleared_until,
        earliest_expiry=min(ends, default=None),
        stage=stage,
        next_step=_next_step(lines, go_live if stage is Stage.CLEARED else None),
    )


def _cleared_until(
    lines: tuple[Line, ...], ruled_out: tuple[Block, ...], ends: list[date], today: date
) -> date | None:
    if ruled_out or not all(line.standing.is_met for line in lines):
        return None
    return min([today + timedelta(days=LONGEST_CLEARANCE_DAYS), *ends])


def _progress(
    lines: tuple[Line, ...],
    cleared_until: date | None,
    went_live_on: date | None,
    closed_on: date | None,
) -> Progress:
    still_open = Counter(line.requirement.gates for line in lines if not line.standing.is_met)
    return Progress(
        scope_settled=not still_open[Stage.SCOPING],
        open_agreements=still_open[Stage.AGREEMENTS],
        open_evidence=still_open[Stage.EVIDENCE],
        open_milestones=still_open[Stage.DEPLOYMENT],
        cleared_until=cleared_until,
        went_live_on=went_live_on,
        closed_on=closed_on,
    )


def _next_step(lines: tuple[Line, ...], go_live: GoLive | None) -> NextStep | None:
    if go_live:
        return _to_go_live(go_live)
    # What is ruled out comes first: no other work on the engagement is worth doing before.
    blocked = [line for line in lines if line.standing is Standing.BLOCKED]
    still_open = [line for line in lines if not line.standing.is_met]
    # A paper that only has to begin asks nobody for anything, so it comes after the others.
    still_open.sort(key=lambda line: line.holder is Party.NOBODY)
    expiring = [line for line in lines if line.standing is Standing.EXPIRING]
    for line in (*blocked, *still_open, *sorted(expiring, key=_end)):
        return NextStep(
            title=line.to_do,
            sentence=line.sentence,
            party=line.holder,
            right=line.right,
            kind=line.requirement.kind,
            service_id=line.requirement.service_id,
            since=line.since,
        )
    return None


def _to_go_live(go_live: GoLive) -> NextStep:
    title, sentence, party, right = _GO_LIVE[go_live.is_submitted]
    return NextStep(
        title=title,
        sentence=sentence,
        party=party,
        right=right,
        kind=RequirementKind.MILESTONES,
        service_id=None,
        since=go_live.since,
    )


_GO_LIVE = {
    False: (
        "Record the go-live",
        "Everything that is asked for is met. The last milestone is open: the day from which real"
        " data flows, with its evidence.",
        Party.PARTNER,
        Right.RECORD_MILESTONE,
    ),
    True: (
        "Accept the go-live",
        "The last milestone was submitted. Real data may flow once it is accepted.",
        Party.CLIENT,
        Right.ACCEPT_MILESTONE,
    ),
}


def _end(line: Line) -> date:
    return line.until or date.max
