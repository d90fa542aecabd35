"""The head of every page: a partner's people find their ways on wherever they are."""

import re

from django.urls import reverse

from tests.cast import begin_engagement


def ways_on(answer):
    """Labels and addresses of the head's links."""
    head = answer.text.partition("<main")[0]
    links = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', head, re.DOTALL)
    return {re.sub(r"<.*?>", "", words, flags=re.DOTALL).strip(): url for url, words in links}


def test_inside_an_engagement_a_consultant_has_the_partners_pages_in_the_head(cast, sign_in):
    engagement = begin_engagement(cast)
    browser = sign_in(cast.carla)

    there = ways_on(browser.get(reverse("overview", args=(cast.lakeview.slug, engagement.pk))))
    home = ways_on(browser.get("/o/northgate/"))

    wanted = {name: home[name] for name in ("Book", "Calls", "Vendors", "Templates")}
    assert {name: there[name] for name in wanted} == wanted
    assert "People" not in home


def test_a_clients_people_have_none_of_them(cast, sign_in):
    engagement = begin_engagement(cast)

    page = sign_in(cast.lena).get(reverse("overview", args=(cast.lakeview.slug, engagement.pk)))

    assert not {"Book", "Calls", "Vendors", "Templates"} & set(ways_on(page))
