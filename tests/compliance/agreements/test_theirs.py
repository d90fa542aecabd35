"""The client's own paper: read, proposed, confirmed by a person, and signed as it is."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from compliance.agreements import actions, rules
from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.queries import source_of, their_paper_at
from compliance.agreements.rules import (
    AgreementKind,
    Decision,
    Judgement,
    NoticeTime,
    ReviewRefused,
    required_elements,
)
from portal.audit.models import AuditEvent
from portal.files.intake import receive
from portal.files.store import default_store
from tests.cast import NOON
from tests.compliance.agreements import papers
from tests.compliance.agreements.theirs import everything, offer, review

LINES = [
    ["BUSINESS ASSOCIATE AGREEMENT", "", "1. Duties of Business Associate", ""],
    [
        "1.1 Business Associate shall not use or disclose PHI other than as permitted",
        "by this Agreement or as required by law.",
        "",
        "1.2 Business Associate shall report to Covered Entity any breach of unsecured",
        "PHI within ninety (90) days of discovery.",
    ],
]


def printed(pages=LINES):
    target = BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(72, 720 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def upload(content=None):
    return SimpleUploadedFile("their-baa.pdf", content or printed(), content_type="application/pdf")


@pytest.fixture
def paper(cast, engagement, run_jobs):
    kept = papers.brought(cast, engagement, received=receive(upload(), store=default_store()))
    run_jobs()
    with cast.at(cast.lakeview):
        return their_paper_at(engagement, kept.pk)


def test_a_worker_proposes_where_each_element_stands(paper):
    assert paper.unread == ""
    assert paper.proposals["use-limits"]["page"] == 2
    assert "other than as permitted by this Agreement" in paper.proposals["use-limits"]["words"]
    assert paper.proposals["books-and-records-HHS"]["words"] == ""
    assert paper.proposed_notice["number"] == 90
    assert paper.proposed_notice["too_long"] is True


def test_what_is_proposed_counts_for_nothing(cast, paper):
    with cast.at(cast.lakeview, cast.carla), pytest.raises(ReviewRefused) as refused:
        offer(cast, paper)

    assert len(refused.value.reasons) == len(required_elements(AgreementKind.BAA)) + 1
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()


def test_a_missing_element_and_too_long_a_time_keep_it_from_being_sent(cast, paper):
    missing = Decision("books-and-records-HHS", Judgement.MISSING)
    with cast.at(cast.lakeview, cast.carla):
        held = review(cast, paper, everything(**{missing.element: missing}), NoticeTime(90, "days"))
        with pytest.raises(ReviewRefused) as refused:
            offer(cast, held)

    assert [reason.split(":")[0][:30] for reason in refused.value.reasons] == [
        "Missing",
        "90 days for the notice of a br",
    ]


def test_a_place_needs_words_and_a_page_of_the_paper(cast, paper):
    wrong = [
        Decision("access-524", Judgement.HERE, 3, "words"),
        Decision("safeguards", Judgement.HERE, 1, " "),
    ]
    with cast.at(cast.lakeview, cast.carla), pytest.raises(ReviewRefused) as refused:
        review(cast, paper, wrong)

    assert len(refused.value.reasons) == 2
    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action="compliance.their_paper.reviewed").exists()


def test_confirmed_it_is_sent_with_their_pages_and_one_for_the_signatures(cast, paper, run_jobs):
    with cast.at(cast.lakeview, cast.carla):
        prepared = offer(cast, review(cast, paper))
    run_jobs()

    with cast.at(cast.lakeview):
        sent = Agreement.objects.with_people().get(pk=prepared.pk)
        assert sent.state == "sent"
        assert source_of(sent) == "The client’s own paper, as received"
        assert "other than as permitted" in sent.text
        content = default_store().path(sent.document_sha256).read_bytes()
        file = paper.file
    with pikepdf.open(BytesIO(content)) as shown, pikepdf.open(BytesIO(printed())) as theirs:
        assert len(shown.pages) == 3
        assert shown.attachments["their-baa.pdf"].get_file().read_bytes() == printed()
        for mine, original in zip(shown.pages, theirs.pages, strict=False):
            assert mine.Contents.read_bytes() == original.Contents.read_bytes()
    assert {place["page"] for place in sent.places.values()} == {2}
    assert sent.template_sha256 == file.sha256


def test_both_sign_it_and_it_is_sealed_like_any_other(cast, paper, run_jobs):
    with cast.at(cast.lakeview, cast.carla):
        prepared = offer(cast, review(cast, paper))
    run_jobs()
    with cast.at(cast.lakeview, cast.samuel):
        sent = Agreement.objects.with_people().get(pk=prepared.pk)
        for reader in (cast.samuel, cast.pavel):
            actions.open_document(
                agreement=sent, copy=actions.Copy.TEXT, by=reader, at=NOON - timedelta(hours=1)
            )
        signed = papers.sign(cast, sent, rules.Side.CLIENT)
        papers.sign(cast, signed, rules.Side.PARTNER)
    run_jobs()

    with cast.at(cast.lakeview):
        sealed = Agreement.objects.get(pk=prepared.pk)
        assert (sealed.state, sealed.failure) == ("executed", "")


def test_what_was_received_and_read_never_changes(cast, paper):
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            TheirPaper.objects.filter(pk=paper.pk).update(pages=[])
        with pytest.raises(DatabaseError), transaction.atomic():
            TheirPaper.objects.filter(pk=paper.pk).delete()


def test_a_paper_of_pictures_has_no_proposals_and_can_be_reviewed(cast, engagement, run_jobs):
    received = receive(upload(printed([[], []])), store=default_store())
    kept = papers.brought(cast, engagement, received=received)
    run_jobs()

    with cast.at(cast.lakeview, cast.carla):
        scan = their_paper_at(engagement, kept.pk)
        assert scan.unread.startswith("This file has no text")
        assert len(review(cast, scan).decided) == len(required_elements(AgreementKind.BAA))


def test_the_pages_lead_from_the_upload_to_the_signatures(
    cast, engagement, template, sign_in, run_jobs
):
    client = sign_in(cast.carla)
    here = (cast.lakeview.slug, engagement.pk)

    taken = client.post(reverse("compliance:their-paper-new", args=here), {"file": upload()})
    run_jobs()

    review_url = taken["Location"]
    page = client.get(review_url).content.decode()
    assert "Longer than 60 days" in page
    assert "Not found." in page
    said = {"notice_stated": "yes", "notice_number": "30", "notice_unit": "days"}
    for one in required_elements(AgreementKind.BAA):
        said |= {
            f"judgement-{one.id}": "here",
            f"page-{one.id}": "2",
            f"words-{one.id}": "Business",
        }
    refused = client.post(review_url, said | {"page-access-524": "9"})
    assert refused.status_code == 422
    assert client.post(review_url, said).status_code == 302
    send_url = f"{review_url}send/"
    assert "cannot be sent yet" not in client.get(send_url).content.decode()
    file = client.get(f"{review_url}file/")
    assert b"".join(file.streaming_content) == printed()
    assert (
        "their-baa.pdf" in client.get(reverse("compliance:agreements", args=here)).content.decode()
    )


def test_their_words_are_shown_as_they_are():
    text = rules.as_markdown(["1. First *not bold* <b>", "- no list", "", "2) second"])

    assert text == "1\\. First \\*not bold\\* \\<b\\>\n\n\\- no list\n\n2\\) second\n"
