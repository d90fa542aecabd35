"""The kinds of documents whose reading can be measured, each with the comparer of its feature."""

from compliance.reading.measuring import Comparer

KINDS: dict[str, Comparer] = {}
