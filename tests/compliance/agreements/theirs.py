"""The client's own paper for tests: reviewed and offered for signature by Carla."""

from compliance.agreements import actions
from compliance.agreements.rules import (
    AgreementKind,
    Decision,
    Judgement,
    NoticeTime,
    required_elements,
)
from tests.cast import NOON
from tests.compliance.agreements import papers


def everything(page=2, **changes):
    """Every required element confirmed at one place."""
    told = {
        one.id: Decision(one.id, Judgement.HERE, page, "Business Associate shall")
        for one in required_elements(AgreementKind.BAA)
    }
    return list((told | changes).values())


def review(cast, paper, decisions=None, notice=NoticeTime(10)):  # noqa: B008 (frozen)
    return actions.review_their_paper(
        paper=paper,
        decisions=everything() if decisions is None else decisions,
        notice=notice,
        by=cast.carla,
        at=NOON,
    )


def offer(cast, paper, **changes):
    said = {
        "client_name": "Lakeview Clinic, PLLC",
        "partner_name": "Northgate Partners, LLC",
        "client_signatory": cast.samuel,
        "client_title": "",
        "partner_signatory": cast.pavel,
        "partner_title": "",
        "effective_on": papers.TODAY,
        "ends_on": None,
        "sign_by": papers.SIGN_BY,
    }
    return actions.offer_their_paper(
        paper=paper,
        offer=actions.Offer(**said | changes),
        by=cast.carla,
        at=NOON,
        today=papers.TODAY,
    )
