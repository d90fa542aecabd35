"""App configuration of engagements: what is done and when."""

from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "engagements"
