"""A BAA from template to seal, with everybody's part in it.

What a worker does with it (making the document, sealing it) is done here, on the day of the story.
The transaction is still open then, so no worker sees the agreement before that is done.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256

from compliance.agreements import actions
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.queries import papers_of, proposed_values
from compliance.agreements.rendering import render_document
from compliance.agreements.rules import CURRENT_DISCLOSURE, Side, button_words
from compliance.agreements.sealing import seal
from compliance.pdf.authority import open_authority
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.demo.stories.teller import Teller
from portal.files.store import default_store

PARTICULARS = {
    "client.address": "400 Harbor View, Portland, ME 04101",
    "partner.address": "18 Foundry Street, Boston, MA 02110",
    "services.agreement": "Services Agreement of 1 September 2026",
    "governing_law": "the State of Maine",
}


def enter_templates(teller: Teller, *, days: int) -> None:
    """Enter the templates that come with the portal."""
    by = teller.consultant
    with teller.at_home(by):
        actions.fill_templates(partner=teller.partner, by=by, at=teller.at(days))


def send_baa(
    teller: Teller,
    engagement: Engagement,
    *,
    client: User,
    days: int,
    last_day: date | None = None,
    breach_days: int = 5,
) -> None:
    """Prepare the BAA from its template and send it to the client's signatory."""
    by, at, today = teller.consultant, teller.at(days), teller.day(days)
    with teller.inside(engagement, by):
        template = AgreementTemplate.objects.of_partner(teller.partner.pk).current().get(key="baa")
        fresh = Engagement.objects.get(pk=engagement.pk)
        agreement = actions.prepare_agreement(
            engagement=fresh,
            template=template,
            values={
                **proposed_values(fresh, template, today=today),
                **PARTICULARS,
                "agreement.last_day": last_day,
                "breach_notice_days": breach_days,
            },
            client_signatory=client,
            partner_signatory=teller.signatory,
            sign_by=today + timedelta(days=14),
            by=by,
            at=at,
            today=today,
        )
        deliver(agreement, at=at)


def deliver(agreement: Agreement, *, at: datetime) -> None:
    """Make the document and send it, as a worker does."""
    made = render_document(agreement)
    actions.send(
        agreement_id=agreement.pk,
        stored=default_store().put_bytes(made.pdf),
        pages=made.pages,
        places=made.places,
        at=at,
    )


def sign_baa(teller: Teller, engagement: Engagement, *, client: User, days: int) -> None:
    """The client signs, the partner countersigns, the portal seals it."""
    with teller.inside(engagement, client):
        _sign(teller, engagement, Side.CLIENT, by=client, title="Chief Executive", days=days)
    with teller.inside(engagement, teller.signatory):
        by = teller.signatory
        _sign(teller, engagement, Side.PARTNER, by=by, title="Managing Partner", days=days - 1)
        _seal(teller, engagement, days=days - 1)


def _sign(
    teller: Teller, engagement: Engagement, side: Side, *, by: User, title: str, days: int
) -> None:
    at = teller.at(days)
    agreement = _agreement(engagement)
    opened = actions.open_document(
        agreement=agreement, copy=actions.Copy.TEXT, by=by, at=at - timedelta(minutes=12)
    )
    actions.sign(
        agreement=opened,
        side=side,
        intent=actions.Intent(
            typed_name=by.name,
            typed_title=title,
            authority_confirmed=True,
            accepted_disclosure=CURRENT_DISCLOSURE,
            pressed=button_words(side, opened.of_kind, opened.party(side)),
            shown_sha256=opened.document_sha256,
        ),
        seen=actions.Circumstances(
            factor_type="totp",
            factor_at=at - timedelta(seconds=20),
            session_digest=sha256(b"demonstration").hexdigest(),
            ip="127.0.0.1",
            user_agent="Demonstration",
            time_zone="America/New_York",
        ),
        by=by,
        at=at,
    )


def _seal(teller: Teller, engagement: Engagement, *, days: int) -> None:
    at, store = teller.at(days), default_store()
    papers = papers_of(_agreement(engagement).pk)
    shown = store.path(papers.agreement.document_sha256).read_bytes()
    made = seal(papers, shown, authority=open_authority(clock=lambda: at), at=at)
    actions.execute(
        agreement_id=papers.agreement.pk,
        stored=store.put_bytes(made.pdf),
        pages=made.pages,
        at=at,
    )


def _agreement(engagement: Engagement) -> Agreement:
    found: Agreement = Agreement.objects.of_engagement(engagement).with_people().get()
    return found
