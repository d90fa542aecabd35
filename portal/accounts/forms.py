"""Shape of what people enter about themselves."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.models import User


class AccountForm(forms.Form):
    """Name and password of an invited person who has no account yet."""

    name = forms.CharField(
        max_length=200,
        label="Your full name",
        help_text="As it is to stand under what you sign and record.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters; three or four words that do not belong together do.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            person = User(email=self._email, name=cleaned.get("name", ""))
            try:
                validate_password(cleaned["password"], user=person)
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned
