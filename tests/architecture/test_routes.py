"""Every view says who may pass, and what it does by which method."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from matching.access.permissions import Permission
from matching.access.roles import GRANTS
from matching.cli import policy
from matching.web.nav import PLACES
from tests.architecture.source import layer, tree

POLICY = Path(__file__).with_name("policy.tsv")
GUARDS = {"requires", "signed_in", "by_token", "public"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_view_says_who_may_pass(app: Flask) -> None:
    views = app.view_functions.items()
    silent = [name for name, view in views if getattr(view, "access", ("",))[0] not in GUARDS]
    assert silent == []


def test_a_view_that_requires_names_its_permission(app: Flask) -> None:
    nameless = [
        name
        for name, view in app.view_functions.items()
        if getattr(view, "access", ("",))[0] == "requires"
        and not isinstance(getattr(view, "access", ("", None))[1], Permission)
    ]
    assert nameless == []


def test_every_part_of_an_address_that_changes_is_typed(app: Flask) -> None:
    loose = [rule.rule for rule in _rules(app) if re.search(r"<[^:>]+>", rule.rule)]
    assert loose == []


def test_only_the_methods_of_pages_and_forms_are_used(app: Flask) -> None:
    odd = {
        rule.rule: rule.methods for rule in _rules(app) if rule.methods and rule.methods & (UNSAFE - {"POST"})
    }
    assert odd == {}


def test_navigation_names_only_views_that_exist(app: Flask) -> None:
    assert [place.endpoint for place in PLACES if place.endpoint not in app.view_functions] == []


def test_navigation_shows_a_place_only_to_those_its_guard_lets_in(app: Flask) -> None:
    wrong = [
        place.endpoint
        for place in PLACES
        if place.permission is not None
        and app.view_functions[place.endpoint].access != ("requires", place.permission)  # type: ignore[attr-defined]  # the mark
    ]
    assert wrong == []


def test_every_permission_is_asked_for_and_granted(app: Flask) -> None:
    asked = {getattr(view, "access", (None, None))[1] for view in app.view_functions.values()}
    named = {
        node.attr
        for path in layer("views") + layer("actions") + layer("rules") + layer("queries")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr.isupper()
    }
    granted = {permission for grants in GRANTS.values() for permission in grants}
    assert {p for p in Permission if p not in asked and p.name not in named} == set()
    assert granted == set(Permission)


@pytest.mark.parametrize("path", layer("views"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_a_view_loads_by_id_it_loads_within(path: Path) -> None:
    """No view fetches by primary key past the guard's `within`; one's own account comes from the session."""
    shortcuts = [
        f"{path.name}:{node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "get_one", "get_or_404")
        and ast.unparse(node.func.value) in ("db", "db.session", "db.session()")
        and ast.unparse(node.args[0]) != "Account"
    ]
    assert shortcuts == []


def test_who_may_reach_what_is_as_approved(app: Flask) -> None:
    """After a deliberate change: `flask --app wsgi policy > tests/architecture/policy.tsv`; read the diff."""
    assert policy(app).splitlines() == POLICY.read_text(encoding="utf-8").splitlines()
