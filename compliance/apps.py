"""App configuration of compliance: what is promised and proven."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "compliance"
