"""Asking that vendors' reports cover further categories, with the reason."""

import pytest

from tests.engagements.lifecycle.samples import open_for
from tests.engagements.lifecycle.test_views import ANSWERS, page, versions


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def test_a_category_is_asked_for_with_its_reason_or_not_at_all(cast, engagement, sign_in):
    browser, asked = sign_in(cast.carla), ANSWERS | {"needs": ["privacy_needed"]}

    refused = browser.post(page("scope-edit", engagement), asked)
    browser.post(page("scope-edit", engagement), asked | {"categories_reason": "The MSA asks."})
    shown = browser.get(page("scope", engagement))

    assert "Say why reports have to cover processing integrity or privacy" in refused.text
    (stated,) = versions(cast, engagement)
    assert stated.facts.privacy_needed
    assert not stated.facts.processing_integrity_needed
    assert "The MSA asks." in shown.text


def test_a_reason_without_a_category_is_not_kept(cast, engagement, sign_in):
    browser = sign_in(cast.carla)

    browser.post(page("scope-edit", engagement), ANSWERS | {"categories_reason": "The MSA."})

    assert versions(cast, engagement)[0].categories_reason == ""
