"""The form with which a packet is asked for."""

from django import forms

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
