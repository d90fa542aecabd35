"""A DPA review through the pages: document, checklist, second person."""

from django.urls import reverse

from compliance.dpa.models import DpaReview, DpaVerdict
from compliance.dpa.rules import ITEMS
from portal.mail.models import Mail
from tests.papers import upload


def page(engagement, name, *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def begin(cast, engagement, host, sign_in):
    sign_in(cast.carla).post(
        page(engagement, "dpa-review-new"),
        {"service": host.pk, "document": "GDPR DPA, 2026-05", "file": upload("dpa.pdf")},
    )
    with cast.at(cast.lakeview):
        return DpaReview.objects.get()


def every_item(**changed):
    filled = {}
    for item in ITEMS:
        filled[f"{item.id}-verdict"] = "present"
        filled[f"{item.id}-page"] = "2"
    return filled | changed


def test_a_review_is_saved_submitted_and_signed_off_by_two_people(cast, engagement, host, sign_in):
    review = begin(cast, engagement, host, sign_in)
    here = page(engagement, "dpa-review", review.pk)

    saved = sign_in(cast.carla).post(here, every_item(submit="1"))
    own = sign_in(cast.carla).post(page(engagement, "dpa-review-decide", review.pk, "accept"))
    other = sign_in(cast.pavel).post(page(engagement, "dpa-review-decide", review.pk, "accept"))

    assert saved.status_code == 302
    assert own.status_code == 409
    assert other.status_code == 302
    with cast.at(cast.lakeview):
        review.refresh_from_db()
    assert review.state == "accepted"


def test_a_submitted_review_waits_for_a_second_person_in_the_book_and_by_mail(
    cast, engagement, host, sign_in, run_jobs
):
    review = begin(cast, engagement, host, sign_in)
    here = page(engagement, "dpa-review", review.pk)

    sign_in(cast.carla).post(here, every_item(submit="1"))
    run_jobs()

    assert f'href="{here}"' in sign_in(cast.pavel).get("/o/northgate/").text
    assert f'href="{here}"' not in sign_in(cast.carla).get("/o/northgate/").text
    with cast.at(cast.lakeview):
        asked = Mail.objects.filter(subject__startswith="To accept: the review of the DPA")
        assert {mail.to for mail in asked} == {cast.nadia.email, cast.pavel.email}


def test_an_incomplete_review_is_kept_but_not_submitted(cast, engagement, host, sign_in):
    review = begin(cast, engagement, host, sign_in)
    first = ITEMS[0]

    answer = sign_in(cast.carla).post(
        page(engagement, "dpa-review", review.pk),
        {f"{first.id}-verdict": "present", f"{first.id}-page": "2", "submit": "1"},
    )

    assert answer.status_code == 409
    assert "Still to be judged" in answer.text
    with cast.at(cast.lakeview):
        assert DpaVerdict.objects.count() == 1
        assert DpaReview.objects.get().state == "open"


def test_the_client_reads_the_review_and_cannot_judge(cast, engagement, host, sign_in):
    review = begin(cast, engagement, host, sign_in)
    here = page(engagement, "dpa-review", review.pk)

    assert sign_in(cast.lena).get(here).status_code == 200
    assert sign_in(cast.lena).post(here, every_item()).status_code == 403
    with cast.at(cast.lakeview):
        assert not DpaVerdict.objects.exists()


def test_another_tenant_finds_no_review(cast, engagement, host, sign_in):
    review = begin(cast, engagement, host, sign_in)

    assert sign_in(cast.hugo).get(page(engagement, "dpa-review", review.pk)).status_code == 404
