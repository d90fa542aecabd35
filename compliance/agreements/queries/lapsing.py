"""Agreements that end by themselves, and those that have to be signed by a day."""

from collections.abc import Iterator

from django.urls import reverse

from compliance.agreements.models import Agreement
from compliance.agreements.queries.agreements import HOLDERS, agreements_of
from compliance.agreements.rules import AgreementKind, AgreementState
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.rules import Lapsing, Party


def running_out(engagement: Engagement, *, judged: frozenset[AgreementKind]) -> list[Lapsing]:
    """Everything with a last day, but for agreements in force of the kinds that clearance judges.

    Those are told as the requirement that they meet, which knows what follows them.
    """
    return list(_running_out(engagement, judged))


def _running_out(engagement: Engagement, judged: frozenset[AgreementKind]) -> Iterator[Lapsing]:
    found = agreements_of(engagement)
    followed = {one.follows_id for one in found if one.stands is AgreementState.EXECUTED}
    for agreement in found:
        if agreement.turn is not None:
            yield _to_sign(agreement)
        elif agreement.stands is AgreementState.EXECUTED:
            last_day = agreement.term.last_day
            if last_day and agreement.of_kind not in judged and agreement.pk not in followed:
                yield _line(
                    agreement,
                    what=f"{agreement.of_kind.short} with {agreement.client_name}",
                    sentence="It ends by its own words; it can be renewed before that.",
                    until=last_day.isoformat(),
                    party=Party.PARTNER,
                )


def _to_sign(agreement: Agreement) -> Lapsing:
    return _line(
        agreement,
        what=f"Signatures on the {agreement.of_kind.short} with {agreement.client_name}",
        sentence="It lapses unless it is signed by that day.",
        until=agreement.sign_by.isoformat(),
        party=HOLDERS[agreement.stands],
    )


def _line(agreement: Agreement, *, what: str, sentence: str, until: str, party: Party) -> Lapsing:
    engagement = agreement.engagement
    return Lapsing(
        key=f"agreement:{agreement.pk}",
        what=what,
        sentence=sentence,
        until=until,
        party=party,
        url=reverse(
            "compliance:agreement", args=(engagement.client_slug, engagement.pk, agreement.pk)
        ),
    )
