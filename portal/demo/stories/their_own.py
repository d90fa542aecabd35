"""A client's own paper: brought as Word with too long a time, changed, reviewed, out for signature.

What a worker does with it is done here, on the day of the story, as for the portal's own BAA.
"""

from datetime import timedelta

from compliance.agreements import actions
from compliance.agreements.models import TheirPaper
from compliance.agreements.queries import their_paper
from compliance.agreements.rules import (
    AgreementKind,
    Decision,
    Judgement,
    NoticeTime,
    required_elements,
)
from compliance.agreements.taking_in import take_in
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.demo import their_baa
from portal.demo.papers import paper
from portal.demo.stories.agreed import deliver
from portal.demo.stories.teller import Teller
from portal.files.intake import Received
from portal.files.store import default_store

CLIENT = "Kestrel Cardiology, Inc."


def bring_as_word(teller: Teller, engagement: Engagement, *, days: int) -> TheirPaper:
    """The client's Word document; its time for the notice of a breach is over 60 days."""
    content = their_baa.as_word(CLIENT, days="ninety (90)")
    return _bring(teller, engagement, paper("Kestrel BAA.docx", content), None, days=days)


def bring_as_pdf(
    teller: Teller, engagement: Engagement, before: TheirPaper, *, days: int
) -> TheirPaper:
    """The changed version, printed."""
    content = their_baa.as_pdf(CLIENT, days="ten (10)")
    return _bring(teller, engagement, paper("Kestrel BAA.pdf", content), before, days=days)


def review(teller: Teller, engagement: Engagement, held: TheirPaper, *, days: int) -> None:
    """A person confirms every place that is proposed, and the time for the notice of a breach."""
    by = teller.consultant
    with teller.inside(engagement, by):
        told = [
            Decision(
                one.id,
                Judgement.HERE,
                held.proposals[one.id]["page"],
                held.proposals[one.id]["words"],
            )
            for one in required_elements(AgreementKind.BAA)
        ]
        clock = held.proposed_notice or {}
        notice = NoticeTime(clock["number"], clock["unit"])
        actions.review_their_paper(
            paper=held, decisions=told, notice=notice, by=by, at=teller.at(days)
        )


def send(
    teller: Teller, engagement: Engagement, held: TheirPaper, *, client: User, days: int
) -> None:
    """To the client's signatory, as it is."""
    by, at, today = teller.consultant, teller.at(days), teller.day(days)
    offer = actions.Offer(
        client_name=CLIENT,
        partner_name=teller.partner.legal_name,
        client_signatory=client,
        client_title="Chief Operating Officer",
        partner_signatory=teller.signatory,
        partner_title="Managing Partner",
        effective_on=today,
        ends_on=None,
        sign_by=today + timedelta(days=14),
    )
    with teller.inside(engagement, by):
        agreement = actions.offer_their_paper(
            paper=their_paper(held.pk), offer=offer, by=by, at=at, today=today
        )
        deliver(agreement, at=at)


def _bring(
    teller: Teller,
    engagement: Engagement,
    received: Received,
    before: TheirPaper | None,
    *,
    days: int,
) -> TheirPaper:
    by, at = teller.consultant, teller.at(days)
    with teller.inside(engagement, by):
        fresh = Engagement.objects.get(pk=engagement.pk)
        kept = actions.receive_their_paper(
            engagement=fresh, received=received, follows=before, by=by, at=at
        )
        made = take_in(their_paper(kept.pk), store=default_store())
        actions.note_reading(paper_id=kept.pk, taken=made.taken, copy=made.copy, at=at)
        return their_paper(kept.pk)
