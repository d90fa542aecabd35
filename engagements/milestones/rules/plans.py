"""The plan an engagement starts with, by route."""

from dataclasses import dataclass, replace

from engagements.lifecycle.rules import Route, Scope
from engagements.milestones.rules.forecasts import PlannedMilestone

ASSUMPTION = (
    "Working weeks assumed before anything about this client's cloud is known. "
    "The planned dates stay as they were laid out, others are agreed with the client beside them; "
    "the expected ones move with the work."
)


@dataclass(frozen=True)
class Weeks:
    """How long a milestone takes once it can begin: low, likely and high, in whole weeks."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, kw_only=True)
class MilestoneTemplate:
    """One milestone of a plan.

    `key` is unique within a plan and stable; `depends_on` holds keys. `evidence` says in plain
    words what settles it. `weeks` is an assumption, and `ASSUMPTION` is the sentence that says so
    on the page. `citation` names the law that asks for it, empty where none does.
    """

    key: str
    title: str
    evidence: str
    weeks: Weeks
    depends_on: tuple[str, ...] = ()
    citation: str = ""
    is_go_live: bool = False

    @property
    def planned(self) -> PlannedMilestone:
        """The milestone as the forecast of a new plan takes it."""
        return PlannedMilestone(
            key=self.key,
            title=self.title,
            weeks=self.weeks.likely,
            depends_on=self.depends_on,
        )


def plan_for(scope: Scope) -> tuple[MilestoneTemplate, ...]:
    """The plan of a route in the order of work; empty while the route is undecided.

    The citations are of HIPAA's rules, so they are left out where no PHI is handled.
    """
    plan = PLANS[scope.route]
    if scope.handles_phi:
        return plan
    return tuple(replace(template, citation="") for template in plan)


_ACCEPTANCE_TEST_EVIDENCE = (
    "The test plan agreed with the client, the results on the client's own cases, and the limits "
    "found, each with what is done about it."
)
_GO_LIVE_EVIDENCE = (
    "The day and time from which real data flows, the change record with its approval, and the "
    "way back if it has to be stopped."
)

_PRIVATE_DEPLOYMENT = (
    MilestoneTemplate(
        key="cloud-foundation",
        title="Cloud account, network and GPU quota",
        evidence=(
            "The account and region in use, the network layout showing that the model cannot be "
            "reached from outside, and the cloud host's confirmation of the GPU quota."
        ),
        weeks=Weeks(1, 2, 6),
    ),
    MilestoneTemplate(
        key="model-weights",
        title="Model weights deployed",
        evidence=(
            "The model's name and version, where the weights came from, the licence accepted, "
            "and the SHA-256 of every weight file as published and as deployed."
        ),
        weeks=Weeks(1, 1, 2),
        depends_on=("cloud-foundation",),
    ),
    MilestoneTemplate(
        key="safeguards",
        title="Access control, encryption and logging",
        evidence=(
            "Who has access, in which role and with which second factor; the encryption settings "
            "at rest and in transit; an extract of the audit log; and what of prompts and "
            "answers is kept, where and for how long."
        ),
        weeks=Weeks(1, 2, 4),
        depends_on=("cloud-foundation",),
        citation="45 CFR 164.312(a), (b), (d) and (e)",
    ),
    MilestoneTemplate(
        key="acceptance-test",
        title="Acceptance test",
        evidence=_ACCEPTANCE_TEST_EVIDENCE,
        weeks=Weeks(1, 2, 3),
        depends_on=("model-weights", "safeguards"),
        citation="45 CFR 164.308(a)(8)",
    ),
    MilestoneTemplate(
        key="go-live",
        title="Go-live",
        evidence=_GO_LIVE_EVIDENCE,
        weeks=Weeks(1, 1, 1),
        depends_on=("acceptance-test",),
        is_go_live=True,
    ),
)

_VENDOR_API = (
    MilestoneTemplate(
        key="retention-and-access",
        title="Retention and access configured",
        evidence=(
            "The vendor's confirmation of the retention setting, the captured settings of this "
            "very account, and the list of keys with who holds them and how they are rotated."
        ),
        weeks=Weeks(1, 2, 6),
        citation="45 CFR 164.312(a) and (d)",
    ),
    MilestoneTemplate(
        key="data-handling",
        title="Application data handling",
        evidence=(
            "What the application sends with a prompt and what it removes first, where answers "
            "and logs are kept and for how long, and a test with marked records that shows it."
        ),
        weeks=Weeks(1, 2, 4),
        citation="45 CFR 164.502(b), 164.312(b) and (e)",
    ),
    MilestoneTemplate(
        key="acceptance-test",
        title="Acceptance test",
        evidence=_ACCEPTANCE_TEST_EVIDENCE,
        weeks=Weeks(1, 1, 2),
        depends_on=("retention-and-access", "data-handling"),
        citation="45 CFR 164.308(a)(8)",
    ),
    MilestoneTemplate(
        key="go-live",
        title="Go-live",
        evidence=_GO_LIVE_EVIDENCE,
        weeks=Weeks(1, 1, 1),
        depends_on=("acceptance-test",),
        is_go_live=True,
    ),
)

PLANS: dict[Route, tuple[MilestoneTemplate, ...]] = {
    Route.UNDECIDED: (),
    Route.PRIVATE_DEPLOYMENT: _PRIVATE_DEPLOYMENT,
    Route.VENDOR_API: _VENDOR_API,
}
