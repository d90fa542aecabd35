"""Splits text into sentences without being misled by citations and abbreviations."""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Ltd|Co|No|Nos|Sec|Secs|Art|Arts|Dr|Mr|Mrs|Ms|St|vs|v|et al|e\.g|i\.e|cf|Fed"
    r"|Reg|Stat|Pub|L|U\.S|U\.S\.C|C\.F\.R|F\.R|seq|para|paras|pp?|approx|incl|etc|Jan|Feb|Mar|Apr|Jun"
    r"|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|^\s*\(?[\dA-Za-z]{1,3}\)?|\bLLC|§)$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence of `text`, without the white space between them."""
    start = 0
    for end in _END.finditer(text):
        if not _ABBREVIATION.search(text[start : end.start()]):
            yield start, end.end()
            start = end.end() + len(text[end.end() :]) - len(text[end.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())
