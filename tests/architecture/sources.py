"""The project's own Python files and templates, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "engagements", "compliance")


@dataclass(frozen=True)
class Source:
    """One Python file; `name` is its path from the top of the project."""

    name: str
    tree: ast.Module
    lines: int

    @property
    def words(self) -> set[str]:
        """Folders and file of the path, without endings: `views/bookings.py` has both."""
        return set(self.name.removesuffix(".py").split("/"))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """All Python files of these top folders (default: the product's), without migrations."""
    return tuple(
        _read(path)
        for folder in folders or PACKAGES
        for path in sorted((PROJECT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


def templates() -> list[Path]:
    return sorted((PROJECT / "templates").rglob("*.html"))


def _read(path: Path) -> Source:
    text = path.read_text()
    return Source(str(path.relative_to(PROJECT)), ast.parse(text), len(text.splitlines()))
