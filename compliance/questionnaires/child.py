"""What `portal.files.sandbox` calls: reads one file, finds the answers, leaves them as JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compliance.questionnaires.rules import find, plain
from compliance.reading.readers.tables import read_csv
from compliance.reading.readers.terms import Unreadable
from compliance.reading.readers.xlsx import read_xlsx

_READERS = {"xlsx": read_xlsx, "csv": read_csv}


def answer(job: Mapping[str, Any]) -> dict[str, Any]:
    """Read `path` as `kind` and write what was found to `into`."""
    try:
        found = find(_READERS[job["kind"]](Path(job["path"])))
    except Unreadable as refused:
        return {"refused": str(refused)}
    Path(job["into"]).write_text(json.dumps(plain(found)), "ascii")
    return {"questions": found.questions}
