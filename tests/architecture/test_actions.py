"""Every action leaves a trace, and none commits."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import called, layer, public_functions

# Asked by a view before any writing begins; it changes nothing but the count of failed tries.
NOT_DEEDS = {"check_password", "counted_try"}

# Codes are told by whoever issues them: for a class, a student, somebody of the staff, in one event.
TRACES = {"record", "record_apart", "issue_codes"}


@pytest.mark.parametrize("path", layer("actions"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_action_records(path: Path) -> None:
    traceless = [
        node.name
        for node in public_functions(path)
        if node.name not in NOT_DEEDS and not TRACES & _reached(node, path)
    ]
    assert traceless == []


@pytest.mark.parametrize("path", layer("actions"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_action_commits(path: Path) -> None:
    assert "commit" not in {name for node in public_functions(path) for name in called(node)}


@pytest.mark.parametrize("path", layer("actions"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_action_is_told_who_acts(path: Path) -> None:
    anonymous = [
        node.name
        for node in public_functions(path)
        if node.name not in NOT_DEEDS | BEFORE_SIGN_IN
        and "by" not in [arg.arg for arg in node.args.kwonlyargs]
    ]
    assert anonymous == []


# Whoever uses a slip, or joins by a code, is nobody yet.
BEFORE_SIGN_IN = {"activate", "register"}


def _reached(node: ast.AST, path: Path) -> set[str]:
    """What the action calls, through private functions of its own file too."""
    private = {n.name: n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        for name in called(waiting.pop()) - seen:
            seen.add(name)
            if name in private:
                waiting.append(private[name])
    return seen
