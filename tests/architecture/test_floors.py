"""The house stands in floors; the contracts are in pyproject.toml."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, files, layer, tree


def test_every_import_goes_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("path", layer("forms"), ids=str)
def test_forms_are_imported_by_their_own_room_only(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    guests = [
        str(other.relative_to(ROOT))
        for other in files("matching")
        if other.relative_to(PACKAGE).parts[0] != room
        for node in ast.walk(tree(other))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"matching.{room}.forms")
    ]
    assert guests == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path) for path in files("matching", "tests", "migrations") if not ast.get_docstring(tree(path))
    ]
    assert silent == []
