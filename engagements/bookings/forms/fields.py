"""A field that several forms use."""

from typing import Any

from django import forms


class LineField(forms.CharField):
    """One line of text: line breaks and runs of spaces become one space."""

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())
