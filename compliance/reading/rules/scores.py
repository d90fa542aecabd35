"""Counts how well documents were read, against labels that careful readers made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How one answer compares with the label."""

    FOUND = "found"
    MISPLACED = "misplaced"
    MISSED = "missed"
    INVENTED = "invented"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question about one document: what the label says, what was read, and the verdict.

    Make it with `judged`. `expected` and `got` are words for people who look into it. What does
    not count has figures of its own, but is left out of the overall ones.
    """

    element: str
    verdict: Verdict
    expected: str = ""
    got: str = ""
    counts: bool = True


def judged(
    element: str,
    *,
    labelled: bool,
    proposed: bool,
    right: bool,
    expected: str = "",
    got: str = "",
    counts: bool = True,
) -> Judgement:
    """Judge an answer: is there one in the label, was one proposed, and are they the same."""
    if labelled and proposed:
        verdict = Verdict.FOUND if right else Verdict.MISPLACED
    elif labelled:
        verdict = Verdict.MISSED
    else:
        verdict = Verdict.INVENTED if proposed else Verdict.ABSENT
    return Judgement(element, verdict, expected, got, counts)


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of verdicts. What was proposed in the wrong place counts against both figures."""

    found: int = 0
    misplaced: int = 0
    missed: int = 0
    invented: int = 0
    absent: int = 0

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Scores":
        """Count them."""
        counts = dict.fromkeys(Verdict, 0)
        for judgement in judgements:
            counts[judgement.verdict] += 1
        return cls(**{verdict.value: number for verdict, number in counts.items()})

    @property
    def true_positives(self) -> int:
        return self.found

    @property
    def false_positives(self) -> int:
        return self.misplaced + self.invented

    @property
    def false_negatives(self) -> int:
        return self.misplaced + self.missed

    @property
    def precision(self) -> float | None:
        """The share of what was proposed that is right; None if nothing was."""
        return _share(self.found, self.false_positives)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found in its place; None if nothing is."""
        return _share(self.found, self.false_negatives)

    @property
    def absent_right(self) -> float | None:
        """The share of what is absent that was called absent; None if nothing is."""
        return _share(self.absent, self.invented)

    def as_json(self) -> dict[str, int | float | None]:
        """Figures and counts as plain values."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "absent_right": self.absent_right,
            "true_positives": self.true_positives,
            "false_positives": self.false_positives,
            "false_negatives": self.false_negatives,
            "true_negatives": self.absent,
            "misplaced": self.misplaced,
        }


def _share(good: int, bad: int) -> float | None:
    return round(good / (good + bad), 4) if good + bad else None
