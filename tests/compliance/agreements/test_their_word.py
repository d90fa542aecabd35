"""The client's own paper as a Word document: the words that are shown are the words signed."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.queries import source_of, their_paper_at
from compliance.agreements.rules import ReviewRefused
from portal.files.intake import receive
from portal.files.store import default_store
from tests import word
from tests.compliance.agreements import papers
from tests.compliance.agreements.theirs import everything, offer, review

TEXTS = (
    "BUSINESS ASSOCIATE AGREEMENT",
    "________________",
    "1.1 Business Associate shall not use or disclose PHI other than as permitted by this "
    "Agreement or as required by law.",
    "1.2 Business Associate shall report to Covered Entity any breach of unsecured PHI within "
    "ten (10) days of discovery. ☐ Yes ☒ No",
)


def upload(*texts):
    return SimpleUploadedFile("their-baa.docx", word.of(*(texts or TEXTS)))


def taken_in(cast, engagement, run_jobs, *texts):
    received = receive(upload(*texts), store=default_store())
    kept = papers.brought(cast, engagement, received=received)
    run_jobs()
    with cast.at(cast.lakeview):
        return their_paper_at(engagement, kept.pk)


@pytest.fixture
def paper(cast, engagement, run_jobs):
    return taken_in(cast, engagement, run_jobs)


def words_of(sha256):
    with pypdfium2.PdfDocument(default_store().path(sha256)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


def test_places_are_paragraphs_and_the_copy_has_every_word(paper):
    assert paper.unread == ""
    assert (paper.unit, paper.page_count) == ("paragraph", 4)
    assert paper.proposals["use-limits"]["page"] == 3
    assert paper.proposed_notice == {
        "number": 10,
        "unit": "days",
        "page": 4,
        "words": paper.proposed_notice["words"],
        "too_long": False,
    }
    shown = words_of(paper.copy.sha256)
    for text in TEXTS:
        assert text.replace("☒", "[x]") in shown


def test_the_same_words_give_the_same_bytes(cast, engagement, run_jobs, paper):
    again = taken_in(cast, engagement, run_jobs)

    assert again.copy.sha256 == paper.copy.sha256


def test_signed_are_the_pages_that_were_reviewed_and_the_document_goes_along(cast, paper, run_jobs):
    with cast.at(cast.lakeview, cast.carla):
        prepared = offer(cast, review(cast, paper, everything(page=3)))
    run_jobs()

    with cast.at(cast.lakeview):
        sent = Agreement.objects.with_people().get(pk=prepared.pk)
    assert (sent.state, sent.failure) == ("sent", "")
    assert "a Word document as received" in source_of(sent)
    assert sent.template_sha256 == paper.file.sha256
    with pikepdf.open(default_store().path(sent.document_sha256)) as shown:
        [entry] = shown.Root.AF
        assert entry.AFRelationship == "/Source"
        attached = shown.attachments["their-baa.docx"].get_file()
        assert attached.read_bytes() == default_store().path(paper.file.sha256).read_bytes()
        assert attached.mime_type.endswith("wordprocessingml.document")
        with pikepdf.open(default_store().path(paper.copy.sha256)) as reviewed:
            assert len(shown.pages) == len(reviewed.pages) + 1
    shown_words = words_of(sent.document_sha256)
    assert paper.file.sha256 in shown_words.replace(" ", "")
    for text in TEXTS:
        assert text.replace("☒", "[x]") in shown_words
        assert text.split(" ", 1)[-1].replace("☒", "")[:30] in sent.text.replace("\\", "")


def test_signs_that_cannot_be_set_keep_it_from_being_signed(cast, engagement, run_jobs):
    paper = taken_in(cast, engagement, run_jobs, *TEXTS, "契約")

    assert "cannot set in type (契 約)" in paper.unread
    with cast.at(cast.lakeview, cast.carla):
        held = review(cast, paper, everything(page=1))
        with pytest.raises(ReviewRefused, match="cannot set in type"):
            offer(cast, held)
        assert not Agreement.objects.exists()


def test_a_document_without_text_says_what_to_ask_for(cast, engagement, run_jobs):
    paper = taken_in(cast, engagement, run_jobs, "")

    assert "Ask the client for a PDF" in paper.unread
    assert paper.copy is None


def test_the_copy_that_was_reviewed_never_changes(cast, paper):
    with (
        cast.at(cast.lakeview, cast.carla),
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
    ):
        TheirPaper.objects.filter(pk=paper.pk).update(copy=None)


def test_the_pages_speak_of_paragraphs_and_lead_to_both_files(cast, engagement, sign_in, run_jobs):
    client = sign_in(cast.carla)
    here = (cast.lakeview.slug, engagement.pk)

    taken = client.post(reverse("compliance:their-paper-new", args=here), {"file": upload()})
    run_jobs()

    page = client.get(taken["Location"]).content.decode()
    assert "paragraph 3</a>" in page
    assert "The pages that will be signed" in page
    copy = b"".join(client.get(f"{taken['Location']}copy/").streaming_content)
    assert len(pikepdf.open(BytesIO(copy)).pages) == 1
    file = b"".join(client.get(f"{taken['Location']}file/").streaming_content)
    assert file == word.of(*TEXTS)


def test_a_document_with_tracked_changes_is_refused_in_words(cast, engagement, sign_in):
    body = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    file = SimpleUploadedFile("baa.docx", word.document(body))
    here = (cast.lakeview.slug, engagement.pk)

    answer = sign_in(cast.carla).post(
        reverse("compliance:their-paper-new", args=here), {"file": file}
    )

    assert answer.status_code == 422
    assert "accept or reject every change" in answer.content.decode()
    with cast.at(cast.lakeview):
        assert not TheirPaper.objects.exists()
