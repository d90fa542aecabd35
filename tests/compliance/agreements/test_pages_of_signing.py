"""Signing on the page, and what can be done instead."""

import pytest

from compliance.agreements.models import Agreement, Signature
from compliance.agreements.rules import Side
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.compliance.agreements.browsing import page, said

# Signing


def test_the_way_from_the_mail_to_both_signatures(cast, engagement, soon, sign_in):
    client, partner = sign_in(cast.samuel), sign_in(cast.pavel)
    client.get(page(engagement, "agreement", soon.pk))
    asked = client.get(page(engagement, "agreement-sign", soon.pk))
    signed = client.post(page(engagement, "agreement-sign", soon.pk), said(soon, Side.CLIENT))
    partner.get(page(engagement, "agreement", soon.pk))
    countersigned = partner.post(
        page(engagement, "agreement-sign", soon.pk), said(soon, Side.PARTNER)
    )

    assert "Sign the BAA for Lakeview Clinic Inc." in asked.text
    assert "You may have paper instead" in asked.text
    assert signed.url == countersigned.url == page(engagement, "agreement", soon.pk)
    with cast.at(cast.lakeview):
        by_side = {one.side: one for one in Signature.objects.all()}
        assert Agreement.objects.get().state == "countersigned"
    assert by_side["client"].time_zone == "America/New_York"
    assert by_side["client"].ip == "127.0.0.1"
    assert by_side["client"].factor_type == "totp"
    assert by_side["partner"].signer == cast.pavel
    waiting = client.get(page(engagement, "agreement", soon.pk))
    assert "The portal is sealing the executed copy" in waiting.text


def test_a_second_factor_from_long_ago_is_asked_for_again(cast, engagement, soon, sign_in):
    browser = sign_in(cast.samuel, fresh=False)
    address = page(engagement, "agreement-sign", soon.pk)

    asked, pressed = browser.get(address), browser.post(address, said(soon, Side.CLIENT))

    assert asked.status_code == pressed.status_code == 302
    assert "reauthenticate" in asked.url
    assert "reauthenticate" in pressed.url
    with cast.at(cast.lakeview):
        assert not Signature.objects.exists()


@pytest.mark.parametrize("who", ["carla", "lena", "mona", "emil", "nadia", "pavel"])
def test_nobody_but_the_signatory_comes_to_the_page_or_signs(cast, engagement, soon, sign_in, who):
    browser = sign_in(getattr(cast, who))
    address = page(engagement, "agreement-sign", soon.pk)

    asked, pressed = browser.get(address), browser.post(address, said(soon, Side.CLIENT))

    assert asked.status_code in {200, 403}
    assert 'name="pressed"' not in asked.text
    assert pressed.status_code in {403, 409}
    with cast.at(cast.lakeview):
        assert not Signature.objects.exists()
        assert Agreement.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"consent": ""}, "Agree to electronic records first"),
        ({"authority": ""}, "Confirm that you may sign"),
        ({"typed_name": "Mickey Mouse"}, "to be signed by Samuel Sign. Type that name"),
        ({"typed_title": ""}, "Type your full name and your title."),
        ({"shown_sha256": "0" * 64}, "not the one you were shown"),
        ({"pressed": ""}, "To sign, press the button"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept_when_signing(
    cast, engagement, soon, sign_in, changes, sentence
):
    browser = sign_in(cast.samuel)
    browser.get(page(engagement, "agreement", soon.pk))

    answer = browser.post(
        page(engagement, "agreement-sign", soon.pk), said(soon, Side.CLIENT, **changes)
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Samuel Sign" in answer.text
    assert f'name="shown_sha256" value="{soon.document_sha256}"' in answer.text
    with cast.at(cast.lakeview):
        assert not Signature.objects.exists()
        assert AuditEvent.objects.filter(action="compliance.agreement.signing_refused").exists()


def test_an_odd_time_zone_is_left_out(cast, engagement, soon, sign_in):
    browser = sign_in(cast.samuel)
    browser.get(page(engagement, "agreement", soon.pk))

    browser.post(
        page(engagement, "agreement-sign", soon.pk), said(soon, Side.CLIENT, time_zone="Mars/Here")
    )

    with cast.at(cast.lakeview):
        assert Signature.objects.get().time_zone == ""


def test_a_form_sent_twice_signs_once_and_says_so(cast, engagement, soon, sign_in):
    browser = sign_in(cast.samuel)
    browser.get(page(engagement, "agreement", soon.pk))
    address = page(engagement, "agreement-sign", soon.pk)

    browser.post(address, said(soon, Side.CLIENT))
    again = browser.post(address, said(soon, Side.CLIENT))

    assert again.status_code == 409
    assert "It is not your turn to sign" in again.text
    with cast.at(cast.lakeview):
        assert Signature.objects.count() == 1


# Instead of signing


def test_the_signatory_declines_on_a_page_without_scripts(cast, engagement, soon, sign_in):
    browser = sign_in(cast.samuel)
    address = page(engagement, "agreement-end", soon.pk, "decline")

    asked = browser.get(address)
    silent = browser.post(address, {"reason": " "})
    declined = browser.post(address, {"reason": "Clause 4.7 is too short"})

    assert "Decline to sign" in asked.text
    assert silent.status_code == 422
    assert declined.status_code == 302
    shown = sign_in(cast.carla).get(page(engagement, "agreement", soon.pk))
    assert "Clause 4.7 is too short" in shown.text


def test_others_cannot_decline_and_read_why(cast, engagement, soon, sign_in):
    answer = sign_in(cast.lena).post(
        page(engagement, "agreement-end", soon.pk, "decline"), {"reason": "No"}
    )

    assert answer.status_code == 422
    assert "whose turn it is" in answer.text


def test_the_partner_makes_it_void_and_the_client_cannot(cast, engagement, soon, sign_in):
    address = page(engagement, "agreement-end", soon.pk, "void")

    by_client = sign_in(cast.samuel).post(address, {"reason": "No"})
    by_partner = sign_in(cast.carla).post(address, {"reason": "Wrong address"})

    assert by_client.status_code == 403
    assert by_partner.status_code == 302
    with cast.at(cast.lakeview):
        assert Agreement.objects.get().state == "void"


def test_paper_is_asked_for_with_one_press(cast, engagement, soon, sign_in):
    answer = sign_in(cast.samuel).post(page(engagement, "agreement-end", soon.pk, "paper"))

    assert answer.status_code == 302
    with cast.at(cast.lakeview):
        assert Mail.objects.filter(subject__contains="on paper").count() == 1
