"""docs/states.md shows every table of the rules, as it is."""

import ast

from portal.states import TABLES, draw
from tests.architecture.sources import PROJECT, sources


def test_the_page_is_what_the_rules_say():
    assert (PROJECT / "docs" / "states.md").read_text() == draw()


def test_every_table_of_the_rules_is_drawn():
    tables = [
        f"{source.name}: {node.target.id}"
        for source in sources("engagements", "compliance")
        if "rules" in source.words
        for node in source.tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id.endswith("TRANSITIONS")
    ]

    assert len(tables) == len(TABLES), tables


def test_every_state_leads_on_or_ends():
    page = draw()

    undrawn = [s for table in TABLES.values() for s in table if f"    {s} --> " not in page]

    assert undrawn == []
