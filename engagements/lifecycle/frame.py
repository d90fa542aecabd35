"""What stands above every page of an engagement: state, stages, whose turn, the tabs."""

from datetime import date

from django.urls import NoReverseMatch, reverse

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Party, Stage
from portal.accounts.places import TenantRequest
from portal.ui.parts import Frame, Link, Mark, Tone
from portal.ui.parts import Stage as Stop

# Key, label, URL name. Pages of other apps are named, not imported.
TABS = (
    ("overview", "Overview", "overview"),
    ("scope", "Scope", "engagements:scope"),
    ("agreements", "Agreements", "compliance:agreements"),
    ("evidence", "Evidence", "compliance:evidence"),
    ("milestones", "Milestones", "engagements:milestones"),
    ("packets", "Packets", "compliance:packets"),
    ("activity", "Activity", "activity"),
    ("people", "People", "engagements:people"),
)
RAIL = (
    Stage.SCOPING,
    Stage.AGREEMENTS,
    Stage.EVIDENCE,
    Stage.DEPLOYMENT,
    Stage.CLEARED,
    Stage.LIVE,
)
# There is nothing left to forecast.
OVER = frozenset({Stage.LIVE, Stage.CLOSED})
TONES = {Stage.CLEARED: Tone.MET, Stage.LIVE: Tone.MET, Stage.CLOSED: Tone.NEUTRAL}


def frame_of(
    request: TenantRequest,
    engagement: Engagement,
    *,
    current: str,
    judged: tuple[Stage, Party, date | None] | None = None,
) -> Frame:
    """The frame of a page; `current` is the key of its tab.

    `judged` is the stage, the holder of the next step and since when, as a page has just computed
    them, which may be a moment ahead of what is stamped on the engagement.
    """
    stage, holder, since = judged or stamped_on(engagement)
    return Frame(
        client=engagement.client_name,
        title=engagement.title,
        url=_address("overview", request, engagement) or request.path,
        state=Mark(stage.label, TONES.get(stage, Tone.CURRENT)),
        stages=_rail(stage),
        tabs=_tabs(request, engagement, current),
        holder="" if holder is Party.NOBODY else name_of(holder, engagement),
        since=since,
        forecast=None if stage in OVER else engagement.forecast,
        closed_on=engagement.closed_on,
    )


def stamped_on(engagement: Engagement) -> tuple[Stage, Party, date]:
    """Stage, holder of the next step and since when, as they were last stamped."""
    return Stage(engagement.stage), Party(engagement.next_holder), engagement.next_since_on


def _rail(stage: Stage) -> tuple[Stop, ...]:
    here = RAIL.index(stage) if stage in RAIL else len(RAIL)
    return tuple(
        Stop(stop.label, "done" if place < here else "current" if place == here else "ahead")
        for place, stop in enumerate(RAIL)
    )


def _tabs(request: TenantRequest, engagement: Engagement, current: str) -> tuple[Link, ...]:
    found = ((key, label, _address(name, request, engagement)) for key, label, name in TABS)
    return tuple(Link(label, url, key == current) for key, label, url in found if url)


def _address(name: str, request: TenantRequest, engagement: Engagement) -> str:
    try:
        return reverse(name, args=(request.place.org.slug, engagement.pk))
    except NoReverseMatch:
        return ""


def name_of(holder: Party, engagement: Engagement) -> str:
    """Whose move it is, by the name of the organisation."""
    if holder is Party.CLIENT:
        return engagement.client_name
    return engagement.partner.name if holder is Party.PARTNER else holder.label
