"""The forms of packets: asking for one, and choosing two to compare."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from compliance.evidence.rules import show_date
from compliance.packets.models import Packet
from compliance.packets.rules import (
    LONGEST_PURPOSE,
    LONGEST_REASON,
    LONGEST_RECIPIENT,
    PRESETS,
    Audience,
    Choice,
    PacketSection,
    RestrictedUse,
)

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskForm(forms.Form):
    """Who reads the packet and of which day it is; what goes in is what is usual for them."""

    audience = forms.ChoiceField(
        label="Who reads it",
        choices=[(one.value, f"{one.label}. {one.usual}") for one in Audience],
        initial=Audience.AUDITOR.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Say who reads it."},
    )
    recipient = forms.CharField(
        label="Who is it for",
        help_text="The person and the organisation, as they should stand on the cover and on "
        "stamped pages.",
        max_length=LONGEST_RECIPIENT,
        error_messages={"required": "Say who the packet is for; it stands on its cover."},
        widget=forms.TextInput(
            attrs={"placeholder": "Nora Hale, Harrow & Vale LLP", "autocomplete": "off"}
        ),
    )
    purpose = forms.CharField(
        label="For what",
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": "for the audit of 2026", "autocomplete": "off"}
        ),
    )
    as_of = forms.DateField(
        label="As of",
        required=False,
        help_text="The day whose state it shows, to its end. Empty for today.",
        widget=DATE,
        error_messages={"invalid": "Give a day of the calendar."},
    )

    def is_for(self, readers: str | None) -> bool:
        """Whether it is, once valid, for the readers for whom it was begun, where it says that."""
        return readers in {None, self.cleaned_data["audience"]}

    def choice(self, *, today: date) -> Choice:
        """What was asked for, once the form is valid."""
        told = self.cleaned_data
        return Choice.usual(
            Audience(told["audience"]),
            told["recipient"],
            as_of=told["as_of"] or today,
            purpose=told["purpose"],
        )


class ChooseForm(AskForm):
    """The same, with what goes in chosen by hand."""

    sections = forms.MultipleChoiceField(
        label="What goes in",
        required=False,
        help_text="The cover with the verdict and what is missing, the contents, how to check the "
        "packet and the manifest are always in. What is left out is named with the reason.",
        choices=[(one.value, one.label) for one in PacketSection],
        widget=forms.CheckboxSelectMultiple,
    )
    restricted = forms.ChoiceField(
        label="Reports whose use is restricted",
        help_text="Such as SOC 2 reports, which are meant for the parties that they name. Ask the "
        "vendor before you hand one on.",
        choices=[(one.value, one.label) for one in RestrictedUse],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of reports whose use is restricted."},
    )
    because = forms.CharField(
        label="Why something is left out that is usual",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Stands in the packet beside what was left out.",
    )

    @classmethod
    def begun(cls, asked: AskForm) -> "ChooseForm":
        """What was filled in already, with what is usual for the audience to choose from."""
        preset = PRESETS[Audience(asked.cleaned_data["audience"])]
        usual = {
            "sections": [one.value for one in PacketSection if one in preset.sections],
            "restricted": preset.restricted.value,
        }
        return cls(initial={**asked.cleaned_data, **usual})

    def choice(self, *, today: date) -> Choice:
        told = self.cleaned_data
        return Choice(
            audience=Audience(told["audience"]),
            recipient=told["recipient"],
            as_of=told["as_of"] or today,
            sections=frozenset(PacketSection(one) for one in told["sections"]),
            restricted=RestrictedUse(told["restricted"]),
            purpose=told["purpose"],
            because=told["because"],
        )


class CompareForm(forms.Form):
    """Two sealed packets of one engagement. Whether they are in order, the rules say."""

    older = forms.ChoiceField(label="Older packet")
    newer = forms.ChoiceField(label="Newer packet")

    def __init__(self, *args: Any, packets: Sequence[Packet], **more: Any) -> None:
        """`packets` are those to choose from, the newest first."""
        super().__init__(*args, **more)
        choices = [(str(one.pk), _described(one)) for one in packets]
        for name in ("older", "newer"):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                choices=choices,
                error_messages={"invalid_choice": "Choose one of the packets in the list."},
            )


def _described(packet: Packet) -> str:
    return f"Packet {packet.number}, as of {show_date(packet.as_of)}, for {packet.audience}"
