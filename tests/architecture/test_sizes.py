"""Caps: what does not fit has two ideas in it."""

import ast
from pathlib import Path

from tests.architecture.source import Function, files, functions, layer

LINES_A_FILE = 300
LINES_A_FUNCTION = 50
LINES_A_VIEW = 25
POSITIONAL = 4
KEYWORD_ONLY = 8


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _body_length(node: Function) -> int:
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1


def _over(paths: list[Path], limit: int) -> list[str]:
    return [
        f"{path.name}:{node.name} {_length(node)}"
        for path in paths
        for node in functions(path)
        if _length(node) > limit
    ]


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        str(p): n
        for p in files("matching", "tests", "bench")
        if (n := len(p.read_text().splitlines())) > LINES_A_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    assert _over(files("matching"), LINES_A_FUNCTION) == []


def test_a_view_hands_over_within_25_lines() -> None:
    long = [
        f"{path.parent.name}.{node.name} {_body_length(node)}"
        for path in layer("views")
        for node in functions(path)
        if _body_length(node) > LINES_A_VIEW
    ]
    assert long == []


def test_parameters_can_be_kept_in_mind() -> None:
    many = [
        f"{path.name}:{node.name}"
        for path in files("matching")
        for node in functions(path)
        if len([a for a in node.args.posonlyargs + node.args.args if a.arg not in ("self", "cls")])
        > POSITIONAL
        or len(node.args.kwonlyargs) > KEYWORD_ONLY
    ]
    assert many == []


def test_no_room_is_called_after_nothing() -> None:
    vague = {"utils", "helpers", "common", "misc", "util", "helper"}
    assert [str(p) for p in files("matching") if vague & set(p.with_suffix("").parts)] == []
