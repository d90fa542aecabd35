"""Shape of the facts of a scope, and of a new engagement."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from engagements.lifecycle.rules import Destination, HipaaRole, Route, Scope, Sector
from portal.accounts.models import Membership, Organization

DATA = {
    "handles_phi": "Health information of patients or plan members (PHI)",
    "eu_personal_data": "Personal data of people in the EU, the EEA or the UK",
    "cardholder_data": "Cardholder data",
    "glba_data": "Customer information of a financial institution (GLBA)",
}
NEEDS = {
    "zero_retention_needed": "Zero retention: whoever runs the model keeps no prompt and no answer",
    "questionnaire_owed": "A security questionnaire is owed to somebody",
    "processing_integrity_needed": "Vendors’ SOC 2 reports cover processing integrity: that what "
    "is processed comes out whole, right and in time",
    "privacy_needed": "Vendors’ SOC 2 reports cover privacy: how personal data is collected, "
    "used, kept, passed on and disposed of",
}
NEW_CLIENT = ""


class ScopeForm(forms.Form):
    """The facts of an engagement. `Scope` comes out; the rules say whether it can be true."""

    use_case = forms.CharField(
        label="What the model is used for",
        max_length=2000,
        widget=forms.Textarea,
        help_text="In a few sentences, without anything about a patient or another person.",
    )
    sector = forms.ChoiceField(
        label="Sector of the client", choices=[(one.value, one.label) for one in Sector]
    )
    kinds = forms.MultipleChoiceField(
        label="What prompts, answers or documents can hold",
        help_text="When in doubt, it can. You can take it back later.",
        choices=list(DATA.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hipaa_role = forms.ChoiceField(
        label="What the client is under HIPAA",
        help_text="45 CFR 160.103. It matters where health information is handled.",
        choices=[(one.value, one.label) for one in HipaaRole],
        widget=forms.RadioSelect,
    )
    destination = forms.ChoiceField(
        label="Where prompts go",
        choices=[
            (one.value, f"{one.label}: {one.example}" if one.example else one.label)
            for one in Destination
        ],
        widget=forms.RadioSelect,
    )
    decided = forms.BooleanField(
        label="This route is decided",
        help_text="The requirements and the plan of milestones follow from the decision.",
        required=False,
    )
    model = forms.CharField(
        label="Model", max_length=100, required=False, help_text="For example: Llama 3.1 70B"
    )
    region = forms.CharField(
        label="Region in which the data is processed",
        max_length=100,
        required=False,
        help_text="For example: us-east-1",
    )
    needs = forms.MultipleChoiceField(
        label="What else is asked for",
        choices=list(NEEDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    categories_reason = forms.CharField(
        label="Why processing integrity or privacy is asked for",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: a contract that says so. A report without the category does not "
        "count for this engagement.",
    )

    def __init__(self, answers: Any = None, *, facts: Scope, use_case: str = "") -> None:
        super().__init__(answers, initial=_as_answers(facts, use_case))
        self._facts = facts

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decided") and cleaned.get("destination") == Destination.UNDECIDED:
            self.add_error("destination", "Say where prompts go, or leave the route undecided.")
        return cleaned

    def scope(self) -> Scope:
        """The facts as answered so far; what was not answered soundly stays as it was."""
        given = self.cleaned_data
        destination = Destination(given.get("destination", self._facts.destination))
        kinds, needs = given.get("kinds", []), given.get("needs", [])
        further = {"processing_integrity_needed", "privacy_needed"} & set(needs)
        return Scope(
            sector=Sector(given.get("sector", self._facts.sector)),
            hipaa_role=HipaaRole(given.get("hipaa_role", self._facts.hipaa_role)),
            destination=destination,
            route=destination.route if given.get("decided") else Route.UNDECIDED,
            model=given.get("model", ""),
            region=given.get("region", ""),
            categories_reason=given.get("categories_reason", "") if further else "",
            **{name: name in kinds for name in DATA},
            **{name: name in needs for name in NEEDS},
        )


def _as_answers(facts: Scope, use_case: str) -> dict[str, Any]:
    destination = facts.destination
    if destination is Destination.UNDECIDED and facts.is_private_deployment:
        destination = Destination.OWN_DEPLOYMENT
    return {
        "use_case": use_case,
        "sector": facts.sector.value,
        "kinds": [name for name in DATA if getattr(facts, name)],
        "hipaa_role": facts.hipaa_role.value,
        "destination": destination.value,
        "decided": facts.route is not Route.UNDECIDED,
        "model": facts.model,
        "region": facts.region,
        "needs": [name for name in NEEDS if getattr(facts, name)],
        "categories_reason": facts.categories_reason,
    }


class NewEngagementForm(forms.Form):
    """An engagement that did not begin with a booked call, for a new client or a known one."""

    client = forms.ChoiceField(label="Client", required=False)
    client_name = forms.CharField(label="Name of the new client", max_length=200, required=False)
    legal_name = forms.CharField(
        label="Its full legal name",
        max_length=300,
        required=False,
        help_text="As it stands in its contracts; agreements will carry it.",
    )
    time_zone = forms.ChoiceField(
        label="Its time zone", choices=[(name, name) for name in sorted(available_timezones())]
    )
    title = forms.CharField(
        label="Title of the engagement",
        max_length=200,
        help_text="For example: Private assistant for patient notes",
    )
    lead = forms.ChoiceField(label="Who leads it")

    def __init__(
        self,
        *args: Any,
        clients: Iterable[Organization],
        staff: Iterable[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clients = {str(client.pk): client for client in clients}
        self.leads = {str(member.user_id): member.user for member in staff}
        known = [(pk, client.name) for pk, client in self.clients.items()]
        self._choose("client", [(NEW_CLIENT, "A new client"), *known])
        self._choose("lead", [(pk, user.name) for pk, user in self.leads.items()])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("client") == NEW_CLIENT:
            for name in ("client_name", "legal_name"):
                if not cleaned.get(name):
                    self.add_error(name, ValidationError("A new client needs this."))
        return cleaned

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
