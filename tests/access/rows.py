"""What a row of the table can say: who gets a page, who is refused, who finds nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.accounts.roles import Right, may
from tests.access.actors import CLIENT, PARTNER, ROLES, SIGNED_IN, Actor

FOUND, ELSEWHERE, REFUSED, NOTHING, POST_ONLY, UNCLEAR = 200, 302, 403, 404, 405, 422


@dataclass(frozen=True, kw_only=True)
class Row:
    """Who may open an address (`right`, None: everybody inside) and who may post to it (`post`).

    `answer` is the status of a GET for those who may, `anonymous` for visitors, `outside` for
    people who do not belong there; `but` names exceptions by actor. `post` is left out where
    nothing is posted. `objects` names, for a part of the address, another entry of
    tests/access/objects.py than the one of its own name.
    """

    inside: frozenset[Actor]
    right: Right | None = None
    post: Right | frozenset[Actor] | None = None
    answer: int = FOUND
    anonymous: int = ELSEWHERE
    outside: int = NOTHING
    but: Mapping[Actor, int]
    objects: Mapping[str, str]

    @property
    def is_private(self) -> bool:
        """Whether the page belongs to an organisation."""
        return self.outside == NOTHING

    def expected(self, actor: Actor) -> int:
        """The status of an actor's GET."""
        if actor in self.but:
            return self.but[actor]
        if actor is Actor.ANONYMOUS:
            return self.anonymous
        if actor not in self.inside:
            return self.outside
        return self.answer if _holds(actor, self.right) else REFUSED

    def may_post(self, actor: Actor) -> bool:
        """Whether an actor's POST gets past the guards."""
        if isinstance(self.post, frozenset):
            return actor in self.post
        return actor in self.inside and _holds(actor, self.post)


def _holds(actor: Actor, right: Right | None) -> bool:
    return right is None or may(ROLES[actor], right)


def client(right: Right | None = None, **more: Any) -> Row:
    """`/o/<lakeview>/...`: its people and its partner's, by their rights; 404 for the rest."""
    return _row(Row(inside=CLIENT | PARTNER, right=right, but={}, objects=CLIENTS), more)


def partner(right: Right | None = None, **more: Any) -> Row:
    """`/o/<northgate>/...`: the partner's people by their rights; 404 for the rest, clients too."""
    return _row(Row(inside=PARTNER, right=right, but={}, objects=PARTNERS), more)


def auditor(right: Right | None = None, **more: Any) -> Row:
    """`/audit/<grant>/...`: the auditor whose grant is open; 404 for the rest, late ones too."""
    return _row(Row(inside=frozenset({Actor.AUDITOR}), right=right, but={}, objects={}), more)


def account(**more: Any) -> Row:
    """A page about one's own account: everybody who is signed in."""
    return _row(Row(inside=SIGNED_IN, outside=ELSEWHERE, but={}, objects={}), more)


def visitors(**more: Any) -> Row:
    """A page for who is not signed in; others are led on."""
    row = Row(inside=SIGNED_IN, answer=ELSEWHERE, anonymous=FOUND, outside=0, but={}, objects={})
    return _row(row, more)


def everybody(**more: Any) -> Row:
    """A public page."""
    row = Row(inside=SIGNED_IN, outside=0, but={}, objects={})
    return _row(replace(row, anonymous=more.get("answer", FOUND)), more)


def public(**more: Any) -> Row:
    """`/p/<northgate>/...`: the partner's public pages."""
    return everybody(**({"org_slug": "partner_slug"} | more))


CLIENTS = {"org_slug": "client_slug"}
PARTNERS = {"org_slug": "partner_slug"}
FIELDS = {"post", "answer", "anonymous", "but"}


def _row(row: Row, more: Mapping[str, Any]) -> Row:
    """The row with what else was said: fields by their names, everything else is an object."""
    fields = {name: value for name, value in more.items() if name in FIELDS}
    objects = {name: value for name, value in more.items() if name not in FIELDS}
    return replace(row, objects={**row.objects, **objects}, **fields)
