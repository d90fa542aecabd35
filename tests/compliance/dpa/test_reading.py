"""The text of an uploaded DPA is read in the background; a newer version shows what changed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from compliance.dpa import actions
from compliance.dpa.models import DpaChange, DpaProposal, DpaReading, DpaReview, DpaVerdict
from compliance.dpa.rules import SCANNED, Judgement, ReviewRefused, RoundOutcome, Verdict
from portal.files.intake import receive
from portal.files.store import default_store
from tests.cast import NOON

BREACH = "Northwind shall notify the Customer of a personal data breach within 48 hours."
CONFIDENTIAL = "Northwind ensures that its staff are bound to confidentiality."
DELETION = "On termination, Northwind shall delete or return all personal data."
OLDER = ["1. Breaches", BREACH, "2. Staff", CONFIDENTIAL, "3. The end", DELETION]
NEWER = ["1. Staff", CONFIDENTIAL, "2. Breaches", BREACH.replace("48", "96"), "3. Costs",
         "Northwind may charge the Customer for its assistance."]  # fmt: skip


def printed(lines):
    target = BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    for at, line in enumerate(lines):
        canvas.drawString(72, 720 - 28 * at, line)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def paper(lines):
    upload = SimpleUploadedFile("dpa.pdf", printed(lines), content_type="application/pdf")
    return receive(upload, store=default_store())


@pytest.fixture
def begin(cast, engagement, host):
    def opened(lines, title="DPA, May"):
        with cast.at(cast.lakeview, cast.carla):
            return actions.open_review(
                engagement=engagement,
                service=host,
                document=title,
                dated=None,
                received=paper(lines),
                by=cast.carla,
                at=NOON,
            )

    return opened


@pytest.fixture
def judge(cast):
    def judged(review, *judgements):
        with cast.at(cast.lakeview, cast.carla):
            actions.judge_items(review=review, judgements=list(judgements), by=cast.carla, at=NOON)

    return judged


def present(item, words):
    return Judgement(item_id=item, verdict=Verdict.PRESENT, words=words, page=1)


def page(engagement, name, *more):
    return reverse(f"compliance:{name}", args=(engagement.client_slug, engagement.pk, *more))


def test_what_the_text_says_is_proposed_beside_each_item(
    cast, engagement, begin, run_jobs, sign_in
):
    review = begin(OLDER)
    here = page(engagement, "dpa-review", review.pk)
    waiting = sign_in(cast.carla).get(here).text

    run_jobs()
    read = sign_in(cast.carla).get(here).text

    assert "is being read" in waiting
    assert "Proposed from the text: 48 hours" in read
    assert BREACH in read
    with cast.at(cast.lakeview):
        proposal = DpaProposal.objects.get(item="breach-notice")
        assert proposal.places[0] == {"page": 1, "words": BREACH}
        assert not DpaVerdict.objects.exists()


def test_a_document_of_pictures_says_why_nothing_is_proposed(
    cast, engagement, begin, run_jobs, sign_in
):
    review = begin([])

    run_jobs()

    answer = sign_in(cast.carla).get(page(engagement, "dpa-review", review.pk))
    assert SCANNED in answer.text
    with cast.at(cast.lakeview):
        assert not DpaProposal.objects.exists()


def test_a_newer_version_carries_verdicts_whose_words_stand_and_asks_for_the_others(
    cast, begin, judge, run_jobs
):
    older = begin(OLDER)
    run_jobs()
    judge(
        older,
        present("breach-notice", BREACH),
        present("28(3)(b)", CONFIDENTIAL),
        present("28(3)(g)", DELETION),
        Judgement(item_id="zero-retention", verdict=Verdict.MISSING),
    )

    newer = begin(NEWER, "DPA, November")
    run_jobs()

    with cast.at(cast.lakeview):
        assert newer.follows_id == older.pk
        kept = {one.item: one for one in DpaVerdict.objects.of_review(newer)}
        assert set(kept) == {"28(3)(b)", "zero-retention"}
        assert all(one.carried for one in kept.values())
        proposals = {one.item: one.standing for one in DpaProposal.objects.of_review(newer)}
    assert proposals["breach-notice"] == "changed"
    assert proposals["28(3)(g)"] == "gone"


def test_only_what_changed_is_shown_and_first_what_must_be_looked_at(
    cast, engagement, begin, run_jobs, sign_in
):
    begin(OLDER)
    newer = begin(NEWER, "DPA, November")
    run_jobs()

    changes = sign_in(cast.lena).get(page(engagement, "dpa-changes", newer.pk)).text
    review = sign_in(cast.lena).get(page(engagement, "dpa-review", newer.pk)).text

    assert "within 96 hours" in changes
    assert "may charge the Customer" in changes
    assert CONFIDENTIAL not in changes
    assert "changes to look at" in review
    with cast.at(cast.lakeview):
        material = DpaChange.objects.of_review(newer).filter(material=True)
        assert {one.kind for one in material} == {"added", "edited", "removed"}


def test_a_carried_verdict_stays_with_whoever_gave_it_until_it_is_judged_otherwise(
    cast, begin, judge, run_jobs
):
    older = begin(OLDER)
    run_jobs()
    judge(older, present("28(3)(b)", CONFIDENTIAL))
    newer = begin(NEWER, "DPA, November")
    run_jobs()

    with cast.at(cast.lakeview, cast.pavel):
        same = DpaVerdict.objects.of_review(newer).get()
        actions.judge_items(review=newer, judgements=[same.judgement], by=cast.pavel, at=NOON)
        same.refresh_from_db()
        actions.judge_items(
            review=newer, judgements=[present("28(3)(b)", "Other words")], by=cast.pavel, at=NOON
        )
        other = DpaVerdict.objects.of_review(newer).get()

    assert (same.carried, same.judged_by_id) == (True, cast.carla.pk)
    assert (other.carried, other.judged_by_id) == (False, cast.pavel.pk)


def test_reading_twice_keeps_one_reading(cast, begin, run_jobs):
    review = begin(OLDER)
    run_jobs()

    with cast.at(cast.lakeview):
        before = DpaProposal.objects.count()
        actions.note_unreadable(review_id=review.pk, why="Too late.", at=NOON)
        row = DpaReading.objects.get()

    assert row.stands.value == "read"
    assert before > 0


def test_rounds_with_the_vendor_go_on_until_one_settles_the_item(
    cast, engagement, begin, judge, sign_in
):
    review = begin(OLDER)
    judge(
        review,
        Judgement(item_id="28(2)", verdict=Verdict.MISSING, condition="Ask for notice of changes."),
    )
    there = page(engagement, "dpa-round", review.pk)
    carla = sign_in(cast.carla)

    def tell(outcome, words="We asked for 30 days."):
        sent = {"item": "28(2)", "28(2)-words": words, "28(2)-outcome": outcome}
        return carla.post(there, sent).status_code

    answers = [tell("asked"), tell("asked", words=" "), tell("resolved"), tell("asked")]
    shown = carla.get(page(engagement, "dpa-review", review.pk)).text

    assert answers == [302, 422, 302, 409]
    assert "Round 2: Resolved" in shown
    assert sign_in(cast.lena).post(there, {"item": "28(2)"}).status_code == 403
    assert sign_in(cast.hugo).post(there, {"item": "28(2)"}).status_code == 404


def test_an_item_that_is_fully_there_takes_no_round(cast, begin, judge):
    review = begin(OLDER)
    judge(review, present("28(3)(b)", CONFIDENTIAL))

    with cast.at(cast.lakeview, cast.carla), pytest.raises(ReviewRefused, match="fall short"):
        actions.tell_round(
            review=review,
            item_id="28(3)(b)",
            words="Why?",
            outcome=RoundOutcome.ASKED,
            by=cast.carla,
            at=NOON,
        )


def test_another_tenant_sees_no_changes(cast, engagement, begin, sign_in):
    review = begin(OLDER)

    answer = sign_in(cast.hugo).get(page(engagement, "dpa-changes", review.pk))

    assert answer.status_code == 404
    with cast.at(cast.lakeview):
        assert DpaReview.objects.get().pk == review.pk


def test_the_checklist_with_proposals_needs_a_bounded_number_of_queries(
    cast, engagement, begin, run_jobs, sign_in, django_assert_max_num_queries
):
    review = begin(OLDER)
    run_jobs()
    carla = sign_in(cast.carla)

    with django_assert_max_num_queries(45):
        answer = carla.get(page(engagement, "dpa-review", review.pk))

    assert answer.status_code == 200
