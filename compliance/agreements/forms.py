"""What is entered to prepare an agreement, and what is said when it is signed."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from compliance.agreements.queries import Signatories
from compliance.agreements.rules import CURRENT_DISCLOSURE, Placeholder, Template, ValueType
from portal.accounts.models import User

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
USUAL_TIME_TO_SIGN = timedelta(days=14)


def _gap(placeholder: Placeholder) -> forms.Field:
    """The field of one placeholder. What may stand in it is the rules' to say, all at once."""
    known: dict[str, Any] = {
        "label": placeholder.label,
        "help_text": placeholder.help,
        "required": False,
    }
    if placeholder.options:
        choices = [("", "Choose"), *((one, one) for one in placeholder.options)]
        return forms.ChoiceField(choices=choices, **known)
    if placeholder.type is ValueType.DATE:
        return forms.DateField(widget=DATE, **known)
    if placeholder.type is ValueType.DAYS:
        return forms.IntegerField(min_value=1, **known)
    return forms.CharField(max_length=600, **known)


class PrepareForm(forms.Form):
    """The gaps of a template, who signs for whom, and until when."""

    client_signatory = forms.ChoiceField(label="Signs for the client")
    client_title = forms.CharField(max_length=200, required=False, label="Their title")
    partner_signatory = forms.ChoiceField(label="Countersigns for the partner")
    partner_title = forms.CharField(max_length=200, required=False, label="Their title")
    sign_by = forms.DateField(widget=DATE, label="To be signed by", help_text="The last day.")

    def __init__(
        self,
        data: Any,
        *,
        template: Template,
        people: Signatories,
        proposed: Mapping[str, object],
        today: date,
    ) -> None:
        initial = {"sign_by": today + USUAL_TIME_TO_SIGN, **proposed}
        super().__init__(data, initial=initial)
        self.template = template
        self.people = {str(one.pk): one for one in (*people.client, *people.partner)}
        self.fields["client_signatory"] = _choice("Signs for the client", people.client)
        self.fields["partner_signatory"] = _choice("Countersigns for the partner", people.partner)
        for placeholder in template.placeholders:
            self.fields[placeholder.name] = _gap(placeholder)
        self.order_fields([*(one.name for one in template.placeholders), *self.base_fields])

    @property
    def gaps(self) -> Iterator[forms.BoundField]:
        """The fields of the template's placeholders."""
        return (self[placeholder.name] for placeholder in self.template.placeholders)

    @property
    def signing(self) -> Iterator[forms.BoundField]:
        """The fields of who signs until when."""
        return (self[name] for name in self.base_fields)

    @property
    def values(self) -> dict[str, object]:
        """What stands in the gaps, as the rules read it."""
        return {one.name: self.cleaned_data.get(one.name) for one in self.template.placeholders}

    def person(self, name: str) -> User:
        """Who was chosen in a field."""
        return self.people[self.cleaned_data[name]]


class SignForm(forms.Form):
    """What a signer says. Whether it is enough is the rules' to say."""

    typed_name = forms.CharField(max_length=200, label="Your full name, as your signature")
    typed_title = forms.CharField(max_length=200, label="Your title")
    consent = forms.BooleanField(
        required=False, label="I agree to electronic records and signatures, as described here"
    )
    authority = forms.BooleanField(required=False)
    shown_sha256 = forms.CharField(widget=forms.HiddenInput)
    time_zone = forms.CharField(
        required=False,
        max_length=64,
        widget=forms.HiddenInput(attrs={"data-visitor-zone": True}),
    )

    def __init__(self, *args: Any, authority: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"] = forms.BooleanField(required=False, label=authority)

    @property
    def disclosure(self) -> str | None:
        """The version of the disclosure that was accepted, if it was."""
        return CURRENT_DISCLOSURE if self.cleaned_data["consent"] else None


def _choice(label: str, people: list[User]) -> forms.ChoiceField:
    choices = [(str(one.pk), f"{one.name}, {one.email}") for one in people]
    return forms.ChoiceField(choices=choices, label=label)
