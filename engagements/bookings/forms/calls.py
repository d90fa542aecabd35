"""What the partner enters about a call."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagements.bookings.forms.fields import LineField
from engagements.bookings.moving import Taker
from engagements.bookings.rules import BookingState, ClosingReason
from portal.accounts.models import User


class OutcomeForm(forms.Form):
    """What became of a call."""

    outcome = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (BookingState.TOOK_PLACE, BookingState.NO_SHOW)]
    )


class CancelForm(forms.Form):
    """A word to the visitor when the partner cancels."""

    reason = forms.CharField(
        label="A word to the visitor",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in the mail that tells them.",
    )


class TakerForm(forms.Form):
    """Who takes a call over, of those who are free for it."""

    host = forms.ChoiceField(
        label="Who takes it?",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose somebody of the list; they are free then."},
    )

    def __init__(self, *args: Any, takers: Iterable[Taker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["host"]
        field.choices = [(str(one.host.pk), one.in_words) for one in takers if one.free]


class NotesForm(forms.Form):
    """What the partner wants to remember of a call."""

    notes = forms.CharField(
        label="Notes",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For you and your colleagues; the visitor never sees them. Nothing about a"
        " patient.",
    )


class ClosingForm(forms.Form):
    """Why nothing more comes of a call."""

    reason = forms.ChoiceField(
        label="Why is it closed?",
        choices=[(one.value, one.label) for one in ClosingReason],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="In your own words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EngagementForm(forms.Form):
    """The engagement that comes out of a call."""

    client_name = LineField(label="Name of the client", max_length=200)
    legal_name = LineField(
        label="Its full legal name",
        max_length=300,
        help_text="As it stands in its contracts; agreements will carry it.",
    )
    title = LineField(label="Title of the engagement", max_length=200)
    lead = forms.ChoiceField(label="Who leads it")

    def __init__(self, *args: Any, staff: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leads = {str(user.pk): user for user in staff}
        field: Any = self.fields["lead"]
        field.choices = [(pk, user.name) for pk, user in self.leads.items()]
