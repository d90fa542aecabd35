"""Shape of what people enter about themselves."""

from django import forms
from django.contrib.auth.password_validation import validate_password


class AccountForm(forms.Form):
    """Name and password of an invited person who has no account yet."""

    name = forms.CharField(max_length=200, label="Your full name")
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )
