"""The life of the client's own paper: marked pages, new versions, amended, sent again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from compliance.agreements import actions
from compliance.agreements.forms_of_theirs import ReviewForm
from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.pages_of_theirs import sheets_of
from compliance.agreements.queries import made_from_before, their_paper_at
from compliance.agreements.rules import Decision, EndingRefused, Judgement, NoticeTime, Side
from portal.files.intake import receive
from portal.files.store import default_store
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import page
from tests.compliance.agreements.test_theirs import LINES, printed, upload
from tests.compliance.agreements.theirs import everything, offer, review

USES = "shall not use or disclose PHI other than as permitted by this Agreement"
REPORT = "Business Associate shall report to Covered Entity any breach of unsecured PHI"
CHANGED = [
    LINES[0],
    ["A new page in front of it, with nothing but words that say little."],
    [line.replace("ninety (90)", "thirty (30)") for line in LINES[1]],
]


def taken_in(cast, engagement, run_jobs, pages=LINES, **changes):
    received = receive(upload(printed(pages)), store=default_store())
    kept = papers.brought(cast, engagement, received=received, **changes)
    run_jobs()
    with cast.at(cast.lakeview):
        return their_paper_at(engagement, kept.pk)


@pytest.fixture
def paper(cast, engagement, run_jobs):
    return taken_in(cast, engagement, run_jobs)


@pytest.fixture
def reviewed(cast, paper):
    told = everything(
        **{
            "use-limits": Decision("use-limits", Judgement.HERE, 2, USES),
            "report-breach-410": Decision("report-breach-410", Judgement.HERE, 2, REPORT),
        }
    )
    with cast.at(cast.lakeview, cast.carla):
        return review(cast, paper, told)


@pytest.fixture
def out(cast, reviewed, run_jobs):
    """Their paper, out for signature."""
    with cast.at(cast.lakeview, cast.carla):
        made = offer(cast, reviewed)
    run_jobs()
    with cast.at(cast.lakeview):
        return Agreement.objects.with_people().get(pk=made.pk)


def newer_of(cast, engagement, run_jobs, paper):
    return taken_in(cast, engagement, run_jobs, CHANGED, follows=paper)


def test_the_proposed_words_are_marked_on_the_picture_of_their_page(paper):
    first, second = sheets_of(paper)

    assert (second.width, second.height) == (612, 792)
    marked = next(one for one in second.marked if one.element == "use-limits")
    assert marked.begins_here
    spot = marked.spots[0]
    assert 70 < spot.x < 75
    assert 60 < spot.y < 76
    assert "Time for the notice of a breach" in second.labels
    assert not any(one.element == "use-limits" for one in first.marked)


def test_verdicts_are_offered_again_where_the_words_are_the_same(
    cast, engagement, run_jobs, reviewed
):
    newer = newer_of(cast, engagement, run_jobs, reviewed)

    assert newer.carried["use-limits"]["standing"] == "same"
    assert newer.carried["use-limits"]["page"] == 3
    assert newer.carried["report-breach-410"]["standing"] == "changed"
    assert any("thirty (30)" in one["after"] for one in newer.changes)
    form = ReviewForm(paper=newer)
    assert form["judgement-use-limits"].initial == "here"
    assert form["page-use-limits"].initial == 3
    assert form["judgement-report-breach-410"].initial is None
    assert form["notice_stated"].initial is None
    assert newer.decided == []


def test_a_verdict_that_it_is_missing_is_never_carried(cast, engagement, run_jobs, paper):
    missing = Decision("safeguards", Judgement.MISSING)
    with cast.at(cast.lakeview, cast.carla):
        held = review(cast, paper, [missing], NoticeTime(90))

    newer = newer_of(cast, engagement, run_jobs, held)

    assert "safeguards" not in newer.carried
    assert ReviewForm(paper=newer)["judgement-safeguards"].initial is None


def test_a_new_version_closes_what_is_out_and_asks_anew(cast, engagement, run_jobs, out):
    newer = newer_of(cast, engagement, run_jobs, out.theirs)
    with cast.at(cast.lakeview, cast.carla):
        held = review(cast, newer, everything(page=3))
        with pytest.raises(EndingRefused), transaction.atomic():
            offer(cast, held)
        assert Agreement.objects.get(pk=out.pk).state == "sent"
        made = offer(cast, held, reason="Thirty days")

        assert (made.follows_id, made.number) == (out.pk, 2)
        assert Agreement.objects.get(pk=out.pk).state == "replaced"
        told = Mail.objects.get(subject__startswith="Changed")
        assert told.to == cast.samuel.email


def executed(cast, agreement, run_jobs):
    with cast.at(cast.lakeview, cast.samuel):
        for reader in (cast.samuel, cast.pavel):
            actions.open_document(
                agreement=agreement, copy=actions.Copy.TEXT, by=reader, at=NOON - timedelta(hours=1)
            )
        signed = papers.sign(cast, agreement, Side.CLIENT)
        papers.sign(cast, signed, Side.PARTNER)
    run_jobs()
    with cast.at(cast.lakeview):
        return Agreement.objects.with_people().get(pk=agreement.pk)


def test_amended_it_supersedes_the_one_before_and_says_so(cast, engagement, run_jobs, out):
    before = executed(cast, out, run_jobs)
    newer = newer_of(cast, engagement, run_jobs, before.theirs)
    with cast.at(cast.lakeview, cast.carla):
        made = offer(cast, review(cast, newer, everything(page=3)))
        assert Agreement.objects.get(pk=before.pk).state == "executed"
        assert "Amended and restated" in made.text
        assert before.document_sha256 in made.values["restating"]
    run_jobs()
    with cast.at(cast.lakeview):
        sent = Agreement.objects.with_people().get(pk=made.pk)

    after = executed(cast, sent, run_jobs)

    assert (after.state, after.number) == ("executed", 2)
    with cast.at(cast.lakeview):
        assert Agreement.objects.get(pk=before.pk).state == "superseded"
        assert made_from_before(newer).pk == after.pk


def test_the_version_before_is_never_told_otherwise(cast, engagement, run_jobs, paper):
    newer = newer_of(cast, engagement, run_jobs, paper)

    for change in ({"follows": None}, {"marks": {}}, {"carried": {"x": 1}}, {"pictures": {}}):
        with (
            cast.at(cast.lakeview, cast.carla),
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
        ):
            TheirPaper.objects.filter(pk=newer.pk).update(**change)


def test_the_pages_lead_from_one_version_to_the_next(cast, engagement, out, sign_in, run_jobs):
    client = sign_in(cast.carla)

    there = client.get(page(engagement, "agreement-revise", out.pk))
    assert there.status_code == 302
    asked = client.get(there["Location"])
    assert "Send the same paper again" in asked.text
    taken = client.post(there["Location"], {"file": upload(printed(CHANGED))})
    run_jobs()
    shown = client.get(taken["Location"])
    assert "Since the version before" in shown.text
    assert "Not as it was" in shown.text
    assert 'id="mark-use-limits"' in shown.text
    picture = client.get(f"{taken['Location']}pages/3/")
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"{taken['Location']}pages/9/").status_code == 404


def test_an_agreement_from_a_template_is_changed_on_the_page_of_its_template(
    cast, engagement, sent, sign_in
):
    answer = sign_in(cast.carla).get(page(engagement, "agreement-new-version", sent.pk))

    assert answer["Location"] == page(engagement, "agreement-revise", sent.pk)
