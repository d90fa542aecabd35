"""Blanks in the client's own paper: shown where they stand, sent only when they are meant."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compliance.agreements.models import Agreement
from compliance.agreements.queries import their_paper_at
from compliance.agreements.rules import MEANT, ReviewRefused
from portal.audit.models import AuditEvent
from portal.files.intake import receive
from portal.files.store import default_store
from tests.compliance.agreements import papers
from tests.compliance.agreements.test_theirs import printed
from tests.compliance.agreements.theirs import offer, review

PAGES = [
    ["BUSINESS ASSOCIATE AGREEMENT", "", "This Agreement is made as of [EFFECTIVE DATE] by"],
    [
        "1.1 Business Associate shall report any breach to ____________ at Covered Entity.",
        "",
        "By: ____________ Title: ____________",
    ],
]


@pytest.fixture
def paper(cast, engagement, run_jobs):
    """A paper with two blanks and lines to sign on, read and reviewed."""
    file = SimpleUploadedFile("draft.pdf", printed(PAGES), content_type="application/pdf")
    kept = papers.brought(cast, engagement, received=receive(file, store=default_store()))
    run_jobs()
    with cast.at(cast.lakeview, cast.carla):
        return review(cast, their_paper_at(engagement, kept.pk))


def address(cast, paper, name):
    return reverse(f"compliance:{name}", args=(cast.lakeview.slug, paper.engagement_id, paper.pk))


def posted(cast):
    return {
        "client_name": "Lakeview Clinic, PLLC",
        "partner_name": "Northgate Partners, LLC",
        "client_signatory": str(cast.samuel.pk),
        "partner_signatory": str(cast.pavel.pk),
        "effective_on": "2026-11-23",
        "sign_by": "2026-12-10",
    }


def test_blanks_have_their_page_and_words(paper):
    assert [(one.page, one.words) for one in paper.blanks] == [
        (1, "[EFFECTIVE DATE]"),
        (2, "____________"),
    ]


def test_a_paper_with_blanks_is_not_sent_unless_they_are_meant(cast, paper):
    with cast.at(cast.lakeview, cast.carla), pytest.raises(ReviewRefused) as refused:
        offer(cast, paper)

    assert refused.value.reasons == (MEANT,)
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()


def test_that_they_are_meant_is_kept_with_the_agreement_and_told(cast, paper):
    with cast.at(cast.lakeview, cast.carla):
        agreement = offer(cast, paper, blanks_meant=True)

    assert [one["words"] for one in agreement.values["blanks"]] == [
        "[EFFECTIVE DATE]",
        "____________",
    ]
    with cast.at(cast.lakeview):
        told = AuditEvent.objects.get(action="compliance.their_paper.blanks_meant").told
    assert told["data"]["blanks"][0] == [1, "This Agreement is made as of [EFFECTIVE DATE] by"]


def test_a_paper_without_blanks_is_asked_nothing(cast, engagement, run_jobs):
    file = SimpleUploadedFile("whole.pdf", printed(), content_type="application/pdf")
    kept = papers.brought(cast, engagement, received=receive(file, store=default_store()))
    run_jobs()

    with cast.at(cast.lakeview, cast.carla):
        agreement = offer(cast, review(cast, their_paper_at(engagement, kept.pk)))

    assert agreement.values["blanks"] == []
    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action__endswith="blanks_meant").exists()


def test_the_pages_show_them_and_ask(cast, paper, sign_in):
    browser = sign_in(cast.carla)

    shown = browser.get(address(cast, paper, "their-paper"))
    asked = browser.get(address(cast, paper, "their-paper-send"))

    for page in (shown, asked):
        assert "2 blanks not filled in" in page.text
        assert "<mark>[EFFECTIVE DATE]</mark>" in page.text
    assert 'name="blanks_meant"' in asked.text


def test_the_form_without_the_word_is_refused_and_with_it_sent(cast, paper, sign_in):
    browser, path = sign_in(cast.carla), address(cast, paper, "their-paper-send")

    refused = browser.post(path, posted(cast))
    with cast.at(cast.lakeview):
        assert not Agreement.objects.exists()
    sent = browser.post(path, posted(cast) | {"blanks_meant": "on"})

    assert refused.status_code == 422
    assert MEANT in refused.text
    assert sent.status_code == 302
    assert "Blanks that are meant" in browser.get(sent.url).text
