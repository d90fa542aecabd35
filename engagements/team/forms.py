"""Shape of invitations."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from engagements.team.rules import LONGEST_GRANT_DAYS
from portal.accounts.roles import Role

USUAL_GRANT = timedelta(days=30)

# What a role is for, beside its name where one is chosen.
PURPOSES = {
    Role.CLIENT_OWNER: "runs the client's side: invites people, lets auditors in",
    Role.CLIENT_SIGNATORY: "signs agreements for the client, accepts milestones",
    Role.CLIENT_MEMBER: "reads everything, states the facts of the scope, downloads packets",
    Role.PARTNER_OWNER: "runs the partner's side: invites people, opens engagements",
    Role.PARTNER_SIGNATORY: "countersigns agreements, accepts reviews",
    Role.PARTNER_CONSULTANT: "opens and scopes engagements, reviews evidence, invites clients",
    Role.PARTNER_ENGINEER: "records milestones with their evidence",
}


class PersonForm(forms.Form):
    """Who is invited into an organisation, in which role."""

    name = forms.CharField(max_length=200, label="Full name")
    email = forms.EmailField(
        label="E-mail address",
        help_text="They can take up the invitation with this address only.",
    )
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(role.value, f"{role.label}: {PURPOSES[role]}") for role in roles]


class AuditorForm(forms.Form):
    """Who is let in as an auditor, and until when."""

    name = forms.CharField(max_length=200, label="Full name")
    email = forms.EmailField(
        label="E-mail address",
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
