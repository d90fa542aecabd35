"""The portal's look as a Django app, so that its template tags are found."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "portal.ui"
    label = "ui"
    verbose_name = "Look of the portal"
