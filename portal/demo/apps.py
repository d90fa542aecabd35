"""App configuration of the demonstration; refuses to load anywhere else."""

import os

from django.apps import AppConfig
from django.conf import settings

from portal.demo import guard


class DemoConfig(AppConfig):
    name = "portal.demo"
    label = "demo"

    def ready(self) -> None:
        guard.check(
            module=settings.SETTINGS_MODULE,
            environment=os.environ,
            data=settings.DATA_FOLDER,
            public_url=settings.PUBLIC_URL,
        )
