"""Whoever sends does not countersign, where the partner asks for two people."""

import pytest
from django.db import DatabaseError, transaction

from compliance.agreements import actions
from compliance.agreements.models import SigningPolicy
from compliance.agreements.queries import policy_of
from compliance.agreements.rules import SendingRefused, Side, SigningReason, SigningRefused
from portal.audit.models import AuditEvent
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import register


def ask_for_two(cast, *, four_eyes=True):
    with cast.at(cast.northgate, cast.nadia):
        return actions.set_policy(
            partner=cast.northgate, four_eyes=four_eyes, by=cast.nadia, at=NOON
        )


def test_without_the_rule_a_signatory_may_send_and_countersign(cast, engagement, template):
    sent = papers.sent(cast, engagement, template, by=cast.pavel)

    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT)
        assert papers.sign(cast, sent, Side.PARTNER).state == "countersigned"


def test_with_it_nothing_is_sent_that_the_sender_would_countersign(cast, engagement, template):
    ask_for_two(cast)

    with cast.at(cast.lakeview):
        with pytest.raises(SendingRefused, match="does not countersign it"):
            papers.prepare(cast, engagement, template, by=cast.pavel)
        papers.prepare(cast, engagement, template, by=cast.carla)


def test_it_counts_at_the_moment_of_signing_for_what_was_sent_before(cast, engagement, template):
    sent = papers.sent(cast, engagement, template, by=cast.pavel)
    ask_for_two(cast)

    with cast.at(cast.lakeview):
        papers.sign(cast, sent, Side.CLIENT)
        with pytest.raises(SigningRefused) as refused:
            papers.sign(cast, sent, Side.PARTNER)

    assert refused.value.reason is SigningReason.FOUR_EYES


def test_the_owner_sets_it_on_the_page_and_the_trail_tells(cast, template, sign_in):
    nadia = sign_in(cast.nadia)

    before = nadia.get(register(cast))
    after = nadia.post(register(cast, "signing-policy"), {"four_eyes": "on"}, follow=True)

    assert "Ask for two people" in before.text
    assert "Two people are needed on your side" in after.text
    with cast.at(cast.northgate):
        assert policy_of(cast.northgate.pk).four_eyes
        assert AuditEvent.objects.filter(action="compliance.signing_policy.set").exists()
    assert sign_in(cast.carla).post(register(cast, "signing-policy")).status_code == 403


def test_what_held_when_stays_known_and_another_partner_has_its_own(cast):
    ask_for_two(cast)
    ask_for_two(cast, four_eyes=False)

    with cast.at(cast.northgate):
        assert SigningPolicy.objects.count() == 2
        with pytest.raises(DatabaseError), transaction.atomic():
            SigningPolicy.objects.update(four_eyes=True)
    with cast.at(cast.southbank):
        assert not SigningPolicy.objects.exists()
