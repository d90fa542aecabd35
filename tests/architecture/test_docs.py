"""The documents say what is so: settings, files, links, decisions."""

import ast
import re

from tests.architecture.sources import PROJECT, sources

DOCS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]
LINK = re.compile(r"\[[^\]]*\]\(([^)#:]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:portal|engagements|compliance|templates|static|cli|tests|docs)/[\w./-]*)`")
VARIABLE = re.compile(r"(?:COUNTERSIGN|DATABASE|REDIS|EMAIL)_[A-Z_]+")
SECTIONS = ["## Context", "## Decision", "## Consequences"]


def test_every_variable_that_is_read_is_in_the_table_of_operations():
    table = re.findall(r"^\| ([A-Z_]+) \|", (PROJECT / "docs/operations.md").read_text(), re.M)

    assert sorted(table) == sorted(_variables_read())


def _variables_read():
    return {
        node.value
        for source in sources("portal")
        if source.name in {"portal/settings/env.py", "portal/embedded/paths.py"}
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and VARIABLE.fullmatch(node.value)
    }


def test_few_files_read_the_environment():
    readers = {
        source.name
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in {"os.environ", "os.getenv"}
        and isinstance(node.ctx, ast.Load)
    }

    # Beside env.py and paths.py: they hand it on, or what of it may be known, name the settings, or
    # tell test workers apart.
    assert readers == {
        "compliance/pdf/printer.py",
        "portal/celery.py",
        "portal/chores.py",
        "portal/demo/apps.py",
        "portal/embedded/paths.py",
        "portal/settings/env.py",
        "portal/settings/testing.py",
        "portal/stack.py",
        "portal/wsgi.py",
    }


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{doc.relative_to(PROJECT)}: {link}"
        for doc in DOCS
        for link in LINK.findall(doc.read_text())
        if not link.endswith(".png") and not (doc.parent / link).exists()
    ]

    assert broken == []


def test_files_that_are_named_exist():
    missing = [
        f"{doc.relative_to(PROJECT)}: {path}"
        for doc in DOCS
        for path in PATH.findall(doc.read_text())
        if not (PROJECT / path).exists()
    ]

    assert missing == []


def test_decisions_are_numbered_without_a_gap_and_have_their_sections():
    decisions = sorted(PROJECT.glob("docs/adr/*.md"))

    for number, decision in enumerate(decisions, start=1):
        text = decision.read_text()
        assert decision.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert "\nDate: 20" in text
        assert [line for line in text.splitlines() if line.startswith("## ")] == SECTIONS


def test_every_package_has_its_reason():
    listed = (PROJECT / "docs/adr/0009-dependencies.md").read_text()
    packages = [
        re.split(r"[~=<>\[; ]", line, maxsplit=1)[0]
        for line in (PROJECT / "requirements.in").read_text().splitlines()
        if line and not line.startswith("#")
    ]

    assert [package for package in packages if package not in listed] == []
