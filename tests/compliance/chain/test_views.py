"""The page with the chain of BAAs."""

from django.urls import reverse

from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from tests.cast import NOON
from tests.papers import received


def test_the_chain_rests_on_the_papers_that_clearance_rests_on(cast, engagement, host, sign_in):
    here = reverse("compliance:chain", args=(cast.lakeview.slug, engagement.pk))
    lena = sign_in(cast.lena)
    before = lena.get(here).text
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.record_evidence(
            engagement=engagement,
            kind=EvidenceKind.EXECUTED_BAA,
            title="AWS Business Associate Addendum",
            received=received(),
            effective_from=NOON.date(),
            effective_until=None,
            service_id=host.pk,
            by=cast.carla,
            at=NOON,
            today=NOON.date(),
        )
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=NOON.date())
    after = lena.get(here).text

    assert "Open: not for PHI" in before
    assert "Met by AWS Business Associate Addendum." not in before
    assert "Met by AWS Business Associate Addendum." in after
    assert "No BAA with a model provider is needed" in after
    assert "Open: not for PHI" in after  # the partner's own is still missing
