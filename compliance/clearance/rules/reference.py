"""The rules in words: the pages of the documentation that are generated from the code."""

from collections.abc import Iterator, Sequence

from compliance.clearance.rules.explaining import DecisionTable, Explanation, Reason, explanations

INDEX = """\
# Rules of clearance

An engagement is cleared while every rule that applies to it is met and nothing is ruled out. Each
page says what a rule asks, of whom, for which facts, what settles it and for how long, and where it
is written. Made by `./run reference` from `compliance/clearance/rules`; the portal shows the same
at /rules/.

"""


def as_pages() -> dict[str, str]:
    """Give a page for every rule and one that lists them, by the name of the file."""
    told = explanations()
    pages = {f"{one.id}.md": "\n".join(_page(one)) + "\n" for one in told}
    return {"README.md": INDEX + "\n".join(_index(told)) + "\n", **pages}


def _index(told: Sequence[Explanation]) -> Iterator[str]:
    yield from _table(
        ("rule", "what it asks", "cited"),
        [(f"[{one.id}]({one.id}.md)", one.title, one.cited) for one in told],
    )


def _page(one: Explanation) -> Iterator[str]:
    yield f"# {one.id}: {one.title}"
    yield ""
    yield one.sentence
    yield ""
    for term, words in one.facts:
        yield f"- **{term}:** {words}"
    yield ""
    yield "## For which facts"
    yield ""
    yield from _decisions(one.table)
    yield ""
    yield "## Why"
    for reason in one.reasons:
        yield ""
        yield from _reason(reason)
    yield from _ways_out(one)


def _decisions(table: DecisionTable) -> Iterator[str]:
    if table.rows:
        yield from _table(table.columns, table.rows)
        if table.otherwise:
            yield ""
            yield table.otherwise
    else:
        yield f"For every engagement, whatever its facts. {table.otherwise}"


def _reason(reason: Reason) -> Iterator[str]:
    yield f"When {reason.when}: {reason.why}"
    yield f"*{f'{reason.basis}: ' if reason.basis else ''}{reason.where}*"


def _ways_out(one: Explanation) -> Iterator[str]:
    yield ""
    yield "## What blocks, and the ways out"
    yield ""
    links = ", ".join(f"[{name}]({name}.md)" for name in one.related)
    yield f"{one.related_as}: {links or 'nothing'}."
    if one.remedies:
        yield ""
    for remedy in one.remedies:
        cited = f" ({remedy.citation})" if remedy.citation else ""
        yield f"- {remedy.sentence}{cited}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"
