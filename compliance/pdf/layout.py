"""Where each part of a packet begins, known before the contents page is printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from compliance.pdf.refusals import AssemblyRefused

MOST_ROUNDS = 5
Made = TypeVar("Made")


@dataclass(frozen=True)
class Layout:
    """First page of every part, by key and counted from 1, and the number of pages in all."""

    firsts: Mapping[str, int]
    lasts: Mapping[str, int]
    total: int


def lay_out(parts: Sequence[tuple[str, int]]) -> Layout:
    """Stack parts, given as key and number of pages, in order."""
    firsts: dict[str, int] = {}
    lasts: dict[str, int] = {}
    page = 1
    for key, pages in parts:
        if key in firsts:
            raise AssemblyRefused(f"Two parts are called {key!r}.")
        firsts[key] = page
        lasts[key] = page + pages - 1
        page += pages
    return Layout(firsts, lasts, page - 1)


def settle(
    parts: Sequence[tuple[str, int]],
    contents: str,
    render: Callable[[Layout], Made],
    pages: Callable[[Made], int],
) -> tuple[Layout, Made]:
    """Print the contents page (the part with key `contents`) until the numbers on it are true.

    Its own length moves everything behind it, so it is printed again when that length was not the
    one assumed; two rounds are the rule.
    """
    counts = dict(parts)
    for _ in range(MOST_ROUNDS):
        layout = lay_out(list(counts.items()))
        made = render(layout)
        if pages(made) == counts[contents]:
            return layout, made
        counts[contents] = pages(made)
    raise AssemblyRefused("The contents page changes its length with every printing.")
