"""The scope page, its form with live advice, opening and closing."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from engagements.lifecycle import actions
from engagements.lifecycle.models import Engagement, StatedScope
from portal.accounts.models import Organization
from tests.cast import NOON
from tests.engagements.lifecycle.samples import INTAKE, PRIVATE, open_for, state

ANSWERS = {
    "use_case": "Summaries of consultations",
    "sector": "health_care",
    "kinds": ["handles_phi"],
    "hipaa_role": "covered_entity",
    "destination": "own_deployment",
    "decided": "on",
    "model": "Llama 3.1 70B",
    "region": "us-east-1",
}


@pytest.fixture
def engagement(cast):
    with cast.at(cast.northgate, cast.carla):
        return open_for(cast, cast.lakeview)


def page(name, engagement):
    return reverse(f"engagements:{name}", args=(engagement.client_slug, engagement.pk))


def versions(cast, engagement):
    with cast.at(cast.lakeview):
        return list(StatedScope.objects.filter(engagement=engagement).order_by("version"))


# Reading


def test_before_the_first_statement_the_facts_are_the_intakes(cast, engagement, sign_in):
    answer = sign_in(cast.carla).get(page("scope", engagement))

    assert answer.status_code == 200
    assert "From the intake, to be confirmed" in answer.text
    assert "Summaries of consultations" in answer.text
    assert "Go through the facts" in answer.text


def test_a_route_that_is_ruled_out_says_why_and_what_opens_a_way(cast, engagement, sign_in):
    answer = sign_in(cast.lena).get(page("scope", engagement))

    assert "Ruled out" in answer.text
    assert "45 CFR 164.502(e)(1)(i)" in answer.text
    assert "Deploy an open-weight model" in answer.text


def test_a_stated_route_that_is_ruled_out_is_what_has_to_be_changed_first(
    cast, engagement, sign_in
):
    carla = sign_in(cast.carla)
    carla.post(page("scope-edit", engagement), ANSWERS | {"destination": "public_api", "model": ""})

    for_carla = carla.get(page("scope", engagement)).text
    for_emil = sign_in(cast.emil).get(page("scope", engagement)).text

    assert len(versions(cast, engagement)) == 1
    assert "Choose another route: the one that was stated is ruled out." in for_carla
    assert "Name the model." not in for_carla
    assert "The route that was stated is ruled out" in for_emil


def test_every_fact_says_who_stated_it_and_versions_say_what_changed(cast, engagement, sign_in):
    with cast.at(cast.lakeview, cast.carla):
        state(cast, engagement, PRIVATE)

    answer = sign_in(cast.lena).get(page("scope", engagement))

    assert "Stated by Carla Consult, 16 November 2026" in answer.text
    assert "Route: from “Undecided” to “Private deployment”" in answer.text
    assert "to be confirmed" not in answer.text


def test_an_engineer_reads_the_scope_and_is_not_asked_to_state_it(cast, engagement, sign_in):
    browser = sign_in(cast.emil)

    assert "Go through the facts" not in browser.get(page("scope", engagement)).text
    assert browser.get(page("scope-edit", engagement)).status_code == 403
    assert browser.post(page("scope-edit", engagement), ANSWERS).status_code == 403
    assert versions(cast, engagement) == []


@pytest.mark.parametrize("name", ["scope", "scope-edit", "scope-advice", "engagement-close"])
def test_people_from_elsewhere_find_nothing(cast, engagement, sign_in, name):
    for stranger in (cast.hugo, cast.sora, cast.oskar, cast.ada):
        assert sign_in(stranger).get(page(name, engagement)).status_code == 404


def test_the_page_asks_few_questions_however_long_the_history(
    cast, engagement, sign_in, django_assert_max_num_queries
):
    with cast.at(cast.lakeview, cast.carla):
        for number in range(6):
            state(cast, engagement, PRIVATE, use_case=f"Wording {number}")
    browser = sign_in(cast.carla)

    with django_assert_max_num_queries(30):
        browser.get(page("scope", engagement))


# Stating


def test_stating_the_facts_sets_the_route(cast, engagement, sign_in):
    answer = sign_in(cast.carla).post(page("scope-edit", engagement), ANSWERS)

    assert answer.url == page("scope", engagement)
    (stated,) = versions(cast, engagement)
    assert stated.facts == PRIVATE


def test_the_form_begins_with_what_is_known(cast, engagement, sign_in):
    answer = sign_in(cast.mona).get(page("scope-edit", engagement))

    form = answer.context["form"]
    assert form.initial["kinds"] == ["handles_phi"]
    assert form.initial["destination"] == "public_api"
    assert form.initial["use_case"] == "Summaries of consultations"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hipaa_role": "none"}, "45 CFR 160.103"),
        ({"model": "GPT-4o"}, "GPT-4o is offered only as a service"),
        ({"destination": "undecided"}, "Say where prompts go"),
        ({"use_case": ""}, "This field is required."),
    ],
)
def test_facts_that_cannot_be_true_come_back_with_what_was_typed(
    cast, engagement, sign_in, changed, sentence
):
    answer = sign_in(cast.carla).post(page("scope-edit", engagement), ANSWERS | changed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "us-east-1" in answer.text
    assert versions(cast, engagement) == []


def test_an_undecided_route_is_no_decision_whatever_is_intended(cast, engagement, sign_in):
    undecided = {name: value for name, value in ANSWERS.items() if name != "decided"}

    sign_in(cast.carla).post(page("scope-edit", engagement), undecided)

    (stated,) = versions(cast, engagement)
    assert (stated.route, stated.destination) == ("undecided", "own_deployment")


def test_advice_follows_what_is_chosen_and_stores_nothing(cast, engagement, sign_in):
    browser = sign_in(cast.carla)

    harmless = browser.get(page("scope-advice", engagement), {"sector": "software"})
    with_phi = browser.get(page("scope-advice", engagement), ANSWERS | {"hipaa_role": "none"})

    assert "Ruled out" not in harmless.text
    assert "Ruled out" in with_phi.text
    assert "45 CFR 160.103" in with_phi.text
    assert "<html" not in with_phi.text
    assert versions(cast, engagement) == []


# Opening


def given(cast, **changes):
    return {
        "client": str(cast.harbor.pk),
        "time_zone": "UTC",
        "title": "Contract questions",
        "lead": str(cast.carla.pk),
    } | changes


def new(org):
    return reverse("engagements:engagement-new", args=(org.slug,))


def test_an_engagement_is_opened_for_a_known_client(cast, sign_in):
    answer = sign_in(cast.carla).post(new(cast.northgate), given(cast))

    with cast.at(cast.harbor):
        opened = Engagement.objects.get()
    assert answer.url == page("scope", opened)
    assert opened.title == "Contract questions"


def test_an_engagement_is_opened_for_a_new_client(cast, sign_in):
    browser = sign_in(cast.carla)

    answer = browser.post(
        new(cast.northgate),
        given(cast, client="", client_name="Fern Pharmacy", legal_name="Fern Pharmacy LLC"),
    )

    assert "Fern Pharmacy" in browser.get(answer.url).text
    assert urlsplit(answer.url).path.startswith("/o/fern-pharmacy-")


def test_a_new_client_needs_its_names(cast, sign_in):
    answer = sign_in(cast.carla).post(new(cast.northgate), given(cast, client=""))

    assert answer.status_code == 422
    assert answer.text.count("A new client needs this.") == 2
    with cast.at(cast.northgate):
        assert not Engagement.objects.exists()


def test_a_client_or_a_lead_of_another_partner_cannot_be_chosen(cast, sign_in):
    foreign = given(cast, client=str(cast.quayside.pk), lead=str(cast.sora.pk))

    answer = sign_in(cast.carla).post(new(cast.northgate), foreign)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"client", "lead"}


def test_only_those_who_may_open_engagements_do_and_only_on_the_partners_pages(cast, sign_in):
    assert sign_in(cast.emil).get(new(cast.northgate)).status_code == 403
    assert sign_in(cast.pavel).post(new(cast.northgate), given(cast)).status_code == 403
    assert sign_in(cast.lena).get(new(cast.lakeview)).status_code == 403
    assert sign_in(cast.carla).get(new(cast.lakeview)).status_code == 404
    with cast.at(cast.northgate):
        assert not Engagement.objects.exists()
        assert Organization.objects.count() == 3


# Closing


def test_closing_asks_first_and_then_keeps_the_record(cast, engagement, sign_in):
    browser = sign_in(cast.carla)

    assert "Close this engagement?" in browser.get(page("engagement-close", engagement)).text
    browser.post(page("engagement-close", engagement), {"reason": "Handed over"})

    with cast.at(cast.lakeview):
        engagement.refresh_from_db()
    assert engagement.closed_on is not None
    assert "its facts stay as they were" in browser.get(page("scope", engagement)).text


def test_a_client_does_not_close_the_engagement(cast, engagement, sign_in):
    answer = sign_in(cast.lena).post(page("engagement-close", engagement), {"reason": "x"})

    assert answer.status_code == 403
    with cast.at(cast.lakeview):
        engagement.refresh_from_db()
    assert engagement.closed_on is None


def test_a_closed_engagement_is_not_closed_again(cast, engagement, sign_in):
    with cast.at(cast.lakeview, cast.carla):
        actions.close_engagement(engagement=engagement, reason="", by=cast.carla, at=NOON)

    answer = sign_in(cast.carla).post(page("engagement-close", engagement), follow=True)

    assert "closed on 16 November 2026 already" in answer.text


def test_the_intake_is_not_changed_by_stating(cast, engagement, sign_in):
    sign_in(cast.carla).post(page("scope-edit", engagement), ANSWERS)

    with cast.at(cast.lakeview):
        engagement.refresh_from_db()
    assert engagement.intake == INTAKE
