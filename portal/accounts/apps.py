"""App configuration of people, organisations and who belongs where."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        from portal.accounts import receivers  # noqa: PLC0415 (models exist only from here on)

        receivers.connect()
