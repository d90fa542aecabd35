"""The portal's settings with a folder of templates that only benchmarks print."""

from pathlib import Path

from portal.settings import *

TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "packet" / "templates"]
