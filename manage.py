#!/usr/bin/env python3
"""Django's entry point."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.celery import app as celery_app


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    celery_app.set_current()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
