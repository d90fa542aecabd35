"""App configuration of the pages at the root, for their commands and template tags."""

from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "portal.views"
    label = "views"
