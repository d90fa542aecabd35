"""Entering an organisation: what is seen inside, what is loud outside, what may not be mixed."""

from uuid import UUID

import pytest
from django.db import OperationalError, connection, connections, transaction

from engagements.lifecycle.models import Engagement
from portal.accounts.models import Membership, Organization
from portal.tenancy.backend.base import TenantOutsideTransaction
from portal.tenancy.context import (
    NoTenant,
    OtherTenant,
    current_org,
    current_scope,
    on_behalf_of,
    personal,
    tenant,
)

SOMEBODY = UUID("5a1e5a1e-0000-4000-8000-000000000000")


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [f"app.{name}"])
        return cursor.fetchone()[0]


# What is seen


def test_a_forgetful_query_shows_only_the_organisation_that_is_entered(cast):
    with cast.at(cast.lakeview):
        seen = {membership.org_id for membership in Membership.objects.all()}

    assert seen == {cast.lakeview.pk, cast.northgate.pk}


def test_a_partner_sees_its_clients_and_no_one_elses(cast):
    with cast.at(cast.northgate):
        seen = {org.name for org in Organization.objects.all()}

    assert seen == {"Northgate", "Lakeview Clinic", "Harbor Legal"}


def test_a_person_sees_their_own_memberships_outside_every_organisation(cast):
    with personal(user=cast.lena.pk):
        seen = {membership.user_id for membership in Membership.objects.all()}

    assert seen == {cast.lena.pk}


def test_an_address_word_shows_the_one_organisation_it_names(cast):
    with personal(user=None, slug="northgate"):
        seen = {org.slug for org in Organization.objects.all()}

    assert seen == {"northgate"}


# What is loud


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Engagement.objects.all()),
        lambda: Engagement.objects.count(),
        lambda: Engagement.objects.filter(title="x").exists(),
        lambda: list(Engagement.objects.iterator()),
        lambda: Engagement.objects.update(title="x"),
        lambda: Engagement.objects.all().delete(),
        lambda: list(Engagement.objects.values_list("pk")),
    ],
    ids=["list", "count", "exists", "iterator", "update", "delete", "values"],
)
def test_a_query_outside_a_tenant_block_is_loud(cast, ask):
    with pytest.raises(NoTenant, match=r"engagements\.Engagement"):
        ask()


def test_a_lazy_queryset_that_outlives_its_block_is_loud(cast):
    with cast.at(cast.lakeview):
        lazy = Engagement.objects.all()

    with pytest.raises(NoTenant):
        list(lazy)


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_a_statement_beside_the_transaction_of_its_tenant_is_loud():
    with (
        personal(user=None),
        connections["system"].cursor() as beside,
        pytest.raises(TenantOutsideTransaction, match="SELECT 1"),
    ):
        beside.execute("SELECT 1")


# What may not be mixed


def test_no_transaction_enters_two_organisations(cast):
    with cast.at(cast.lakeview), pytest.raises(OtherTenant), cast.at(cast.harbor):
        pytest.fail("a second organisation was entered")


def test_a_personal_block_between_does_not_open_a_second_organisation(cast):
    with (
        cast.at(cast.lakeview),
        personal(user=cast.lena.pk),
        pytest.raises(OtherTenant),
        cast.at(cast.harbor),
    ):
        pytest.fail("a second organisation was entered")


def test_one_personal_block_does_not_hold_two_organisations_one_after_the_other(cast):
    with personal(user=cast.nadia.pk):
        with cast.at(cast.lakeview):
            pass
        with pytest.raises(OtherTenant), cast.at(cast.harbor):
            pytest.fail("a second organisation was entered")


def test_one_after_the_other_each_in_its_own_transaction_is_how_it_is_done(cast):
    with cast.at(cast.lakeview):
        first = current_org()
    with cast.at(cast.harbor):
        second = current_org()

    assert (first, second) == (cast.lakeview.pk, cast.harbor.pk)


# What the database is told


def test_a_personal_block_inside_hides_the_organisation_until_it_ends(cast):
    with cast.at(cast.lakeview, cast.lena):
        with personal(user=cast.lena.pk):
            inside = setting("org")
        after = setting("org")

    assert inside == ""
    assert after == str(cast.lakeview.pk)


def test_the_organisation_is_told_again_after_a_savepoint_was_rolled_back(cast):
    with cast.at(cast.lakeview):
        with on_behalf_of(cast.mona.pk):
            inside = setting("user")
            transaction.set_rollback(True)
        person, org = setting("user"), setting("org")

    assert inside == str(cast.mona.pk)
    assert (person, org) == ("", str(cast.lakeview.pk))


def test_get_or_create_survives_its_own_savepoint(cast):
    with cast.at(cast.northgate):
        found, made = Organization.objects.get_or_create(
            slug="northgate", defaults={"name": "Northgate", "partner": cast.northgate}
        )

    assert found == cast.northgate
    assert not made


def test_nothing_is_left_of_an_organisation_after_its_block(cast):
    with pytest.raises(ZeroDivisionError), cast.at(cast.lakeview):
        raise ZeroDivisionError

    assert current_scope() is None
    assert setting("org") in (None, "")


def test_a_connection_that_broke_serves_the_next_tenant(transactional_db):
    with tenant(org=SOMEBODY, partner=SOMEBODY):
        before = setting("org")
    connection.connection.close()
    with pytest.raises(OperationalError), tenant(org=SOMEBODY, partner=SOMEBODY):
        setting("org")
    connection.close_if_unusable_or_obsolete()

    with tenant(org=SOMEBODY, partner=SOMEBODY):
        after = setting("org")

    assert before == after == str(SOMEBODY)
    assert setting("org") in (None, "")
