"""What a visitor says when booking."""

from typing import Any

from django import forms

from engagements.bookings.forms.fields import LineField
from engagements.bookings.rules import USE_CASE_LONGEST, Intake, Visitor, Volume
from engagements.lifecycle.rules import Destination, HipaaRole, Sector

# What a mail server has room for (RFC 5321, 4.5.3.1.3), and the column too.
LONGEST_EMAIL = 254
KINDS = {
    "handles_phi": "Health information of patients or plan members (PHI)",
    "eu_personal_data": "Personal data of people in the EU, the EEA or the UK",
    "cardholder_data": "Payment card data",
    "glba_data": "Customer information of a financial institution (GLBA)",
}
NEEDS = {
    "zero_retention_needed": "Whoever runs the model must keep no prompt and no answer",
    "questionnaire_owed": "We have to answer a client's security questionnaire",
}
ROLES = {
    HipaaRole.COVERED_ENTITY: "A covered entity: a provider, a health plan or a clearinghouse",
    HipaaRole.BUSINESS_ASSOCIATE: "A business associate: we work for covered entities",
    HipaaRole.NONE: "Neither of the two",
}


class IntakeForm(forms.Form):
    """What a visitor plans. An `Intake` comes out, also of answers that are not complete yet."""

    use_case = forms.CharField(
        label="What is the model to be used for?",
        max_length=USE_CASE_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence or two, without anything about a patient or another person.",
    )
    sector = forms.ChoiceField(
        label="Your sector", choices=[("", "Choose"), *((one.value, one.label) for one in Sector)]
    )
    kinds = forms.MultipleChoiceField(
        label="What can prompts, answers or documents hold?",
        help_text="When in doubt, tick it; the call can take it back.",
        choices=list(KINDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hipaa_role = forms.ChoiceField(
        label="What are you under HIPAA?",
        choices=[(role.value, words) for role, words in ROLES.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    destination = forms.ChoiceField(
        label="Where are prompts meant to go?",
        choices=[
            (one.value, f"{one.label}: {one.example}" if one.example else one.label)
            for one in Destination
        ],
        initial=Destination.UNDECIDED.value,
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="What else is asked of you?",
        choices=list(NEEDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    volume = forms.ChoiceField(
        label="How much use do you expect?", choices=[(one.value, one.label) for one in Volume]
    )
    deadline = forms.DateField(
        label="Is there a deadline?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def intake(self) -> Intake:
        """The answers so far; what is missing or unsound counts as not said."""
        self.is_valid()
        given = self.cleaned_data
        kinds, needs = given.get("kinds", []), given.get("needs", [])
        return Intake(
            use_case=given.get("use_case", ""),
            sector=Sector(given.get("sector") or Sector.OTHER),
            hipaa_role=HipaaRole(given.get("hipaa_role") or HipaaRole.NONE),
            destination=Destination(given.get("destination") or Destination.UNDECIDED),
            volume=Volume(given.get("volume") or Volume.UNKNOWN),
            deadline=given.get("deadline"),
            **{name: name in kinds for name in KINDS},
            **{name: name in needs for name in NEEDS},
        )


class CallForm(IntakeForm):
    """The intake with whoever it comes from, and a field that only programs fill in."""

    name = LineField(label="Your name", max_length=200)
    organisation = LineField(label="Your organisation", max_length=200)
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=LONGEST_EMAIL,
        help_text="You confirm the call by a link we send there; the invitation follows.",
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("name", "name"), ("organisation", "organization"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean(self) -> dict[str, Any]:
        """Refuse programs that fill in everything, and PHI without a word on the role."""
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            raise forms.ValidationError(
                "Nothing was sent, because a field that people do not see was filled in."
            )
        if "handles_phi" in cleaned.get("kinds", []) and not cleaned.get("hipaa_role"):
            self.add_error("hipaa_role", "Say which of the three you are.")
        return cleaned

    def visitor(self, zone: str) -> Visitor:
        """Whoever books, in the zone they chose."""
        given = self.cleaned_data
        return Visitor(
            name=given["name"],
            email=given["email"],
            organisation=given["organisation"],
            zone=zone,
        )
