"""A machine that tries, in any order, whatever a careless or hostile view could do.

What it should see is kept beside the database, in a dictionary; any difference is a hole.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from engagements.lifecycle.models import Engagement, StatedScope
from engagements.lifecycle.rules import Scope
from portal.tenancy.context import OtherTenant, tenant
from tests.cast import NOON, Cast

BUDGET = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
org_names = st.sampled_from(["lakeview", "harbor", "quayside"])
places = st.sampled_from(["lakeview", "harbor", "quayside", "northgate", "southbank"])
numbers = st.integers(0, 7)


class Attacker(RuleBasedStateMachine):
    """`engagements` and `scopes`: what there is, and whose it is."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.engagements: dict[UUID, str] = {}
        self.scopes: dict[UUID, str] = {}
        self.outermost = transaction.atomic()
        self.outermost.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outermost.__exit__(None, None, None)

    # What the attacker does, inside an organisation of theirs

    @rule(org=org_names)
    def open_engagement(self, org: str) -> None:
        self._make_engagement(inside=org, owner=org)

    @rule(place=places, owner=org_names)
    def open_engagement_for_another(self, place: str, owner: str) -> None:
        if place in (owner, partner_of(owner)):
            return
        assert not self._make_engagement(inside=place, owner=owner)

    @rule(org=org_names, number=numbers)
    def state_scope(self, org: str, number: int) -> None:
        """Of any engagement there is, also of one that cannot be seen."""
        engagement = self._pick(self.engagements, number)
        if engagement is None:
            return
        made = self._state(inside=org, engagement=engagement)
        assert bool(made) == (self.engagements[engagement] == org)
        if made:
            self.scopes[made] = org

    @rule(place=places, number=numbers)
    def state_scope_for_its_owner(self, place: str, number: int) -> None:
        """A row that is whole in itself, written from elsewhere."""
        engagement = self._pick(self.engagements, number)
        if engagement is None or self.engagements[engagement] == place:
            return
        owner = self.engagements[engagement]
        assert not self._try(place, lambda: new_scope(self.cast, owner, engagement, uuid4()))

    @rule(place=places, number=numbers)
    def rename(self, place: str, number: int) -> None:
        pk = self._pick(self.engagements, number)
        changed = self._try(place, lambda: Engagement.objects.filter(pk=pk).update(title="x"))
        assert changed == (pk is not None and self._sees(place, pk))

    @rule(place=places)
    def rename_everything(self, place: str) -> None:
        changed = self._try(place, lambda: self._sql("UPDATE engagements_engagement SET title='y'"))
        assert changed == len(self._visible(place))

    @rule(place=places, number=numbers)
    def delete(self, place: str, number: int) -> None:
        pk = self._pick(self.scopes, number)
        gone = self._try(place, lambda: StatedScope.objects.filter(pk=pk)._raw_delete("default"))
        assert gone == (pk is not None and self.scopes[pk] == place)
        if gone:
            del self.scopes[pk]

    @rule(org=org_names, other=org_names, number=numbers)
    def give_away(self, org: str, other: str, number: int) -> None:
        pk = self._pick(self.scopes, number)
        if pk is None or org == other:
            return
        theirs = getattr(self.cast, other).pk
        moved = self._try(org, lambda: StatedScope.objects.filter(pk=pk).update(org_id=theirs))
        assert not moved

    @rule(org=org_names, other=places)
    def enter_another(self, org: str, other: str) -> None:
        refused = False
        with self._at(org):
            try:
                with self._at(other):
                    pass
            except OtherTenant:
                refused = True
        assert refused == (org != other)

    @rule(org=org_names)
    def think_again(self, org: str) -> None:
        """A savepoint that is rolled back leaves nothing, and the organisation entered."""
        with self._at(org), transaction.atomic():
            new_engagement(self.cast, org, uuid4())
            transaction.set_rollback(True)

    # What must be true after whatever was done

    @invariant()
    def everybody_sees_what_is_theirs(self) -> None:
        for place in ("lakeview", "harbor", "quayside", "northgate", "southbank"):
            with self._at(place):
                engagements = set(Engagement.objects.values_list("pk", flat=True))
                scopes = set(StatedScope.objects.values_list("pk", flat=True))
            assert engagements == self._visible(place)
            assert scopes == {pk for pk, owner in self.scopes.items() if owner == place}

    # Tools

    def _at(self, place: str) -> Any:
        org = getattr(self.cast, place)
        return tenant(org=org.pk, partner=org.partner_id)

    def _try(self, place: str, attempt: Callable[[], int]) -> int:
        try:
            with self._at(place):
                return attempt()
        except DatabaseError:
            return 0

    def _make_engagement(self, *, inside: str, owner: str) -> bool:
        pk = uuid4()
        made = self._try(inside, lambda: new_engagement(self.cast, owner, pk))
        if made:
            self.engagements[pk] = owner
        return bool(made)

    def _state(self, *, inside: str, engagement: UUID) -> UUID | None:
        pk = uuid4()
        made = self._try(inside, lambda: new_scope(self.cast, inside, engagement, pk))
        return pk if made else None

    def _sees(self, place: str, pk: UUID) -> bool:
        return pk in self._visible(place)

    def _visible(self, place: str) -> set[UUID]:
        return {pk for pk, owner in self.engagements.items() if place in (owner, partner_of(owner))}

    def _pick(self, rows: dict[UUID, str], number: int) -> UUID | None:
        return list(rows)[number % len(rows)] if rows else None

    def _sql(self, statement: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount


def partner_of(org: str) -> str:
    return "southbank" if org == "quayside" else "northgate"


def new_engagement(cast: Cast, org: str, pk: UUID) -> int:
    """A blind insert: nothing is asked back, so that only the policy for inserts is met."""
    client = getattr(cast, org)
    row = Engagement(
        id=pk,
        org=client,
        partner_id=client.partner_id,
        title="x",
        client_name="x",
        client_slug="x",
        lead=cast.oskar,
        opened_at=NOON,
        next_since=NOON,
    )
    Engagement.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def new_scope(cast: Cast, org: str, engagement: UUID, pk: UUID) -> int:
    facts = {name: getattr(Scope(), name) for name in Scope.__dataclass_fields__}
    row = StatedScope(
        id=pk,
        org=getattr(cast, org),
        engagement_id=engagement,
        version=uuid4().int % 10**6,
        **facts,
    )
    row.stated_by, row.stated_at = cast.oskar, NOON
    StatedScope.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def test_nothing_that_is_tried_reaches_into_another_organisation(cast):
    machine = type("Attack", (Attacker,), {"cast": cast})

    run_state_machine_as_test(machine, settings=BUDGET)
