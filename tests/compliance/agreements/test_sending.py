"""Templates are entered, agreements prepared and sent; what must not be sent is refused."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError

from compliance.agreements import actions, library
from compliance.agreements.models import Agreement, AgreementTemplate
from compliance.agreements.rules import SendingRefused, TemplateIncomplete, ValuesRefused
from engagements.lifecycle.rules import EngagementClosed
from portal.audit.models import AuditEvent
from portal.files.store import default_store
from portal.jobs.models import Job
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers


def told(action):
    return [event.told for event in AuditEvent.objects.filter(action=action).chained()]


# The register


def test_a_partner_gets_the_templates_of_the_portal_once(cast):
    with cast.at(cast.northgate, cast.nadia):
        first = actions.fill_templates(partner=cast.northgate, by=cast.nadia, at=NOON)
        again = actions.fill_templates(partner=cast.northgate, by=cast.nadia, at=NOON)

        assert (first, again) == (2, 0)
        assert set(AgreementTemplate.objects.values_list("key", "number")) == {
            ("baa", 1),
            ("nda", 1),
        }


def test_clients_read_the_register_and_cannot_write_it(cast, template):
    with cast.at(cast.lakeview, cast.lena):
        assert AgreementTemplate.objects.count() == 2
        with pytest.raises(DatabaseError):
            actions.enter_template(
                partner=cast.northgate,
                key="baa",
                source=library.read("baa.md"),
                by=cast.lena,
                at=NOON,
            )


def test_another_partner_does_not_see_the_register(cast, template):
    with cast.at(cast.southbank, cast.sora):
        assert not AgreementTemplate.objects.exists()


def test_a_template_is_followed_and_never_changed(cast, template):
    with cast.at(cast.northgate, cast.nadia):
        source = library.read("baa.md").replace('version = "2026.1"', 'version = "2026.2"')
        later = actions.enter_template(
            partner=cast.northgate, key="baa", source=source, by=cast.nadia, at=NOON
        )

        assert (later.number, later.version) == (2, "2026.2")
        assert AgreementTemplate.objects.get(pk=template.pk).source == template.source
    with pytest.raises(IntegrityError, match="never changed"), cast.at(cast.northgate):
        AgreementTemplate.objects.filter(pk=template.pk).update(source="Anything")


# Preparing


def test_a_prepared_agreement_keeps_its_text_its_template_and_its_people(
    cast, engagement, template
):
    with cast.at(cast.lakeview, cast.carla):
        agreement = papers.prepare(cast, engagement, template)

        assert agreement.state == "preparing"
        assert agreement.template_sha256 == template.sha256
        assert "**Lakeview Clinic Inc.**" in agreement.text
        assert "{{" not in agreement.text
        assert (agreement.client_name, agreement.effective_on) == (
            "Lakeview Clinic Inc.",
            papers.TODAY,
        )
        assert agreement.values["breach_notice_days"] == 5
        assert Job.objects.filter(name="compliance.render_agreement").count() == 1
        assert not Mail.objects.filter(subject__contains="asks you to sign").exists()


def refused(cast, engagement, template, kind, **changes):
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(kind) as refusal:
            papers.prepare(cast, engagement, template, **changes)
        assert not Agreement.objects.exists()
        assert not Job.objects.filter(name="compliance.render_agreement").exists()
    return str(refusal.value)


def test_values_that_the_law_does_not_allow_are_refused_and_nothing_is_made(
    cast, engagement, template
):
    values = papers.values(cast, breach_notice_days="61", governing_law="")

    sentence = refused(cast, engagement, template, ValuesRefused, values=values)

    assert "45 CFR 164.410(b)" in sentence
    assert "State whose law governs is missing." in sentence


def test_a_template_that_lacks_an_element_is_refused_and_names_it(cast, engagement, template):
    with cast.at(cast.northgate, cast.nadia):
        source = library.read("baa.md").replace("<!-- element: return-or-destroy -->\n", "")
        lacking = actions.enter_template(
            partner=cast.northgate, key="baa", source=source, by=cast.nadia, at=NOON
        )

    sentence = refused(cast, engagement, lacking, TemplateIncomplete)

    assert "Return or destruction at the end" in sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client_signatory": "lena"}, "Lena Lake is not a signatory of the client."),
        ({"client_signatory": "quinn"}, "Quinn Quay is not a signatory of the client."),
        ({"partner_signatory": "carla"}, "Carla Consult is not a signatory of the partner."),
        ({"by": "samuel"}, "You send this agreement, so you cannot sign it for the client."),
    ],
)
def test_only_signatories_are_asked_and_never_the_sender(
    cast, engagement, template, changes, sentence
):
    people = {name: getattr(cast, who) for name, who in changes.items()}

    assert sentence in refused(cast, engagement, template, SendingRefused, **people)


def test_the_last_day_to_sign_lies_ahead(cast, engagement, template):
    yesterday = papers.TODAY - timedelta(days=1)

    assert refused(cast, engagement, template, SendingRefused, sign_by=yesterday) == (
        "The last day to sign lies in the past."
    )


def test_nothing_is_sent_in_a_closed_engagement(cast, engagement, template):
    with cast.at(cast.lakeview):
        engagement.close(on=papers.TODAY)
    assert "closed" in refused(cast, engagement, template, EngagementClosed)


def test_one_baa_at_a_time_is_out_for_signature(cast, engagement, template, sent):
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(SendingRefused, match="A BAA is already out for signature"):
            papers.prepare(cast, engagement, template)

        assert Agreement.objects.count() == 1


def test_an_nda_may_go_out_beside_a_baa(cast, engagement, sent):
    nda = papers.templates(cast)["nda"]
    values = papers.values(cast) | {
        "purpose": "reviewing audit reports",
        "confidence_years": "three years",
        "notice_days": 30,
    }

    with cast.at(cast.lakeview, cast.carla):
        agreement = papers.prepare(cast, engagement, nda, values=values)

    assert agreement.kind == "nda"


def test_an_agreement_cannot_be_made_from_another_partners_template(cast, engagement):
    with cast.at(cast.southbank, cast.sora):
        actions.fill_templates(partner=cast.southbank, by=cast.sora, at=NOON)
        foreign = AgreementTemplate.objects.get(key="baa")

    with pytest.raises(IntegrityError), cast.at(cast.lakeview, cast.carla):
        papers.prepare(cast, engagement, foreign)


# Sending


def test_when_the_document_is_there_the_signatory_gets_a_mail_with_the_link(cast, engagement, sent):
    with cast.at(cast.lakeview):
        mail = Mail.objects.get(subject__contains="asks you to sign")

        assert sent.state == "sent"
        assert mail.to == cast.samuel.email
        assert mail.reply_to == cast.carla.email
        assert f"/o/{cast.lakeview.slug}/e/{engagement.pk}/agreements/{sent.pk}/\n" in mail.text
        assert "PHI" not in mail.text
        (event,) = told("compliance.agreement.sent")
        assert event["data"]["sha256"] == sent.document_sha256
        assert event["by"]["name"] == "Carla Consult"


def test_long_names_of_parties_give_a_file_name_that_fits(cast, engagement, template):
    names = {"client.legal_name": "Clinic " * 42, "partner.legal_name": "Partner/" * 37}
    with cast.at(cast.lakeview, cast.carla):
        values = papers.values(cast) | names
        document = papers.send(papers.prepare(cast, engagement, template, values=values)).document

        assert len(document.name) <= 120
        assert document.name.endswith(".pdf")
        assert "/" not in document.name


def test_sending_twice_sends_once(cast, sent):
    stored = default_store().put_bytes(b"%PDF-1.7 another")

    with cast.at(cast.lakeview):
        actions.send(agreement_id=sent.pk, stored=stored, pages=1, places=papers.PLACES, at=NOON)

        assert Agreement.objects.get().document_sha256 == sent.document_sha256
        assert Mail.objects.filter(subject__contains="asks you to sign").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another text"},
        {"document_sha256": "0" * 64},
        {"effective_on": date(2020, 1, 1)},
        {"client_name": "Somebody else"},
    ],
)
def test_what_was_sent_is_not_changed_not_even_by_the_portal(cast, sent, change):
    with pytest.raises(IntegrityError, match="never changed"), cast.at(cast.lakeview):
        Agreement.objects.filter(pk=sent.pk).update(**change)


def test_no_agreement_is_deleted(cast, sent):
    with pytest.raises(IntegrityError, match="never changed or deleted"), cast.at(cast.lakeview):
        Agreement.objects.filter(pk=sent.pk).delete()


def test_another_client_does_not_see_it(cast, sent):
    with cast.at(cast.harbor, cast.hugo):
        assert not Agreement.objects.exists()


# Opening


def test_who_opens_it_is_in_the_trail_and_the_first_time_of_a_signatory_is_kept(cast, sent):
    with cast.at(cast.lakeview):
        actions.open_document(agreement=sent, copy=actions.Copy.DOCUMENT, by=cast.samuel, at=NOON)

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().client_opened_at == NOON - timedelta(hours=1)
        assert [event["by"]["name"] for event in told("compliance.agreement.read")] == [
            "Samuel Sign",
            "Pavel Prime",
            "Samuel Sign",
        ]


def test_opening_what_was_not_sent_is_nobodys_evidence(cast, engagement, template):
    with cast.at(cast.lakeview):
        prepared = papers.prepare(cast, engagement, template)
        actions.open_document(agreement=prepared, copy=actions.Copy.TEXT, by=cast.samuel, at=NOON)

    with cast.at(cast.lakeview):
        assert Agreement.objects.get().client_opened_at is None
        assert told("compliance.agreement.read") == []


def test_there_is_no_executed_copy_before_it_is_executed(cast, sent):
    with cast.at(cast.lakeview), pytest.raises(actions.NotThere, match="not executed yet"):
        actions.open_document(agreement=sent, copy=actions.Copy.EXECUTED, by=cast.lena, at=NOON)


# Signing in time


def test_what_nobody_signs_in_time_expires_and_the_sender_is_told(cast, sent):
    with cast.at(cast.lakeview):
        late = NOON + timedelta(days=16)

        actions.let_expire(agreement_id=sent.pk, at=NOON)
        early = Agreement.objects.get().state
        actions.let_expire(agreement_id=sent.pk, at=late)

        assert early == "sent"
        assert Agreement.objects.get().state == "expired"
        assert Mail.objects.get(subject__startswith="Not signed in time").to == cast.carla.email


def test_the_portal_looks_again_after_the_last_day_where_the_client_is(cast, sent):
    with cast.at(cast.lakeview):
        job = Job.objects.get(name="compliance.expire_agreement")

        midnight_in_new_york = timedelta(days=15, hours=5) - timedelta(hours=12)
        assert abs(job.not_before - job.created_at - midnight_in_new_york) < timedelta(seconds=5)
