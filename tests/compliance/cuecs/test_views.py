"""The pages of duties: who is offered what, what is refused and says so, and at what cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.cuecs.models import CuecDuty, DutyAnswer
from tests.compliance.cuecs.relying import accepted, given, shown
from tests.papers import upload


def page(engagement, name="duties", *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


@pytest.fixture
def soon():
    """A day that the clock of the views takes."""
    return (timezone.localdate() + timedelta(days=20)).isoformat()


def test_without_a_report_the_page_says_where_controls_come_from(cast, engagement, sign_in):
    shown = sign_in(cast.lena).get(page(engagement))

    assert "No user entity controls yet" in shown.text
    assert "Assign" not in shown.text


def test_each_control_shows_whom_the_rules_propose_and_why(cast, engagement, duties, sign_in):
    for_partner, for_client = (
        sign_in(who).get(page(engagement)) for who in (cast.carla, cast.lena)
    )

    assert "Proposed: Lena Lake (people and their access)" in for_partner.text
    assert "Proposed: Carla Consult (keys and encryption of the deployment)" in for_partner.text
    assert "Assign" in for_partner.text
    assert "Assign" not in for_client.text


def test_what_is_proposed_becomes_so_when_a_person_says_so(cast, engagement, duties, soon, sign_in):
    ticked = [str(one.pk) for one in duties]

    sign_in(cast.carla).post(
        page(engagement, "duties-assign"), {"duty": ticked, "owner": "proposed", "due_on": soon}
    )

    with cast.at(cast.lakeview):
        owners = CuecDuty.objects.standing().as_listed().values_list("owner__name", flat=True)
        assert list(owners) == ["Lena Lake", "Carla Consult"]


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"duty": []}, 409, "Choose at least one duty"),
        ({"due_on": "2001-01-01"}, 409, "lies in the past"),
        ({"owner": "6f2e0ef8-1111-4222-8333-444455556666"}, 422, "not one of the available"),
        ({"due_on": "soon"}, 422, "Enter a valid date"),
    ],
)
def test_what_cannot_be_assigned_says_why_and_changes_nothing(
    cast, engagement, duties, soon, sign_in, changed, status, words
):
    sent = {"duty": [str(duties[0].pk)], "owner": str(cast.lena.pk), "due_on": soon}

    answer = sign_in(cast.carla).post(page(engagement, "duties-assign"), sent | changed)

    assert answer.status_code == status
    assert words in answer.text
    with cast.at(cast.lakeview):
        assert not CuecDuty.objects.filter(owner__isnull=False).exists()


def test_the_owner_finds_the_duty_at_home_and_shows_it_with_a_file(
    cast, engagement, duties, soon, run_jobs, sign_in
):
    duty = given(cast, duties[0])
    run_jobs()
    lena = sign_in(cast.lena)
    home = lena.get(reverse("overview", args=(engagement.client_slug, engagement.pk)))
    address = page(engagement, "duty", duty.pk)

    lena.post(address, {"kind": "file", "file": upload("leavers.pdf"), "counts_until": soon})

    assert address in home.text
    assert address not in sign_in(cast.mona).get(home.request["PATH_INFO"]).text
    with cast.at(cast.lakeview):
        answer = DutyAnswer.objects.select_related("file").get()
    got = lena.get(page(engagement, "duty-file", duty.pk, answer.pk))
    assert answer.file.name == "leavers.pdf"
    assert b"".join(got.streaming_content)[:5] == b"%PDF-"


def test_the_second_person_accepts_on_the_page_and_the_first_is_not_offered_it(
    cast, engagement, duties, sign_in
):
    answer = shown(cast, given(cast, duties[1], cast.carla), by=cast.carla, side="partner")
    address = page(engagement, "duty", duties[1].pk)
    step = page(engagement, "duty-decide", duties[1].pk, answer.pk, "accept")

    mine, theirs = (sign_in(who).get(address).text for who in (cast.carla, cast.pavel))
    refused = sign_in(cast.carla).post(step)
    sign_in(cast.pavel).post(step)

    assert "Accept the answer" not in mine
    assert "Accept the answer" in theirs
    assert refused.status_code == 409
    assert "You gave this answer" in refused.text
    with cast.at(cast.lakeview):
        assert DutyAnswer.objects.get().decided_by_id == cast.pavel.pk


def test_an_answer_that_shows_nothing_is_refused_with_what_was_typed(
    cast, engagement, duties, soon, sign_in
):
    duty = given(cast, duties[0])

    answer = sign_in(cast.lena).post(
        page(engagement, "duty", duty.pk),
        {"kind": "link", "words": "Kept by HR", "counts_until": soon},
    )

    assert answer.status_code == 422
    assert "Give the address that shows it" in answer.text
    assert "Kept by HR" in answer.text


def test_a_file_is_not_dropped_in_silence_when_something_else_was_chosen(
    cast, engagement, duties, soon, sign_in
):
    duty = given(cast, duties[0])
    sent = {"kind": "statement", "words": "Done.", "file": upload(), "counts_until": soon}

    answer = sign_in(cast.lena).post(page(engagement, "duty", duty.pk), sent)

    assert answer.status_code == 422
    assert "This is given, but not chosen above" in answer.text


def test_a_duty_of_another_client_is_not_found(cast, engagement, duties, sign_in):
    assert sign_in(cast.hugo).get(page(engagement, "duty", duties[0].pk)).status_code == 404


def test_many_duties_cost_no_more_queries(
    cast, engagement, duties, sign_in, django_assert_max_num_queries
):
    accepted(cast, shown(cast, given(cast, duties[0])))
    carla = sign_in(cast.carla)

    with django_assert_max_num_queries(30):
        carla.get(page(engagement))
