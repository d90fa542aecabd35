"""Whoever has to act learns of it: on the page they come home to, and by one mail."""

import pytest
from django.urls import reverse

from compliance.evidence import actions as evidence
from engagements.lifecycle.rules import Duty
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements.papers import sent, templates
from tests.compliance.recorded import addendum, reviewed_report

BOOK = "/o/northgate/"


@pytest.fixture
def held(cast, engagement, host, run_jobs):
    """A paper that Carla recorded, and nobody looked at yet."""
    with cast.at(cast.lakeview, cast.carla):
        held = addendum(cast, engagement, host)
    run_jobs()
    return held


def overview(engagement):
    return reverse("overview", args=(engagement.client_slug, engagement.pk))


def mailed(cast, org):
    with cast.at(org):
        found = Mail.objects.filter(subject__startswith="To accept").order_by("to")
        return list(found.values_list("to", flat=True))


@pytest.mark.parametrize(
    ("person", "not_by", "user", "rights", "is_theirs"),
    [
        ("", "", "ann", {"sign"}, True),
        ("", "", "ann", {"read"}, False),
        ("", "ann", "ann", {"sign"}, False),
        ("bob", "", "ann", {"sign"}, False),
        ("ann", "", "ann", {"sign"}, True),
    ],
)
def test_a_duty_is_that_of_who_has_the_right_and_is_not_the_first_person(
    person, not_by, user, rights, is_theirs
):
    duty = Duty(
        title="Sign", url="/", right="sign", since="2026-11-16", person=person, not_by=not_by
    )

    assert duty.is_for(user_id=user, rights=rights) is is_theirs


def test_recorded_evidence_waits_on_the_home_page_of_a_second_person(cast, held, sign_in):
    for_second, for_first = sign_in(cast.pavel).get(BOOK), sign_in(cast.carla).get(BOOK)

    address = f'href="/o/{cast.lakeview.slug}/e/{held.engagement_id}/evidence/held/{held.pk}/"'
    assert address in for_second.text
    assert "Look at “Addendum”, and accept it" in for_second.text
    assert address not in for_first.text
    assert address not in sign_in(cast.emil).get(BOOK).text


def test_whoever_may_accept_is_asked_by_one_mail_and_the_first_person_is_not(cast, held):
    assert mailed(cast, cast.lakeview) == [cast.nadia.email, cast.pavel.email]


def test_what_was_accepted_waits_for_nobody_any_more(cast, held, run_jobs, sign_in):
    with cast.at(cast.lakeview, cast.pavel):
        evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=NOON.date())
    run_jobs()

    assert "Yours to do" not in sign_in(cast.nadia).get(BOOK).text


def test_a_reviewed_report_waits_in_the_book_and_in_the_mail_of_a_second_person(
    cast, host, sign_in
):
    with cast.at(cast.northgate, cast.carla):
        report = reviewed_report(cast, host)

    address = f'href="{reverse("compliance:report", args=("northgate", report.pk))}"'
    assert address in sign_in(cast.pavel).get(BOOK).text
    assert address not in sign_in(cast.carla).get(BOOK).text
    assert mailed(cast, cast.northgate) == [cast.nadia.email, cast.pavel.email]


def test_an_agreement_waits_for_the_signatory_who_was_named(cast, engagement, run_jobs, sign_in):
    agreement = sent(cast, engagement, templates(cast)["baa"])
    address = f"/agreements/{agreement.pk}/"

    for_signatory = sign_in(cast.samuel).get(overview(engagement))
    for_owner = sign_in(cast.lena).get(overview(engagement))

    assert "Read and sign the BAA" in for_signatory.text
    assert address in for_signatory.text
    assert address not in for_owner.text


def test_the_next_step_leads_straight_to_the_one_paper_that_waits(cast, engagement, sign_in):
    agreement = sent(cast, engagement, templates(cast)["baa"])

    shown = sign_in(cast.samuel).get(overview(engagement))

    assert shown.text.count(f"/agreements/{agreement.pk}/") == 1
    assert "Yours to do" not in shown.text
