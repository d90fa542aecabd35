"""Habits of docs/architecture.md that a machine can check. Each test lists who breaks one."""

import ast

from tests.architecture.sources import PACKAGES, PROJECT, sources, templates

LONGEST_FILE = 300
LONGEST_PAGE = 80
LONGEST_FRAGMENT = 40

# Where the clock may be read: at the edge, where a request, a message or a person comes in.
EDGE = {
    *("views", "tasks", "api", "commands", "middleware", "decorators", "adapter", "receivers"),
    "templatetags",
}
# The queue itself (leases), the demonstration's one-time codes, servers and processes.
CLOCKS = {"portal/jobs/task.py", "portal/jobs/queue.py"}
CLOCK = {"now", "today", "localdate", "localtime", "utcnow"}

# `save` of other libraries' objects: pictures and PDF files, not rows.
WRITES_FILES = {"inspection", "pdf", "readers"}

BELOW_VIEWS = {"rules", "models", "queries", "actions", "tasks"}


def test_files_are_short():
    long = [
        f"{source.name}: {source.lines}"
        for source in sources("portal", "engagements", "compliance", "tests")
        if source.lines > LONGEST_FILE
    ]

    assert long == []


def test_pages_and_fragments_are_short():
    long = [
        f"{path.relative_to(PROJECT)}: {lines}"
        for path in templates()
        if (lines := len(path.read_text().splitlines()))
        > (LONGEST_FRAGMENT if path.name.startswith("_") else LONGEST_PAGE)
    ]

    assert long == []


def test_rows_are_saved_by_models_alone():
    savers = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "save"
        and not source.words & ({"models"} | WRITES_FILES)
        and not _is_session(call.func.value)
    ]

    assert savers == []


def _is_session(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute | ast.Name) and "session" in ast.unparse(node)


def test_the_clock_is_read_at_the_edge_alone():
    readers = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCK
        and ast.unparse(call.func.value) in {"timezone", "datetime", "date", "datetime.datetime"}
        and not source.words & EDGE
        and source.name not in CLOCKS
    ]

    assert readers == []


def test_nobody_catches_everything():
    catchers = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]

    assert catchers == []


def test_imports_are_absolute():
    relative = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_imports_stand_at_the_top():
    late = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        # Django's place for what needs the models to be loaded.
        and not (function.name == "ready" and "apps" in source.words)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert late == []


def test_no_request_below_views():
    knowing = [
        f"{source.name}:{function.lineno}"
        for source in sources()
        if source.words & BELOW_VIEWS and "views" not in source.words
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        and "request" in {argument.arg for argument in _arguments(function)}
    ]

    assert knowing == []


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def test_no_model_has_an_order_of_its_own():
    ordered = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for meta in ast.walk(source.tree)
        if isinstance(meta, ast.ClassDef) and meta.name == "Meta"
        for node in meta.body
        if isinstance(node, ast.Assign) and "ordering" in ast.unparse(node.targets[0])
    ]

    assert ordered == []


def test_migrations_have_names():
    unnamed = [
        str(path.relative_to(PROJECT))
        for package in PACKAGES
        for path in (PROJECT / package).rglob("migrations/0*.py")
        if "_auto_" in path.name
    ]

    assert unnamed == []
