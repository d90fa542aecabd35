"""What waits for one person, and who may take it up."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing that somebody has to do in an engagement, in values that JSON keeps.

    `right` is what it takes; `person` has it alone, where one was named; `not_by` may not, because
    two people have to look. `since` is a day in ISO form, `url` the page where it is done.
    """

    title: str
    url: str
    right: str
    since: str
    person: str = ""
    not_by: str = ""

    def is_for(self, *, user_id: str, rights: Container[str]) -> bool:
        """Whether this person is to do it, or is one of those who may."""
        if self.right not in rights or user_id == self.not_by:
            return False
        return self.person in {"", user_id}

    @property
    def since_on(self) -> date:
        """The day since which it waits."""
        return date.fromisoformat(self.since)
