"""The kinds of documents whose reading can be measured, each with the comparer of its feature."""

from collections.abc import Callable
from pathlib import Path

from compliance.agreements.measuring import compare_baa
from compliance.dpa import measuring as dpa
from compliance.questionnaires.measuring import measure_folder
from compliance.reading.measuring import Comparer, Measurement, PairComparer, PairTeller
from compliance.vendors import measuring as vendors

KINDS: dict[str, Comparer] = {
    "baa": compare_baa,
    "dpa": dpa.compare,
    "soc2": vendors.compare,
}
PAIRS: dict[str, PairComparer] = {
    "dpa": dpa.compare_pair,
}
"""Kinds of which two versions are compared, too."""

TOLD: dict[str, PairTeller] = {
    "dpa": dpa.tell_pair,
}
"""Kinds of which every change between two versions is told."""

BOXED = frozenset({"soc2"})
"""Kinds that are read with the boxes of their words, since tables and columns matter there."""

TABLES: dict[str, Callable[[Path], Measurement]] = {
    "questionnaire": measure_folder,
}
"""Kinds that are tables and no papers: the feature reads the folder itself."""
