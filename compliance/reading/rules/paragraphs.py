"""The paragraphs of a text that has no pages, so that a place in it can be named by one."""

from bisect import bisect_right
from itertools import accumulate

from compliance.reading.rules.papers import Paper


class Paragraphs:
    """The paragraphs of a paper as they were read, counted from 1, every word of them kept.

    The clauses of a paper leave out running heads and rules, and may join or cut paragraphs; so
    the two are matched by their letters, in order.
    """

    def __init__(self, paper: Paper) -> None:
        blocks = (part for page in paper.pages for part in page.text.split("\n\n"))
        self.texts = tuple(" ".join(block.split()) for block in blocks if block.strip())
        self._paper = paper
        lengths = (len(_letters(text)) for text in self.texts)
        self._begins = [0, *accumulate(lengths)]
        self._clauses = self._matched("".join(map(_letters, self.texts)))

    def at(self, offset: int) -> int:
        """The paragraph in which this place of `paper.text` stands."""
        if not self._clauses:
            return 1
        i = max(0, bisect_right(self._clauses, offset, key=lambda one: one[0]) - 1)
        start, place = self._clauses[i]
        within = len(_letters(self._paper.text[start:offset]))
        found = bisect_right(self._begins, place + within)
        return max(1, min(found, len(self.texts)))

    def _matched(self, letters: str) -> list[tuple[int, int]]:
        """Where each clause begins: in the text of the paper, and among the letters."""
        found, after = [], 0
        for clause in self._paper.clauses:
            wanted = _letters(clause.text)
            place = letters.find(wanted, after)
            if place >= 0:
                found.append((clause.start, place))
                after = place + len(wanted)
        return found


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
