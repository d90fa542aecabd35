"""What it is to read a paper: pages, places, clauses, lengths of time, and scores."""

from compliance.reading.rules.clauses import Clause
from compliance.reading.rules.durations import HOURS, Duration, durations
from compliance.reading.rules.marks import Box, boxes_of
from compliance.reading.rules.outline import Sort
from compliance.reading.rules.pages import Page, Passage, Word
from compliance.reading.rules.papers import Paper, paper_of
from compliance.reading.rules.paragraphs import Paragraphs
from compliance.reading.rules.scores import Judgement, Scores, Verdict, judged
from compliance.reading.rules.sentences import sentences

__all__ = [
    "HOURS",
    "Box",
    "Clause",
    "Duration",
    "Judgement",
    "Page",
    "Paper",
    "Paragraphs",
    "Passage",
    "Scores",
    "Sort",
    "Verdict",
    "Word",
    "boxes_of",
    "durations",
    "judged",
    "paper_of",
    "sentences",
]
