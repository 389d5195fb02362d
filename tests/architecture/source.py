"""The source of the house as syntax trees, read once."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "matching"
FEATURES = (
    "accounts",
    "contacts",
    "imports",
    "calendars",
    "teachers",
    "messages",
    "organisations",
    "cohorts",
    "slots",
    "rounds",
    "wishes",
    "placements",
    "visits",
    "dashboards",
    "digests",
    "reminders",
    "practice",
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    """One file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def files(*folders: str) -> list[Path]:
    """Every Python file below these folders of the repository."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, methods and inner ones included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_functions(path: Path) -> list[Function]:
    """The functions of a file that other files may call."""
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


def called(node: ast.AST) -> set[str]:
    """Names of everything called inside, `record(...)` and `x.record(...)` alike."""
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            target = inner.func
            names.add(target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", ""))
    return names


def layer(name: str) -> list[Path]:
    """The files of one layer in every feature: `views.py`, or the modules of a package `views/`."""
    found = []
    for feature in FEATURES:
        single = PACKAGE / feature / f"{name}.py"
        found += [single] if single.exists() else []
        found += sorted((PACKAGE / feature / name).glob("*.py"))
    return found
