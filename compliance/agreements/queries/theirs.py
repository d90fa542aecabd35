"""Reading the papers that clients brought."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from compliance.agreements.models import Agreement, TheirPaper
from compliance.agreements.models.theirs import TheirPaperQuerySet
from engagements.lifecycle.models import Engagement

THEIR_PAGES = "The client’s own paper, as received"
THEIR_WORDS = "The client’s own paper, a Word document as received, set in type"


def their_paper_at(engagement: Engagement, paper_id: UUID) -> TheirPaper:
    """One of them. Raises Http404."""
    found: TheirPaper | None = _rows(engagement).filter(pk=paper_id).first()
    if found is None:
        raise Http404("There is no such paper.")
    return found


def their_papers_of(engagement: Engagement, *, at: datetime | None = None) -> list[TheirPaper]:
    """All of them, the newest first; with `at`, those that had come in before that instant."""
    rows = _rows(engagement)
    return list(rows if at is None else rows.filter(received_at__lt=at))


def their_paper(paper_id: UUID) -> TheirPaper:
    """The same for a worker, which holds its id."""
    rows = TheirPaper.objects.select_related("file", "copy", "follows__file")
    found: TheirPaper = rows.get(pk=paper_id)
    return found


def made_from_before(paper: TheirPaper) -> Agreement | None:
    """The newest agreement that was made from this paper or from a version before it."""
    line, before = [paper.pk], paper.follows_id
    known = {one.pk: one for one in TheirPaper.objects.of_engagement(paper.engagement)}
    while before is not None:
        line.append(before)
        before = known[before].follows_id
    rows = Agreement.objects.of_engagement(paper.engagement).filter(theirs__in=line)
    found: Agreement | None = rows.order_by("-number", "-prepared_at").with_people().first()
    return found


def source_of(agreement: Agreement) -> str:
    """What it was made from, in words."""
    if agreement.theirs_id is not None:
        word = agreement.theirs.is_word if agreement.theirs else False
        return THEIR_WORDS if word else THEIR_PAGES
    return f"Version {agreement.template_version} of the partner’s template"


def _rows(engagement: Engagement) -> TheirPaperQuerySet:
    people = ("received_by", "decided_by", "follows__file", "engagement")
    rows: TheirPaperQuerySet = TheirPaper.objects.of_engagement(engagement)
    return rows.select_related("file", "copy", *people)
