"""A view that forgets to filter still shows nothing of another tenant."""

import pytest

from engagements.lifecycle.models import Engagement
from portal.accounts.models import Membership, Organization
from portal.tenancy.context import NoTenant, OtherTenant


def test_a_forgetful_query_shows_only_the_organisation_that_is_entered(cast):
    with cast.at(cast.lakeview):
        seen = {membership.org_id for membership in Membership.objects.all()}

    assert seen == {cast.lakeview.pk, cast.northgate.pk}


def test_a_partner_sees_its_clients_and_no_one_elses(cast):
    with cast.at(cast.northgate):
        seen = {org.name for org in Organization.objects.all()}

    assert seen == {"Northgate", "Lakeview Clinic", "Harbor Legal"}


def test_a_query_outside_a_tenant_block_is_loud(cast):
    with pytest.raises(NoTenant, match=r"engagements\.Engagement"):
        list(Engagement.objects.all())


def test_no_transaction_enters_two_organisations(cast):
    with cast.at(cast.lakeview), pytest.raises(OtherTenant), cast.at(cast.harbor):
        pytest.fail("a second organisation was entered")
