"""Whose duties these are and until when; what shows one of them."""

from datetime import date, timedelta
from typing import Any

from django import forms

from compliance.cuecs.queries import Owners
from compliance.cuecs.rules import LONGEST_DAYS, AnswerKind, propose_due
from portal.accounts.models import User
from portal.files.uploads import EvidenceFileField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
AS_PROPOSED = "proposed"


class AssignForm(forms.Form):
    """One owner, or the proposed one of each, and one date for the duties that were ticked."""

    owner = forms.ChoiceField()
    due_on = forms.DateField(widget=DATE, label="To be shown by")

    def __init__(
        self, data: Any = None, *, owners: Owners, names: tuple[str, str], today: date
    ) -> None:
        super().__init__(data, initial={"due_on": propose_due(today)})
        client, partner = names
        self.people = {str(one.pk): one for one in (*owners.client, *owners.partner)}
        self.fields["owner"] = forms.ChoiceField(
            label="Whose duty",
            choices=[
                (AS_PROPOSED, "As proposed beside each"),
                (client, [(str(one.pk), one.name) for one in owners.client]),
                (partner, [(str(one.pk), one.name) for one in owners.partner]),
            ],
        )

    @property
    def person(self) -> User | None:
        """Who was chosen; nobody where each is to get the proposed one."""
        return self.people.get(self.cleaned_data["owner"])


class AnswerForm(forms.Form):
    """Exactly one way of showing a duty, and until when that counts."""

    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in AnswerKind],
        widget=forms.RadioSelect,
        initial=AnswerKind.FILE.value,
        label="How do you show it?",
    )
    file = EvidenceFileField(required=False, label="The file")
    link = forms.URLField(
        max_length=1000,
        required=False,
        assume_scheme="https",
        label="Or the link",
        help_text="What it leads to is not kept; a file is better evidence.",
    )
    words = forms.CharField(
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="In your words",
        help_text="How it is carried out; or why it does not apply to this engagement.",
    )
    counts_until = forms.DateField(
        widget=DATE,
        label="Counts until",
        help_text=f"At most {LONGEST_DAYS} days from today. Then it is shown again.",
    )

    def __init__(self, data: Any = None, files: Any = None, *, today: date) -> None:
        year_on = today + timedelta(days=LONGEST_DAYS)
        super().__init__(data, files, initial={"counts_until": year_on})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in (AnswerKind.FILE, AnswerKind.LINK):
            if cleaned.get(kind.value) and cleaned.get("kind") != kind:
                message = (
                    f"This is given, but not chosen above. Choose “{kind.label}”, or leave it out."
                )
                self.add_error(kind.value, message)
        return cleaned
