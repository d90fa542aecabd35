"""App configuration of compliance: what is promised and proven."""

from importlib import import_module

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "compliance"

    def ready(self) -> None:
        """Let the web know the words of events that the worker alone records."""
        import_module("compliance.clearance.actions")
