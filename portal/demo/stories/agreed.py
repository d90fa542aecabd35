"""A BAA from template to seal, with everybody's part in it. These steps happen at the present."""

from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from compliance.agreements import actions
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.queries import proposed_values
from compliance.agreements.rules import CURRENT_DISCLOSURE, Side, button_words
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.demo.drain import drain
from portal.demo.stories.teller import Teller

PARTICULARS = {
    "client.address": "400 Harbor View, Portland, ME 04101",
    "partner.address": "18 Foundry Street, Boston, MA 02110",
    "services.agreement": "Services Agreement of 1 September 2026",
    "governing_law": "the State of Maine",
}


def enter_templates(teller: Teller) -> None:
    """Enter the templates that come with the portal."""
    with teller.at_home(teller.consultant):
        actions.fill_templates(partner=teller.partner, by=teller.consultant, at=timezone.now())


def execute_baa(teller: Teller, engagement: Engagement, *, client: User) -> None:
    """Send the BAA; the client signs, the partner countersigns, the portal seals it."""
    send_baa(teller, engagement, client=client)
    _sign(teller, engagement, Side.CLIENT, by=client, title="Chief Executive Officer")
    _sign(teller, engagement, Side.PARTNER, by=teller.signatory, title="Managing Partner")
    drain()


def send_baa(teller: Teller, engagement: Engagement, *, client: User) -> None:
    """Prepare the BAA from its template; the worker makes the document and it goes out."""
    carla, now = teller.consultant, timezone.now()
    with teller.inside(engagement, carla):
        template = AgreementTemplate.objects.of_partner(teller.partner.pk).current().get(key="baa")
        fresh = Engagement.objects.get(pk=engagement.pk)
        known = proposed_values(fresh, template, today=teller.day())
        actions.prepare_agreement(
            engagement=fresh,
            template=template,
            values={**known, **PARTICULARS},
            client_signatory=client,
            partner_signatory=teller.signatory,
            sign_by=teller.day() + timedelta(days=14),
            by=carla,
            at=now,
            today=teller.day(),
        )
    drain()


def _sign(teller: Teller, engagement: Engagement, side: Side, *, by: User, title: str) -> None:
    with teller.inside(engagement, by):
        agreement = Agreement.objects.of_engagement(engagement).with_people().get()
        now = timezone.now()
        opened = actions.open_document(agreement=agreement, copy=actions.Copy.TEXT, by=by, at=now)
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
                factor_at=now - timedelta(seconds=20),
                session_digest=sha256(b"demonstration").hexdigest(),
                ip="127.0.0.1",
                user_agent="Demonstration",
                time_zone="America/New_York",
            ),
            by=by,
            at=now,
        )
