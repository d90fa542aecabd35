"""The forms of packets: asking for one, and choosing two to compare."""

from collections.abc import Sequence
from typing import Any

from django import forms

from compliance.evidence.rules import show_date
from compliance.packets.models import Packet
from compliance.packets.rules import LONGEST_PURPOSE


class AskForm(forms.Form):
    """Who the packet is for. The day it shows is today's; the rules refuse in words."""

    audience = forms.CharField(
        label="Who is it for",
        help_text="Recipient and purpose, as they should stand on the cover.",
        max_length=LONGEST_PURPOSE,
        error_messages={"required": "Say who the packet is for; it stands on its cover."},
        widget=forms.TextInput(
            attrs={"placeholder": "Harrow & Vale LLP, for the audit of 2026", "autocomplete": "off"}
        ),
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
