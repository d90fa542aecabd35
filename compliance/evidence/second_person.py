"""Telling whoever may be the second person that something waits to be looked at once more."""

from datetime import datetime
from uuid import UUID

from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.accounts.roles import Right
from portal.mail import outbox


def ask_second_person(
    *, partner_id: UUID, what: str, about: str, path: str, by: User, at: datetime
) -> None:
    """One mail to everybody of the partner who may accept it; not to `by`, who may not.

    `what` is the thing in a few words with its article, `about` whom it concerns.
    """
    for person in people_with(Right.REVIEW_EVIDENCE, org_id=partner_id):
        if person != by:
            outbox.post(
                to=person.email,
                template="to_accept",
                at=at,
                reply_to=by.email,
                name=person.name,
                by=by.name,
                what=what,
                about=about,
                path=path,
            )
