"""Where a person stands, and the ways from one organisation to another."""

import re

from portal.accounts.models import Membership
from portal.accounts.roles import Role
from tests.cast import NOON, begin_engagement


def ways_at(browser, path):
    """The organisations that the head of a page leads to, and the one that is current."""
    menu = re.search(r'aria-label="Organisations">(.*?)</nav>', browser.get(path).text, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"( aria-current="true")?', menu[1]) if menu else []
    return [path for path, _ in links], [path for path, current in links if current]


def test_who_belongs_to_several_organisations_changes_between_them_on_each_page(cast, sign_in):
    begin_engagement(cast)
    with cast.at(cast.harbor):
        Membership.begin(org_id=cast.harbor.pk, user=cast.lena, role=Role.CLIENT_MEMBER, at=NOON)
    lakeview, harbor = f"/o/{cast.lakeview.slug}/", f"/o/{cast.harbor.slug}/"
    browser = sign_in(cast.lena)

    at_harbor = ways_at(browser, harbor)
    at_lakeview = ways_at(browser, browser.get(lakeview).url)

    assert at_harbor == ([harbor, lakeview], [harbor])
    assert at_lakeview == ([harbor, lakeview], [lakeview])


def test_a_partners_page_leads_its_people_elsewhere_too(cast, sign_in):
    with cast.at(cast.southbank):
        Membership.begin(
            org_id=cast.southbank.pk, user=cast.carla, role=Role.PARTNER_CONSULTANT, at=NOON
        )

    ways, current = ways_at(sign_in(cast.carla), "/o/northgate/")

    assert (ways, current) == (["/o/northgate/", "/o/southbank/"], ["/o/northgate/"])


def test_who_left_an_organisation_is_not_led_there(cast, sign_in):
    with cast.at(cast.harbor):
        left = Membership.begin(
            org_id=cast.harbor.pk, user=cast.lena, role=Role.CLIENT_MEMBER, at=NOON
        )
        left.end(at=NOON)

    assert ways_at(sign_in(cast.lena), f"/o/{cast.lakeview.slug}/") == ([], [])
