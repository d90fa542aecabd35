"""Agreements for tests: prepared, sent and signed by the cast, through the real actions."""

from dataclasses import replace
from datetime import timedelta

from compliance.agreements import actions
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.queries import agreement_at
from compliance.agreements.rules import CURRENT_DISCLOSURE, Place, Side, button_words
from engagements.lifecycle.models import Engagement
from portal.files.store import default_store
from tests.cast import NOON
from tests.papers import received

TODAY = NOON.date()
SIGN_BY = TODAY + timedelta(days=14)
PLACES = {
    Side.CLIENT: Place(0, (60.0, 400.0, 300.0, 480.0)),
    Side.PARTNER: Place(0, (60.0, 200.0, 300.0, 280.0)),
}
FACTOR = NOON - timedelta(seconds=60)
SEEN = actions.Circumstances(
    factor_type="totp",
    factor_at=FACTOR,
    session_digest="5" * 64,
    ip="203.0.113.7",
    user_agent="Firefox",
    time_zone="America/New_York",
)
PDF = b"%PDF-1.7\n% what is shown\n%%EOF\n"


def engagement_of(cast, *, title="Notes assistant", org=None):
    """A new engagement of Lakeview with Northgate."""
    client = org or cast.lakeview
    with cast.at(client, cast.carla):
        return Engagement(
            org=client,
            partner=cast.northgate,
            title=title,
            client_name=client.name,
            client_slug=client.slug,
            lead=cast.carla,
        ).begin(at=NOON)


def templates(cast):
    """Northgate's register, filled with the portal's templates; by key."""
    with cast.at(cast.northgate, cast.nadia):
        actions.fill_templates(partner=cast.northgate, by=cast.nadia, at=NOON)
        return {one.key: one for one in AgreementTemplate.objects.all()}


def values(cast, **changes):
    """Everything the BAA asks for."""
    return {
        "agreement.effective_date": TODAY,
        "client.legal_name": cast.lakeview.legal_name,
        "client.address": "12 Shore Road, Duluth, Minnesota 55802",
        "client.hipaa_role": "a covered entity",
        "client.notices": "Lena Lake, lena@example.test",
        "partner.legal_name": cast.northgate.legal_name,
        "partner.address": "400 Harbor Street, Boston, Massachusetts 02110",
        "partner.notices": "Pavel Prime, pavel@example.test",
        "services.description": "deploying and maintaining a language model",
        "services.agreement": "the Services Agreement of 2 November 2026",
        "phi.places": "the United States of America",
        "breach_notice_days": "5",
        "incident_notice_days": 10,
        "access_days": 10,
        "amendment_days": 15,
        "accounting_days": 15,
        "cure_days": 30,
        "return_days": 30,
        "governing_law": "Minnesota",
    } | changes


def prepare(cast, engagement, template, **changes):
    """The BAA, prepared by Carla for Samuel and Pavel to sign; inside Lakeview."""
    asked = {
        "values": values(cast),
        "client_signatory": cast.samuel,
        "partner_signatory": cast.pavel,
        "sign_by": SIGN_BY,
        "by": cast.carla,
        "at": NOON,
        "today": TODAY,
    }
    return actions.prepare_agreement(engagement=engagement, template=template, **asked | changes)


def send(agreement, *, content=PDF):
    """As the worker does, with any bytes for the document."""
    stored = default_store().put_bytes(content)
    return actions.send(agreement_id=agreement.pk, stored=stored, pages=1, places=PLACES, at=NOON)


def sent(cast, engagement, template, **changes):
    """Prepared, sent, and opened by both signatories."""
    with cast.at(cast.lakeview, cast.carla):
        agreement = send(prepare(cast, engagement, template, **changes))
        for reader in (cast.samuel, cast.pavel):
            actions.open_document(
                agreement=agreement, copy=actions.Copy.TEXT, by=reader, at=NOON - timedelta(hours=1)
            )
        return agreement_at(engagement, agreement.pk)


def intent(agreement: Agreement, side: Side, **changes):
    """What somebody says who means to sign."""
    return replace(
        actions.Intent(
            typed_name="Samuel Sign" if side is Side.CLIENT else "Pavel Prime",
            typed_title="Chief Executive Officer" if side is Side.CLIENT else "Managing Partner",
            authority_confirmed=True,
            accepted_disclosure=CURRENT_DISCLOSURE,
            pressed=button_words(side, agreement.of_kind, agreement.party(side)),
            shown_sha256=agreement.document_sha256,
        ),
        **changes,
    )


def sign(cast, agreement, side, *, by=None, at=NOON, seen=SEEN, **changes):
    """Sign for one side as its signatory; inside Lakeview."""
    return actions.sign(
        agreement=agreement,
        side=side,
        intent=intent(agreement, side, **changes),
        seen=seen,
        by=by or (cast.samuel if side is Side.CLIENT else cast.pavel),
        at=at,
    )


def brought(cast, engagement, **changes):
    """The client's own paper, taken in by Carla."""
    with cast.at(cast.lakeview, cast.carla):
        asked = {"received": received("baa.pdf"), "by": cast.carla, "at": NOON}
        return actions.receive_their_paper(engagement=engagement, **asked | changes)


def execute(agreement, *, at=NOON):
    """As the worker does, with any bytes for the sealed file."""
    stored = default_store().put_bytes(b"%PDF-1.7 sealed")
    return actions.execute(agreement_id=agreement.pk, stored=stored, pages=9, at=at)
