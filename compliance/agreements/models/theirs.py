"""The client's own paper, what the portal proposes of it, and what a person says."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Self, cast

from django.db import models

from compliance.agreements.rules import Blank, Decision, Judgement, NoticeTime, TakenIn, find_blanks
from engagements.lifecycle.models import Engagement
from portal.accounts.models import User
from portal.files.models import StoredFile
from portal.files.rules import FileKind
from portal.tenancy.models import ClientOwned, TenantQuerySet


class TheirPaperQuerySet(TenantQuerySet["TheirPaper"]):
    """Papers that clients brought."""

    def of_engagement(self, engagement: Engagement) -> Self:
        """The newest first."""
        rows = self.filter(org_id=engagement.org_id, engagement=engagement)
        return rows.order_by("-received_at", "pk")


class TheirPaper(ClientOwned):
    """A business associate agreement as the client gave it.

    `pages` is its text, a list of paragraphs for each page; `proposals` says by element where it
    seems to stand; `decisions` what a person says, and nothing else counts. `unread` is why there
    is no text. `notice` is the time for the notice of a breach: proposed, and as confirmed.

    A Word document has no pages: there each paragraph stands for one, and `copy` is the text set in
    type, which is read and signed. `pictures` are those of the pages that would be signed, `marks`
    where on them the proposed words stand, by element.

    `follows` is the version before this one; `carried` says by element what became of the words
    that were confirmed in it, `changes` what else is to be looked at.
    """

    partner = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    engagement = models.ForeignKey(
        Engagement, models.PROTECT, related_name="+", db_constraint=False
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_constraint=False)
    copy = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, db_constraint=False
    )
    pictures = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    carried = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    unread = models.TextField(blank=True)
    pages = models.JSONField(default=list)
    proposals = models.JSONField(default=dict)
    proposed_notice = models.JSONField(null=True)
    decisions = models.JSONField(default=dict)
    notice = models.JSONField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)

    objects = TheirPaperQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file.name

    def keep(self, *, by: User, at: datetime) -> Self:
        """Store what was received; a worker reads it."""
        self.received_by, self.received_at = by, at
        self.save(force_insert=True)
        return self

    def note_reading(self, taken: TakenIn, *, copy: StoredFile | None, at: datetime) -> Self:
        """What the portal read, or why it could not."""
        self.pages, self.proposals, self.proposed_notice = (
            taken.pages,
            taken.proposals,
            taken.notice,
        )
        self.pictures, self.marks = taken.pictures, taken.marks
        self.carried, self.changes = taken.carried, taken.changes
        self.unread, self.copy, self.read_at = taken.unread, copy, at
        read = ("pages", "proposals", "proposed_notice", "pictures", "marks", "carried", "changes")
        return self.write(*read, "unread", "copy", "read_at")

    def decide(
        self, decisions: list[Decision], notice: NoticeTime | None, *, by: User, at: datetime
    ) -> Self:
        """What a person says, in place of what was said before."""
        self.decisions = {one.element: asdict(one) for one in decisions}
        self.notice = None if notice is None else asdict(notice)
        self.decided_by, self.decided_at = by, at
        return self.write("decisions", "notice", "decided_by", "decided_at")

    @property
    def decided(self) -> list[Decision]:
        """What a person said of each element."""
        return [
            Decision(**{**one, "judgement": Judgement(one["judgement"])})
            for one in cast(dict[str, dict[str, Any]], self.decisions).values()
        ]

    @property
    def notice_time(self) -> NoticeTime | None:
        """The time for the notice of a breach, as confirmed."""
        return None if self.notice is None else NoticeTime(**self.notice)

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The places that nobody filled in; none of a file without a text."""
        return find_blanks(self.pages)

    @property
    def is_word(self) -> bool:
        """Whether it came as a Word document."""
        return self.file.kind == FileKind.DOCX

    @property
    def unit(self) -> str:
        """What places in it are counted in, as a word in a sentence."""
        return "paragraph" if self.is_word else "page"

    @property
    def signable(self) -> StoredFile | None:
        """The pages that would be signed: those received, or the text as it was set in type."""
        return self.copy if self.is_word else self.file

    @property
    def page_count(self) -> int:
        """How many pages the file has, or paragraphs; a text without either is one."""
        return self.file.pages or max(1, len(self.pages))
