"""The outbox: every mail is a row first, sent by a worker, kept with what became of it."""

from datetime import datetime
from typing import Self

from django.db import models

from portal.tenancy.context import require_scope
from portal.tenancy.models import Identified, TenantQuerySet


class MailQuerySet(TenantQuerySet["Mail"]):
    """Mails by state."""

    def unsent(self) -> Self:
        return self.filter(sent_at=None)


class Mail(Identified):
    """One mail to one person. Its words never carry PHI or the content of a document.

    A file that goes with it is named here by its SHA-256, and read from the store when it is sent.
    """

    org_id = models.UUIDField(null=True)
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    enclosed_sha256 = models.CharField(max_length=64, blank=True)
    enclosed_name = models.CharField(max_length=255, blank=True)
    enclosed_mime = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["org_id", "-created_at"], name="mail_newest")]

    def __str__(self) -> str:
        return self.subject

    def put(self, *, at: datetime) -> Self:
        """Store a new mail in the outbox of the organisation that is entered (or of none)."""
        self.org_id, self.created_at = require_scope("Mail").org, at
        self.save(force_insert=True)
        return self

    def sent(self, *, at: datetime, keep_words: bool) -> Self:
        """Handed to the mail server. Its words go: links in them let people in."""
        self.sent_at = at
        if not keep_words:
            self.text = self.html = self.calendar = ""
        return self.write("sent_at", "text", "html", "calendar")

    def failed(self, *, at: datetime) -> Self:
        """The mail server took it from nobody, however often it was tried."""
        self.failed_at = at
        return self.write("failed_at")
