"""How allauth behaves here: no open sign-up, secrets of second factors encrypted at rest."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.sealing import lock, unlock
from portal.mail import outbox
from portal.tenancy.context import personal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin with an invitation; allauth's mails go through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in counts as fresh for as long as typing the password again would.

        Who is invited sets up a second factor at once; allauth would ask for the password twice.
        """
        required = bool(super().is_reauthentication_required(app=app, **kwargs))
        return required and not _just_signed_in(allauth_context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Without the password where a page of an organisation asks: there it would not do."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        return factors if factors and _leads_into_organisation() else methods

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = allauth_context.request
        shown = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, shown | context)
        with personal(user=None):
            outbox.post_account_mail(
                to=email, subject=str(message.subject), text=str(message.body), at=timezone.now()
            )


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth stores seeds as they are unless told otherwise."""

    def encrypt(self, text: str) -> str:
        return lock("mfa", text)

    def decrypt(self, encrypted_text: str) -> str:
        return unlock("mfa", encrypted_text)


def _leads_into_organisation() -> bool:
    request = allauth_context.request
    back = request.POST.get("next") or request.GET.get("next", "")
    return bool(back.startswith(("/o/", "/audit/")))


def _just_signed_in(request: HttpRequest) -> bool:
    oldest = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["at"] > oldest for record in records)
