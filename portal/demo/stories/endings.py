"""Agreements that came to nothing, and one that came to its end."""

from compliance.agreements import actions
from compliance.agreements.models import Agreement
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.demo.stories.teller import Teller

TOO_LONG = (
    "Thirty days for the notice of a breach is too long for us. Please send it again with five; "
    "everything else is fine."
)
IN_HOUSE = "From now on we write the visit notes in our own system, without a model."


def decline(teller: Teller, engagement: Engagement, *, by: User, days: int) -> None:
    """The client's signatory will not sign, and says why."""
    with teller.inside(engagement, by):
        actions.decline(agreement=_only(engagement), reason=TOO_LONG, by=by, at=teller.at(days))


def terminate(teller: Teller, engagement: Engagement, *, by: User, days: int) -> None:
    """The client ends it; what became of the PHI is not recorded yet."""
    with teller.inside(engagement, by):
        actions.terminate(
            agreement=_only(engagement),
            reason=IN_HOUSE,
            ended_on=teller.day(days),
            by=by,
            at=teller.at(days),
        )


def _only(engagement: Engagement) -> Agreement:
    found: Agreement = Agreement.objects.of_engagement(engagement).get()
    return found
