"""What engineers attach, and why clients return."""

from typing import Any

from django import forms

from engagements.milestones.models import EvidenceForm
from engagements.milestones.rules import LONGEST_REASON
from portal.files.uploads import EvidenceFileField


class DateForm(forms.Form):
    """Another date for a milestone, and why."""

    day = forms.DateField(
        label="New date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label="Why it changes",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The client reads it, and the packet keeps it.",
    )


class AttachForm(forms.Form):
    """One piece of evidence: exactly one of a file, a link, or what a command printed."""

    title = forms.CharField(
        max_length=200, required=False, label="What it shows", help_text="A few words."
    )
    file = EvidenceFileField(required=False, label="File")
    link = forms.URLField(
        max_length=1000,
        required=False,
        assume_scheme="https",
        label="Or a link",
        help_text="What it leads to is not kept; a file is better evidence.",
    )
    output = forms.CharField(
        max_length=100_000,
        required=False,
        strip=False,
        label="Or what a command printed",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [form for form in EvidenceForm if cleaned.get(form.value)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError("Attach one thing: a file, a link, or a command's output.")
        cleaned["form"] = given[0] if given else None
        return cleaned
