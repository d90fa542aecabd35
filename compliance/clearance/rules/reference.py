"""The catalogue in words, as the page of the documentation that is generated from it."""

from collections.abc import Iterator

from compliance.clearance.rules.blocks import BLOCK_RULES, BlockRule
from compliance.clearance.rules.catalogue import RULES
from compliance.clearance.rules.rule import Rule


def as_markdown() -> str:
    """Give every rule and every block as Markdown: what, when, why, where from, and how settled."""
    return "\n".join(_document())


def _document() -> Iterator[str]:
    yield "# Rules of clearance"
    yield ""
    yield "Generated from the code. An engagement is cleared while every rule that applies is met"
    yield "and nothing is blocked."
    for rule in RULES:
        yield from _rule(rule)
    for block in BLOCK_RULES:
        yield from _block(block)
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"## {rule.id}: {rule.title.format(**_NAMES)}"
    for ground in rule.grounds:
        yield ""
        yield f"When {ground.condition.words}: {ground.why}"
        yield f"{ground.basis.label}{_cited(ground.citations)}."
    yield ""
    if rule.roles:
        roles = " or ".join(role.label for role in sorted(rule.roles))
        yield f"Asked of every service that touches data ({roles})."
    yield f"Owed by the {rule.owed_by}; settled by {rule.settled_by.format(**_NAMES)}."
    yield f"Gates the stage: {rule.gates.label}."


def _block(block: BlockRule) -> Iterator[str]:
    yield ""
    yield f"## {block.id}: {block.title.format(**_NAMES)}"
    yield ""
    yield f"Blocks when {block.when}: {block.reason.format(**_NAMES)}"
    if block.citations:
        yield f"See {', '.join(block.citations)}."


def _cited(citations: tuple[str, ...]) -> str:
    return f": {', '.join(citations)}" if citations else ""


_NAMES = {"service": "the service", "vendor": "the vendor"}
