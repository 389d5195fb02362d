"""Files leave through one door; nobody else writes workbooks."""

import ast

from tests.architecture.source import PACKAGE, files, tree

WRITERS = {"matching.kernel.exports", "openpyxl"}
# The door; the empty template, which holds nobody; a school's own list on its way back to it; what a school
# matches by itself, far from any server.
MAY_WRITE = {
    "web/downloads.py",
    "imports/template.py",
    "imports/marked.py",
    "headless/samples.py",
    "headless/writing.py",
}
ATTACHES = {"send_file", "send_from_directory"}


def _imported(path: object) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):  # type: ignore[arg-type]  # a path, as `files` gives it
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def test_only_the_door_writes_workbooks() -> None:
    others = {
        str(path.relative_to(PACKAGE))
        for path in files("matching")
        if path.parent.name != "kernel"
        for name in _imported(path)
        if name == "matching.kernel.sheets.write" or any(name.startswith(w) for w in WRITERS)
    }
    assert others == MAY_WRITE


def test_nobody_sends_files_past_the_door() -> None:
    past = [
        str(path.relative_to(PACKAGE))
        for path in files("matching")
        if {name.rpartition(".")[2] for name in _imported(path)} & ATTACHES
    ]
    assert past == []
