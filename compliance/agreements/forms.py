"""What is asked when an agreement is sent, signed, declined, made void or terminated."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms

from compliance.agreements.queries import Signatories
from compliance.agreements.rules import Hand, PhiOutcome, Placeholder, Template, ValueType
from portal.accounts.models import User
from portal.files.uploads import EvidenceFileField, PdfFileField

DATE = {"type": "date"}
LONGEST_VALUE = 1000
LONGEST_PARTY = 300
# The groups of a form, by what the names of placeholders begin with.
GROUPS = (("client.", "The client"), ("partner.", "The partner"), ("", "The agreement"))


class AgreementForm(forms.Form):
    """The gaps of a template, who signs, and until when."""

    client_signatory = forms.ChoiceField(label="Signs for the client")
    client_title = forms.CharField(
        max_length=200, required=False, label="Their title", help_text="If you know it."
    )
    partner_signatory = forms.ChoiceField(label="Countersigns for the partner")
    partner_title = forms.CharField(
        max_length=200, required=False, label="Their title", help_text="If you know it."
    )
    sign_by = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        label="To be signed until",
        help_text="After this day nobody can sign it any more.",
    )

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What you change, and why",
        help_text="Everybody who was asked to sign reads it.",
    )

    def __init__(
        self,
        *args: Any,
        template: Template,
        people: Signatories,
        asks_why: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]
        self._names = [placeholder.name for placeholder in template.placeholders]
        self._people = {str(one.pk): one for one in (*people.client, *people.partner)}
        for placeholder in template.placeholders:
            self.fields[placeholder.name] = _field(placeholder)
        self._choose("client_signatory", people.client)
        self._choose("partner_signatory", people.partner)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings; the signatures last."""
        left = list(self._names)
        found = []
        for prefix, title in GROUPS:
            names = [name for name in left if name.startswith(prefix)]
            left = [name for name in left if name not in names]
            found.append((title, [self[name] for name in names]))
        signing = ("client_signatory", "client_title", "partner_signatory", "partner_title")
        found.append(("The signatures", [self[name] for name in (*signing, "sign_by")]))
        return [*found, ("The change", [self["reason"]])] if "reason" in self.fields else found

    @property
    def values(self) -> dict[str, object]:
        """What stands in the gaps."""
        return {name: self.cleaned_data.get(name) for name in self._names}

    def signatory(self, side: str) -> User:
        """The person chosen for a side."""
        return self._people[self.cleaned_data[f"{side}_signatory"]]

    def _choose(self, name: str, people: Iterable[User]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(str(one.pk), f"{one.name}, {one.email}") for one in people]


class TemplateForm(forms.Form):
    """The source of a template's next version, and of which version it was made."""

    source = forms.CharField(
        strip=False,
        max_length=200_000,
        label="The template",
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true", "class": "source"}),
    )
    based_on = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean_source(self) -> str:
        """With plain line feeds, as it is kept and hashed."""
        return str(self.cleaned_data["source"]).replace("\r\n", "\n")


class PolicyForm(forms.Form):
    """The partner's own rule."""

    four_eyes = forms.BooleanField(required=False)


class SignForm(forms.Form):
    """What a signer says. The rules judge it: only they know every sentence to refuse with."""

    consent = forms.CharField(required=False)
    typed_name = forms.CharField(
        required=False,
        max_length=200,
        label="Your full name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    typed_title = forms.CharField(
        required=False,
        max_length=200,
        label="Your title",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    authority = forms.BooleanField(required=False)
    drawing = forms.CharField(required=False)
    pressed = forms.CharField(required=False, strip=False)
    shown_sha256 = forms.CharField(required=False)
    time_zone = forms.CharField(required=False)

    def clean_time_zone(self) -> str:
        """A zone that exists; a browser may say anything."""
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in available_timezones() else ""


class AskForm(forms.Form):
    """Nothing but the press of a button."""


class ReasonForm(AskForm):
    """Why something is ended."""

    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), label="Reason"
    )


class PassOnForm(forms.Form):
    """To whom, why, and the consent in its exact words."""

    to = forms.ChoiceField(label="Who signs in your place")
    title = forms.CharField(
        max_length=200, required=False, label="Their title", help_text="If you know it."
    )
    reason = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Reason",
    )
    consent = forms.BooleanField(required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(pk, f"{one.name}, {one.email}") for pk, one in self._people.items()]

    @property
    def person(self) -> User:
        """The person chosen."""
        return self._people[self.cleaned_data["to"]]


class TerminationForm(ReasonForm):
    """Why, and from which day an executed agreement is no longer in force."""

    ended_on = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        label="No longer in force from",
    )


class PaperForm(forms.Form):
    """The scan of what both signed by hand, and who signed when."""

    file = PdfFileField(
        label="The scanned copy", help_text="Every page of what both signed, as one PDF."
    )
    client_signer = forms.CharField(max_length=200, label="Signed for the client by")
    client_capacity = forms.CharField(max_length=200, label="Their title")
    client_signed_on = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), label="Signed on"
    )
    partner_signer = forms.CharField(max_length=200, label="Signed for the partner by")
    partner_capacity = forms.CharField(max_length=200, label="Their title")
    partner_signed_on = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), label="Signed on"
    )

    def hand(self, side: str) -> Hand:
        """The signature of one side."""
        said = self.cleaned_data
        return Hand(said[f"{side}_signer"], said[f"{side}_capacity"], said[f"{side}_signed_on"])


class PhiForm(forms.Form):
    """What became of the PHI after the end, and the proof of it."""

    outcome = forms.ChoiceField(
        choices=[(one.value, one.label) for one in PhiOutcome], label="What became of it"
    )
    extent = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What was held",
        help_text="Systems, stores, logs and back-ups, those of subcontractors included. No PHI.",
    )
    method = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="How",
        help_text="To whom it went, or how it was made unreadable. If that was not feasible: why, "
        "and how it stays protected.",
    )
    done_on = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), label="Done on"
    )
    file = EvidenceFileField(
        required=False,
        label="The proof",
        help_text="The receipt of the return, or the certificate of destruction.",
    )


def _field(placeholder: Placeholder) -> forms.Field:
    """The field of one gap. What may stand in it is the rules' to say, all at once."""
    common: dict[str, Any] = {
        "label": placeholder.label,
        "help_text": placeholder.help,
        "required": False,
    }
    if placeholder.type is ValueType.DATE:
        return forms.DateField(widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), **common)
    if placeholder.type is ValueType.DAYS:
        return forms.IntegerField(min_value=1, **common)
    if placeholder.options:
        choices = [("", "Choose"), *((option, option) for option in placeholder.options)]
        return forms.ChoiceField(choices=choices, **common)
    widget = forms.Textarea(attrs={"rows": 2}) if len(str(placeholder.default or "")) > 60 else None
    longest = LONGEST_PARTY if placeholder.type is ValueType.PARTY else LONGEST_VALUE
    return forms.CharField(max_length=longest, widget=widget, **common)
