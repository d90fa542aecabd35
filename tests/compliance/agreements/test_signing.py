"""Signing: in order, by the right person, once, with everything kept; and every refusal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from compliance.agreements import actions
from compliance.agreements.models import Agreement, Signature
from compliance.agreements.rules import (
    CURRENT_DISCLOSURE,
    DISCLOSURE_SHA256,
    EndingRefused,
    Side,
    SigningReason,
    SigningRefused,
    StepRefused,
)
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.papers import FACTOR, SEEN


def told(action):
    return [event.told for event in AuditEvent.objects.filter(action=action).chained()]


def test_the_clients_signature_is_kept_with_all_its_evidence(cast, sent, signed):
    with cast.at(cast.lakeview):
        (signature,) = Signature.objects.all()

        assert signed.state == "client_signed"
        assert signature.signer == cast.samuel
        assert (signature.typed_name, signature.typed_title, signature.organisation) == (
            "Samuel Sign",
            "Chief Executive Officer",
            "Lakeview Clinic Inc.",
        )
        assert signature.shown_sha256 == sent.document_sha256
        assert signature.button == "Sign the BAA for Lakeview Clinic Inc."
        assert "authorised to sign this agreement for Lakeview Clinic Inc." in signature.authority
        assert signature.disclosure_sha256 == DISCLOSURE_SHA256[CURRENT_DISCLOSURE]
        assert (signature.factor_type, signature.factor_at) == ("totp", FACTOR)
        assert (signature.ip, signature.user_agent) == ("203.0.113.7", "Firefox")
        assert signature.opened_at == NOON - timedelta(hours=1)
        assert signature.signed_at == signature.accepted_at == NOON
        (event,) = told("compliance.agreement.signed")
        assert event["data"]["sha256"] == sent.document_sha256


def test_then_the_partners_signatory_is_asked(cast, signed):
    with cast.at(cast.lakeview):
        mail = Mail.objects.get(subject__contains="please countersign")

        assert mail.to == cast.pavel.email


def test_after_the_countersignature_the_seal_is_asked_for(cast, countersigned):
    with cast.at(cast.lakeview):
        assert countersigned.state == "countersigned"
        assert Signature.objects.count() == 2
        assert Job.objects.filter(name="compliance.seal_agreement").count() == 1
        assert not Mail.objects.filter(subject__startswith="Executed").exists()


def refusal(cast, agreement, side, **changes):
    with cast.at(cast.lakeview):
        state, signatures = agreement.state, Signature.objects.count()
        with pytest.raises(SigningRefused) as refused:
            papers.sign(cast, agreement, side, **changes)
        assert Agreement.objects.get().state == state
        assert Signature.objects.count() == signatures
    return refused.value.reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"typed_name": "  "}, SigningReason.NO_NAME_OR_TITLE),
        ({"typed_name": "Lena Lake"}, SigningReason.ANOTHER_NAME),
        ({"authority_confirmed": False}, SigningReason.NO_AUTHORITY),
        ({"accepted_disclosure": None}, SigningReason.NO_CONSENT),
        ({"accepted_disclosure": "electronic-records-v0"}, SigningReason.NO_CONSENT),
        ({"pressed": "Decline"}, SigningReason.BUTTON_NOT_PRESSED),
        ({"shown_sha256": "0" * 64}, SigningReason.DOCUMENT_CHANGED),
        ({"shown_sha256": ""}, SigningReason.DOCUMENT_CHANGED),
        ({"seen": replace(SEEN, factor_at=None)}, SigningReason.SECOND_FACTOR_NEEDED),
        (
            {"seen": replace(SEEN, factor_at=NOON - timedelta(minutes=6))},
            SigningReason.SECOND_FACTOR_NEEDED,
        ),
        ({"at": NOON + timedelta(days=16)}, SigningReason.TOO_LATE),
    ],
)
def test_whatever_does_not_hold_is_refused_and_nothing_is_signed(cast, sent, changes, reason):
    assert refusal(cast, sent, Side.CLIENT, **changes) is reason


@pytest.mark.parametrize("who", ["lena", "mona", "pavel", "ada"])
def test_nobody_signs_for_the_client_but_its_named_signatory(cast, sent, who):
    somebody = getattr(cast, who)

    assert refusal(cast, sent, Side.CLIENT, by=somebody) is SigningReason.NOT_THE_SIGNATORY


def test_the_sender_never_signs_for_the_client(cast, sent):
    assert refusal(cast, sent, Side.CLIENT, by=cast.carla) is SigningReason.SENDER_MAY_NOT_SIGN


def test_the_partner_cannot_sign_before_the_client(cast, sent):
    assert refusal(cast, sent, Side.PARTNER) is SigningReason.NOT_YOUR_TURN


def test_who_signed_for_the_client_cannot_countersign(cast, signed):
    assert refusal(cast, signed, Side.PARTNER, by=cast.samuel) is SigningReason.NOT_THE_SIGNATORY


def test_the_same_signature_sent_again_is_refused(cast, sent, signed):
    assert refusal(cast, signed, Side.CLIENT) is SigningReason.NOT_YOUR_TURN


def test_a_signature_from_before_another_one_is_refused_as_a_replay(cast, sent, countersigned):
    assert refusal(cast, countersigned, Side.PARTNER) is SigningReason.NOT_YOUR_TURN


def test_without_having_opened_the_document_nobody_signs(cast, engagement, template):
    with cast.at(cast.lakeview):
        unread = papers.send(papers.prepare(cast, engagement, template))

    assert refusal(cast, unread, Side.CLIENT) is SigningReason.NOT_OPENED


def test_the_database_keeps_signatures_as_they_were_made(cast, signed):
    for change in ({"typed_name": "Somebody else"}, {"shown_sha256": "0" * 64}):
        with pytest.raises(IntegrityError, match="never changed"), cast.at(cast.lakeview):
            Signature.objects.update(**change)
    with pytest.raises(IntegrityError, match="never changed"), cast.at(cast.lakeview):
        Signature.objects.all().delete()


def test_the_database_takes_one_signature_for_each_side(cast, signed):
    with cast.at(cast.lakeview):
        again = Signature.objects.get()
    again.pk = None

    with pytest.raises(IntegrityError, match="one_signature_per_side"), cast.at(cast.lakeview):
        again.make(at=NOON)


# Declining, voiding, paper


def test_the_signatory_declines_with_a_reason_and_the_sender_is_told(cast, sent):
    with cast.at(cast.lakeview):
        actions.decline(agreement=sent, reason=" Clause 4.7 ", by=cast.samuel, at=NOON)

        declined = Agreement.objects.get()
        assert (declined.state, declined.reason, declined.ended_by) == (
            "declined",
            "Clause 4.7",
            cast.samuel,
        )
        mail = Mail.objects.get(subject__startswith="Declined")
        assert mail.to == cast.carla.email
        assert "Clause 4.7" not in mail.text


def test_when_the_partner_declines_the_client_who_signed_is_told_too(cast, signed):
    with cast.at(cast.lakeview):
        actions.decline(agreement=signed, reason="The scope changed", by=cast.pavel, at=NOON)

        told_by_mail = Mail.objects.filter(subject__startswith="Declined")
        assert set(told_by_mail.values_list("to", flat=True)) == {
            cast.carla.email,
            cast.samuel.email,
        }


@pytest.mark.parametrize("who", ["lena", "pavel", "carla"])
def test_nobody_declines_for_the_signatory(cast, sent, who):
    with cast.at(cast.lakeview):
        with pytest.raises(EndingRefused, match="whose turn it is"):
            actions.decline(agreement=sent, reason="No", by=getattr(cast, who), at=NOON)

        assert Agreement.objects.get().state == "sent"


def test_after_declining_nothing_can_be_signed(cast, sent):
    with cast.at(cast.lakeview):
        actions.decline(agreement=sent, reason="No", by=cast.samuel, at=NOON)
        sent.refresh_from_db()

    assert refusal(cast, sent, Side.CLIENT) is SigningReason.NOT_YOUR_TURN


def test_the_partner_makes_it_void_with_a_reason_and_the_signatory_is_told(cast, sent):
    with cast.at(cast.lakeview):
        actions.make_void(agreement=sent, reason="Wrong address", by=cast.carla, at=NOON)

        assert Agreement.objects.get().state == "void"
        assert Mail.objects.get(subject__startswith="Void").to == cast.samuel.email


def test_what_was_never_sent_is_made_void_in_silence(cast, engagement, template):
    with cast.at(cast.lakeview):
        prepared = papers.prepare(cast, engagement, template)
        actions.make_void(agreement=prepared, reason="Wrong address", by=cast.carla, at=NOON)

        assert not Mail.objects.filter(subject__startswith="Void").exists()


def test_what_both_have_signed_is_not_made_void(cast, countersigned):
    with cast.at(cast.lakeview):
        with pytest.raises(StepRefused, match="signed by both and being sealed"):
            actions.make_void(agreement=countersigned, reason="Late", by=cast.carla, at=NOON)

        assert Agreement.objects.get().state == "countersigned"


def test_whoever_would_rather_have_paper_says_so_and_may_still_sign(cast, sent):
    with cast.at(cast.lakeview):
        asked = actions.ask_for_paper(agreement=sent, by=cast.samuel, at=NOON)

        assert (asked.paper_asked_at, asked.state) == (NOON, "sent")
        mail = Mail.objects.get(subject__contains="on paper")
        assert (mail.to, mail.reply_to) == (cast.carla.email, cast.samuel.email)
        with pytest.raises(EndingRefused, match="Only the client's signatory"):
            actions.ask_for_paper(agreement=sent, by=cast.lena, at=NOON)
