"""The register of templates, and sending from it."""

import pytest
from django.urls import reverse

from compliance.agreements import actions
from compliance.agreements.models import Agreement
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import filled, page, register

# The register of templates


def test_a_template_that_lacks_an_element_says_which_and_older_versions_stay(
    cast, template, engagement, sign_in
):
    source = template.source.replace("<!-- element: return-or-destroy -->\n", "")
    with cast.at(cast.northgate, cast.nadia):
        lacking = actions.enter_template(
            partner=cast.northgate, key="baa", source=source, by=cast.nadia, at=papers.NOON
        )
    browser = sign_in(cast.carla)

    listed = browser.get(register(cast))
    one = browser.get(register(cast, "template", lacking.pk))
    asked = browser.get(page(engagement, "agreement-new", lacking.pk))

    assert "Cannot be sent" in listed.text
    assert "Lacks Return or destruction at the end." in listed.text
    assert "1 earlier version" in listed.text
    assert "Missing" in one.text
    assert "This template cannot be sent" in asked.text
    assert "Send for signature" not in asked.text


def test_an_empty_register_teaches_and_fills(cast, sign_in):
    browser = sign_in(cast.carla)

    empty = browser.get(register(cast))
    browser.post(register(cast, "templates-fill"))
    full = browser.get(register(cast))

    assert "No template yet" in empty.text
    assert "Every required element is there." in full.text
    assert "Mutual Non-Disclosure Agreement" in full.text


def test_a_template_shows_its_elements_and_its_text_with_the_gaps_named(cast, template, sign_in):
    answer = sign_in(cast.carla).get(register(cast, "template", template.pk))

    assert "45 CFR 164.504(e)(2)(ii)(J)" in answer.text
    assert "<em>Client: legal name</em>" in answer.text
    assert "{{" not in answer.text


@pytest.mark.parametrize(("who", "status"), [("emil", 403), ("sora", 404), ("lena", 404)])
def test_the_register_is_for_those_who_send(cast, template, sign_in, who, status):
    assert sign_in(getattr(cast, who)).get(register(cast)).status_code == status


def test_a_client_has_no_register(cast, sign_in):
    address = reverse("compliance:templates", args=(cast.lakeview.slug,))

    assert sign_in(cast.carla).get(address).status_code == 404


# Sending


def test_without_agreements_the_tab_teaches_and_offers_to_send(cast, engagement, template, sign_in):
    for_carla = sign_in(cast.carla).get(page(engagement))
    for_lena = sign_in(cast.lena).get(page(engagement))

    assert "No agreement yet" in for_lena.text
    assert "Prepare: Business Associate Agreement" in for_carla.text
    assert "Prepare:" not in for_lena.text


def test_without_templates_the_way_to_the_register_is_shown(cast, engagement, sign_in):
    answer = sign_in(cast.carla).get(page(engagement))

    assert register(cast) in answer.text


def test_the_form_is_filled_with_what_is_known(cast, engagement, template, sign_in):
    answer = sign_in(cast.carla).get(page(engagement, "agreement-new", template.pk))

    assert 'value="Lakeview Clinic Inc."' in answer.text
    assert "Samuel Sign, samuel@example.test" in answer.text
    assert "Lena Lake, lena@example.test" not in answer.text


def test_the_text_is_read_before_it_is_sent(cast, engagement, template, sign_in):
    browser = sign_in(cast.carla)
    address = page(engagement, "agreement-new", template.pk)

    preview = browser.post(address, filled(cast, governing_law="<b>Ohio</b>"))
    with cast.at(cast.lakeview):
        nothing_yet = Agreement.objects.count()
    sent = browser.post(address, filled(cast, send="1"))

    assert "The text with what you entered" in preview.text
    assert "the law of &lt;b&gt;Ohio&lt;/b&gt; governs" in preview.text
    assert nothing_yet == 0
    with cast.at(cast.lakeview):
        agreement = Agreement.objects.get()
    assert sent.url == page(engagement, "agreement", agreement.pk)
    assert agreement.partner_title == "Managing Partner"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"governing_law": ""}, "State whose law governs is missing."),
        ({"breach_notice_days": "61"}, "45 CFR 164.410(b) allows at most"),
        ({"sign_by": "2020-01-01", "send": "1"}, "The last day to sign lies in the past."),
        ({"client_signatory": "nobody"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast, engagement, template, sign_in, changes, sentence
):
    answer = sign_in(cast.carla).post(
        page(engagement, "agreement-new", template.pk), filled(cast, **changes)
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "12 Shore Road" in answer.text
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()


def test_a_second_baa_is_not_offered_while_one_is_out(cast, engagement, sent, sign_in):
    answer = sign_in(cast.carla).get(page(engagement))

    assert "Prepare: Business Associate Agreement" not in answer.text
    assert "Prepare: Mutual Non-Disclosure Agreement" in answer.text


@pytest.mark.parametrize("who", ["emil", "lena", "samuel"])
def test_only_who_may_send_comes_to_the_form(cast, engagement, template, sign_in, who):
    answer = sign_in(getattr(cast, who)).get(page(engagement, "agreement-new", template.pk))

    assert answer.status_code == 403


def test_without_a_signatory_of_the_client_the_page_says_whom_to_invite(cast, template, sign_in):
    engagement = papers.engagement_of(cast, org=cast.harbor)

    answer = sign_in(cast.carla).get(page(engagement, "agreement-new", template.pk))

    assert "Nobody can sign for the client yet" in answer.text
