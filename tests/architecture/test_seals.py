"""A new sealed column cannot be forgotten: rotation and invariants find it by its name."""

import ast

from matching.imports.models import SheetUpload
from matching.kernel import vault
from matching.safekeeping.seals import ROW_KEY, SUFFIX, sealed_columns
from tests.architecture.source import PACKAGE, files, tree

SEALING = {vault.seal.__name__, vault.unseal.__name__, vault.open_bytes.__name__}
# These take the names from the columns, and from the table of the upload.
BY_NAME = (PACKAGE / "safekeeping" / "seals.py", PACKAGE / "imports" / "keeping.py")


def _named() -> dict[str, set[tuple[str, str]]]:
    """(table, column) of every call that seals or opens, by the name of what is called."""
    named: dict[str, set[tuple[str, str]]] = {name: set() for name in SEALING}
    for path in files("matching"):
        if path in (*BY_NAME, PACKAGE / "kernel" / "vault.py"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = {word.arg: word.value for word in node.keywords}
                if node.func.attr in SEALING and {"table", "column"} <= given.keys():
                    table, column = (ast.unparse(given[name]).strip("'") for name in ("table", "column"))
                    named[node.func.attr].add((table, column))
    return named


def test_every_sealed_column_is_bound_to_its_row() -> None:
    homeless = [
        f"{one.table.name}.{one.column.name}" for one in sealed_columns() if ROW_KEY not in one.table.columns
    ]
    assert homeless == []


def test_what_is_sealed_stands_in_a_column_of_that_name() -> None:
    known = {(one.table.name, one.column.name.removesuffix(SUFFIX)) for one in sealed_columns()}
    named = _named()
    uploads = {(kind.__tablename__, "sheet") for kind in SheetUpload.__subclasses__()}
    assert named["seal"] | uploads == known
    assert named["unseal"] | named["open_bytes"] <= known | {("student", "column")}
