"""A paper or a proof made elsewhere, with the period for which it counts."""

from typing import Any

from django import forms

from compliance.evidence.rules import KINDS, EvidenceKind
from portal.files.uploads import EvidenceFileField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HeldEvidenceForm(forms.Form):
    """`services` are (id, name) of what the engagement uses."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in EvidenceKind if not KINDS[kind].apart],
        label="What it is",
    )
    service_id = forms.ChoiceField(required=False, label="About which service")
    title = forms.CharField(
        max_length=200, label="Title", help_text="As it is printed on it, with its date."
    )
    file = EvidenceFileField(label="The file")
    effective_from = forms.DateField(widget=DATE, label="Counts from")
    effective_until = forms.DateField(
        widget=DATE,
        required=False,
        label="Counts until",
        help_text="The last day. Leave it empty only for a paper without an end.",
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_id"] = forms.ChoiceField(
            choices=[("", "The whole engagement"), *services],
            required=False,
            label="About which service",
        )
