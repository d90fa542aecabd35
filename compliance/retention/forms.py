"""What people enter about a retention setting."""

from datetime import date
from typing import Any

from django import forms

from compliance.retention.rules import (
    OUTCOMES,
    Outcome,
    ProofForm,
    Reach,
    ReadingRule,
    Statement,
    Step,
)
from portal.files.rules import FileKind
from portal.files.uploads import EvidenceFileField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WORDS = forms.Textarea(attrs={"rows": 4})
TAKEN = frozenset({FileKind.PDF, FileKind.PNG, FileKind.JPEG, FileKind.JSON, FileKind.TEXT})
WRITTEN_DOWN = "written-down"
NO_RULE = "No reading rule is known for this service: write down first what a capture has to show."

# Per step: its fields, in order, with their labels and a line of help.
FIELDS: dict[Step, dict[str, tuple[str, str]]] = {
    Step.ASKED: {
        "on": ("Asked on", ""),
        "who": ("Of whom", "A person or an address at the vendor."),
        "words": ("In which words", "What was asked for, and for which account."),
        "file": ("The request", "Optional: the mail or the form as it was sent."),
    },
    Step.ANSWERED: {
        "on": ("Replied on", ""),
        "who": ("Who at the vendor", "A name, or the team that signs the reply."),
        "reach": ("What it reaches", ""),
        "account": ("Which organisation, project or endpoint", "As the vendor names it."),
        "words": (
            "The words of the reply",
            "Or why no approval is needed: for instance, that customers set it themselves.",
        ),
        "file": ("The reply", "The vendor's mail or letter."),
    },
    Step.CONFIGURED: {
        "on": ("Set on", ""),
        "who": ("Who set it", ""),
        "account": ("Account, project or resource", "As the vendor's console names it."),
        "where": ("Where", "A page of the console, a call, a template."),
        "setting": ("Which setting", ""),
        "value": ("To which value", ""),
        "words": ("Note", "Or why nothing had to be set: for instance, that it is the default."),
    },
    Step.EXPECTED: {
        "setting": (
            "Path of the value",
            "For instance properties.logging.enabled, or items[name=logging].value.",
        ),
        "value": (
            "The value expected there",
            'In JSON: false, 0, or text in quotation marks: "none".',
        ),
        "where": ("Whose answer", "The call, and where its answer is described."),
        "words": ("What it means", "The claim in words: what is shown if the value is there."),
    },
}
DONE_WORDS = {
    Step.ASKED: "It was asked",
    Step.ANSWERED: "The vendor approved it",
    Step.CONFIGURED: "It was set",
    Step.EXPECTED: "A capture has to show this",
}
OUTCOME_WORDS = {
    (Step.ANSWERED, Outcome.REFUSED): "The vendor refused it",
    (Step.ANSWERED, Outcome.NOT_NEEDED): "No approval is needed",
    (Step.CONFIGURED, Outcome.NOT_NEEDED): "Nothing had to be set",
}


class StepForm(forms.Form):
    """One record of one step. What has to be there follows from the rules, not from the form."""

    outcome = forms.ChoiceField()
    on = forms.DateField(widget=DATE, required=False)
    who = forms.CharField(max_length=200, required=False)
    reach = forms.ChoiceField(
        choices=[("", "Choose"), *((one.value, one.label) for one in Reach)], required=False
    )
    account = forms.CharField(max_length=200, required=False)
    where = forms.CharField(max_length=300, required=False)
    setting = forms.CharField(max_length=200, required=False)
    value = forms.CharField(max_length=200, required=False)
    words = forms.CharField(widget=WORDS, required=False)
    file = EvidenceFileField(accept=TAKEN, required=False)

    def __init__(self, *args: Any, step: Step, recorded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["outcome"] = forms.ChoiceField(
            label="What is recorded",
            widget=forms.RadioSelect,
            initial=Outcome.DONE.value,
            choices=[
                (one.value, _outcome_words(step, one))
                for one in OUTCOMES[step]
                if recorded or one is not Outcome.RETRACTED
            ],
        )
        for name in set(self.fields) - {"outcome", *FIELDS[step]}:
            del self.fields[name]
        for name, (label, help_text) in FIELDS[step].items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.order_fields(["outcome", *FIELDS[step]])

    @property
    def statement(self) -> Statement:
        """What was entered, as the rules take it."""
        given = self.cleaned_data
        outcome = Outcome(given["outcome"])
        reach = given.get("reach", "")
        names = ("who", "account", "setting", "value", "where", "words")
        return Statement(
            step=self.step,
            outcome=outcome,
            on=given.get("on"),
            reach=Reach(reach) if reach else None,
            has_file=bool(given.get("file")),
            **{name: given.get(name, "").strip() for name in names},
        )


class ProofEntryForm(forms.Form):
    """A proof. `rules` are the reading rules for the service, `written` what was written down."""

    form = forms.ChoiceField(
        label="What the file is",
        choices=[(one.value, one.label) for one in ProofForm],
        widget=forms.RadioSelect,
        initial=ProofForm.SETTINGS_CALL.value,
    )
    rule = forms.ChoiceField(required=False)
    claim = forms.CharField(
        label="What a picture or document shows",
        max_length=300,
        required=False,
        help_text="Of a picture or a document only, in one sentence.",
    )
    keeps_nothing = forms.BooleanField(
        label="It shows that no prompt and no answer is kept",
        required=False,
        help_text="Not asked of captured answers that the portal reads by its own rules.",
    )
    captured_on = forms.DateField(
        label="Captured on", widget=DATE, help_text="The day of the call or of the picture."
    )
    account = forms.CharField(
        label="Account, project or resource claimed",
        max_length=200,
        help_text="Where the answer names one, it is compared with this.",
    )
    file = EvidenceFileField(
        accept=TAKEN,
        label="The file",
        help_text="JSON of the vendor's own settings call is best. Take keys and tokens out first.",
    )

    def __init__(
        self,
        *args: Any,
        rules: tuple[ReadingRule, ...],
        written: ReadingRule | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {one.key: one for one in rules}
        if written:
            self.rules[WRITTEN_DOWN] = written
        choices = [(key, f"{one.claim} ({one.call})") for key, one in self.rules.items()]
        self.fields["rule"] = forms.ChoiceField(
            label="What a captured answer is compared with",
            required=False,
            choices=[("", "Choose"), *choices],
            help_text="" if choices else NO_RULE,
        )

    @property
    def chosen(self) -> ReadingRule | None:
        """The rule that was chosen, for a captured answer."""
        if self.cleaned_data["form"] != ProofForm.SETTINGS_CALL:
            return None
        return self.rules.get(self.cleaned_data.get("rule", ""))

    def clean(self) -> dict[str, Any]:
        """A captured answer needs what it is compared with, anything else a claim."""
        given = super().clean() or {}
        is_call = given.get("form") == ProofForm.SETTINGS_CALL
        if is_call and not given.get("rule"):
            self.add_error("rule", "Choose what the captured answer is compared with.")
        if not is_call and not given.get("claim", "").strip():
            self.add_error("claim", "Say in one sentence what it shows.")
        return given


class AttestationForm(forms.Form):
    """Until which day somebody stands behind a proof."""

    until = forms.DateField(label="Attested until", widget=DATE)
    words = forms.CharField(
        label="What you saw in it",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Asked for where the portal itself cannot tell what the proof shows.",
    )

    def __init__(self, *args: Any, latest: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = latest


def _outcome_words(step: Step, outcome: Outcome) -> str:
    if outcome is Outcome.DONE:
        return DONE_WORDS[step]
    if outcome is Outcome.RETRACTED:
        return "The record before was wrong; it is taken back"
    return OUTCOME_WORDS[step, outcome]
