"""The page with the chain of BAAs."""

from django.urls import reverse

from tests.compliance.recorded import accepted_addendum


def test_the_chain_rests_on_the_papers_that_clearance_rests_on(cast, engagement, host, sign_in):
    here = reverse("compliance:chain", args=(cast.lakeview.slug, engagement.pk))
    lena = sign_in(cast.lena)
    before = lena.get(here).text
    with cast.at(cast.lakeview, cast.carla):
        accepted_addendum(cast, engagement, host, title="AWS Business Associate Addendum")
    after = lena.get(here).text

    assert "Open: not for PHI" in before
    assert "Met by AWS Business Associate Addendum." not in before
    assert "Met by AWS Business Associate Addendum." in after
    assert "No BAA with a model provider is needed" in after
    assert "Open: not for PHI" in after  # the partner's own is still missing
