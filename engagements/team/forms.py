"""Shape of invitations."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from engagements.team.rules import LONGEST_GRANT_DAYS
from portal.accounts.roles import Role

# What a mail server has room for (RFC 5321, 4.5.3.1.3), and the column too.
LONGEST_EMAIL = 254
USUAL_GRANT = timedelta(days=30)


class PersonForm(forms.Form):
    """Who is invited into an organisation, in which role."""

    name = forms.CharField(max_length=200, label="Full name")
    email = forms.EmailField(
        label="E-mail address",
        max_length=LONGEST_EMAIL,
        help_text="They can take up the invitation with this address only.",
    )
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(role.value, f"{role.label}: {role.purpose}") for role in roles]


class AuditorForm(forms.Form):
    """Who is let in as an auditor, and until when."""

    name = forms.CharField(max_length=200, label="Full name")
    email = forms.EmailField(
        label="E-mail address",
        max_length=LONGEST_EMAIL,
        help_text="They can take up the invitation with this address only.",
    )
    until = forms.DateField(
        label="Let in until",
        help_text="This day included. You can end the access earlier at any time.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = self.fields["until"]
        until.initial = today + USUAL_GRANT
        until.widget.attrs["min"] = today.isoformat()
        until.widget.attrs["max"] = (today + timedelta(days=LONGEST_GRANT_DAYS)).isoformat()
