"""The kinds of documents whose reading can be measured, each with the comparer of its feature."""

from compliance.dpa import measuring as dpa
from compliance.reading.measuring import Comparer, PairComparer

KINDS: dict[str, Comparer] = {
    "dpa": dpa.compare,
}
PAIRS: dict[str, PairComparer] = {
    "dpa": dpa.compare_pair,
}
"""Kinds of which two versions are compared, too."""
