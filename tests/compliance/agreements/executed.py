"""An agreement with its signatures as they come out of the database, without one."""

from datetime import UTC, date, datetime, timedelta

from compliance.agreements import library, rules
from compliance.agreements.models import Agreement, AgreementTemplate, Signature
from compliance.agreements.queries import Papers
from compliance.agreements.rules import Side
from portal.accounts.models import Organization, User

AT = datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
SAMUEL = User(name="Samuel Sign", email="samuel@example.test")
PAVEL = User(name="Pavel Prime", email="pavel@example.test")
CARLA = User(name="Carla Consult", email="carla@example.test")


def agreement(**values: object) -> Agreement:
    """The portal's BAA, filled, sent and waiting for nothing but its seal."""
    source = library.read("baa.md")
    read = rules.parse_template(source)
    given = {one.name: one.default or one.label for one in read.placeholders if not one.blank} | {
        "agreement.effective_date": date(2026, 3, 2),
        "client.legal_name": "Lakeview Clinic Inc.",
        "client.hipaa_role": "a covered entity",
        "partner.legal_name": "Northgate AI LLC",
    }
    clean = rules.read_values(read, given | values)
    named = rules.particulars(clean)
    template = AgreementTemplate(title=read.title, version=read.version)
    return Agreement(
        org=Organization(time_zone="America/New_York"),
        kind="baa",
        title=read.title,
        template=template,
        template_version=read.version,
        template_sha256=rules.sha256_of(source),
        text=rules.fill(read, clean),
        client_name=named.client_name,
        partner_name=named.partner_name,
        client_signatory=SAMUEL,
        partner_signatory=PAVEL,
        sender=CARLA,
        state="countersigned",
        effective_on=named.effective_on,
        prepared_at=AT - timedelta(days=2),
        sent_at=AT - timedelta(days=2) + timedelta(seconds=5),
        client_opened_at=AT - timedelta(days=1),
        client_signed_at=AT - timedelta(hours=20),
        partner_opened_at=AT - timedelta(minutes=9),
        countersigned_at=AT - timedelta(seconds=9),
    )


def signature(paper: Agreement, side: Side, at: datetime) -> Signature:
    """One side's signature with all its evidence."""
    signer = paper.signatory(side)
    opened = paper.opened_at(side)
    return Signature(
        agreement=paper,
        side=side,
        organisation=paper.party(side),
        signer=signer,
        signer_email=signer.email,
        typed_name=signer.name,
        typed_title="Chief Executive Officer" if side is Side.CLIENT else "Managing Partner",
        authority=rules.authority_words(paper.party(side)),
        disclosure=rules.CURRENT_DISCLOSURE,
        disclosure_sha256=rules.DISCLOSURE_SHA256[rules.CURRENT_DISCLOSURE],
        accepted_at=at,
        opened_at=opened,
        shown_sha256=paper.document_sha256,
        button=rules.button_words(side, paper.of_kind, paper.party(side)),
        factor_type="totp" if side is Side.CLIENT else "webauthn",
        factor_at=at - timedelta(seconds=42),
        session_digest="5e" * 32,
        ip="203.0.113.7" if side is Side.CLIENT else "2001:db8::7",
        user_agent="Firefox",
        time_zone="America/New_York" if side is Side.CLIENT else "",
        signed_at=at,
    )


def papers(paper: Agreement) -> Papers:
    """The agreement with both signatures."""
    return Papers(
        agreement=paper,
        signatures={
            Side.CLIENT: signature(paper, Side.CLIENT, paper.client_signed_at),
            Side.PARTNER: signature(paper, Side.PARTNER, paper.countersigned_at),
        },
        trail=None,
    )
