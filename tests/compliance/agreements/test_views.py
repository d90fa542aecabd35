"""Agreements through their pages: prepared, read, signed by both, ended."""

from datetime import timedelta
from urllib.parse import urlparse

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.agreements import actions
from compliance.agreements.models import Agreement, AgreementTemplate, Signature
from compliance.agreements.rules import CURRENT_DISCLOSURE, Side
from tests.cast import NOON


@pytest.fixture
def template(cast, engagement):
    with cast.at(cast.northgate, cast.carla):
        actions.fill_templates(partner=cast.northgate, by=cast.carla, at=NOON)
        return AgreementTemplate.objects.get(key="baa")


def page(engagement, name, *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def filled(template, cast):
    values = {}
    for gap in template.read.placeholders:
        kind = {"date": "2026-12-01", "days": "10"}.get(gap.type.value, "Some words")
        values[gap.name] = gap.options[0] if gap.options else kind
    return values | {
        "client_signatory": str(cast.samuel.pk),
        "partner_signatory": str(cast.pavel.pk),
        "sign_by": (timezone.now() + timedelta(days=10)).date().isoformat(),
    }


@pytest.fixture
def sent(cast, engagement, template, sign_in, run_jobs):
    sign_in(cast.carla).post(
        page(engagement, "agreement-new", template.pk), filled(template, cast) | {"send": "1"}
    )
    run_jobs()
    with cast.at(cast.lakeview):
        return Agreement.objects.get()


def signing(agreement, side, words):
    return {
        "typed_name": agreement.signatory(side).name,
        "typed_title": "Director",
        "consent": CURRENT_DISCLOSURE,
        "authority": "on",
        "shown_sha256": agreement.document_sha256,
        "pressed": words,
    }


def sign(browser, engagement, agreement, side, verb, party):
    browser.get(page(engagement, "agreement", agreement.pk))
    return browser.post(
        page(engagement, "agreement-sign", agreement.pk),
        signing(agreement, side, f"{verb} the BAA for {party}"),
    )


def test_the_tab_offers_the_templates_to_those_who_send(cast, engagement, template, sign_in):
    assert "Prepare: Business Associate Agreement" in (
        sign_in(cast.carla).get(page(engagement, "agreements")).text
    )
    assert "Prepare:" not in sign_in(cast.lena).get(page(engagement, "agreements")).text


def test_the_text_can_be_looked_at_before_it_is_sent(cast, engagement, template, sign_in):
    answer = sign_in(cast.carla).post(
        page(engagement, "agreement-new", template.pk), filled(template, cast) | {"preview": "1"}
    )

    assert answer.status_code == 200
    assert "The text with what you entered" in answer.text
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()


def test_a_gap_that_is_left_open_is_named_and_nothing_is_sent(cast, engagement, template, sign_in):
    values = filled(template, cast) | {"client.address": "", "send": "1"}

    answer = sign_in(cast.carla).post(page(engagement, "agreement-new", template.pk), values)

    assert answer.status_code == 422
    assert "Client: address is missing." in answer.text
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()


def test_both_sign_in_order_and_the_file_is_sealed(cast, engagement, sent, sign_in, run_jobs):
    client = sign(sign_in(cast.samuel), engagement, sent, Side.CLIENT, "Sign", sent.client_name)
    partner = sign(
        sign_in(cast.pavel), engagement, sent, Side.PARTNER, "Countersign", sent.partner_name
    )
    run_jobs()

    assert (client.status_code, partner.status_code) == (302, 302)
    with cast.at(cast.lakeview):
        sent.refresh_from_db()
        assert sent.state == "executed"
        assert sent.sealed_id is not None
    seen = sign_in(cast.lena).get(page(engagement, "agreement", sent.pk))
    assert "Executed copy" in seen.text


def test_the_partner_cannot_go_first(cast, engagement, sent, sign_in):
    answer = sign(
        sign_in(cast.pavel), engagement, sent, Side.PARTNER, "Countersign", sent.partner_name
    )

    assert answer.status_code == 409
    assert "It is not your turn to sign" in answer.text
    with cast.at(cast.lakeview):
        assert not Signature.objects.exists()


def test_signing_asks_for_a_fresh_second_factor(cast, engagement, sent, sign_in):
    stale = sign_in(cast.samuel, fresh=False)

    answer = stale.post(
        page(engagement, "agreement-sign", sent.pk), signing(sent, Side.CLIENT, "Sign")
    )

    assert urlparse(answer.url).path == reverse("mfa_reauthenticate")
    with cast.at(cast.lakeview):
        assert not Signature.objects.exists()


def test_who_is_no_signatory_has_no_page_to_sign_on(cast, engagement, sent, sign_in):
    for somebody in (cast.lena, cast.carla, cast.emil):
        answer = sign_in(somebody).get(page(engagement, "agreement-sign", sent.pk))

        assert answer.status_code == 403
    assert sign_in(cast.quinn).get(page(engagement, "agreement", sent.pk)).status_code == 404


def test_declining_asks_first_and_needs_a_reason(cast, engagement, sent, sign_in):
    browser, address = sign_in(cast.samuel), page(engagement, "agreement-end", sent.pk, "decline")

    asked = browser.get(address)
    empty = browser.post(address, {"reason": " "})
    done = browser.post(address, {"reason": "Clause 4 is too wide."})

    assert (asked.status_code, empty.status_code, done.status_code) == (200, 422, 302)
    with cast.at(cast.lakeview):
        sent.refresh_from_db()
    assert sent.state == "declined"


def test_only_the_partner_makes_it_void(cast, engagement, sent, sign_in):
    address = page(engagement, "agreement-end", sent.pk, "void")

    refused = sign_in(cast.lena).post(address, {"reason": "No."})
    done = sign_in(cast.carla).post(address, {"reason": "Wrong name."})

    assert (refused.status_code, done.status_code) == (403, 302)


def test_the_document_is_downloaded_as_it_was_hashed(cast, engagement, sent, sign_in):
    answer = sign_in(cast.samuel).get(page(engagement, "agreement-file", sent.pk, "document"))

    assert b"".join(answer).startswith(b"%PDF")
    early = sign_in(cast.samuel).get(page(engagement, "agreement-file", sent.pk, "executed"))
    assert early.status_code == 404


def test_the_register_shows_what_each_template_covers(cast, engagement, template, sign_in):
    listed = sign_in(cast.carla).get(reverse("compliance:templates", args=("northgate",)))
    one = sign_in(cast.carla).get(reverse("compliance:template", args=("northgate", template.pk)))

    assert "Every required element is there." in listed.text
    assert "45 CFR 164.504(e)(2)" in one.text
