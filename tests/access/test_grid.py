"""Who may do what where: the role table, and every view of the house held against it over HTTP."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from matching.access.permissions import Permission
from matching.access.roles import GRANTS, Role, Scope
from matching.access.viewer import Hat, OrganisationKind, permissions_of
from matching.accounts.actions import accept_privacy_notice
from matching.db import db
from matching.organisations.actions import NewPerson, take_in
from matching.organisations.models import Organisation
from matching.organisations.queries import viewer_of
from tests.browser import Browser
from tests.cast import PASSWORD, PEOPLE, Person, person
from tests.grid.walking import WORDS
from tests.make import acting

NOWHERE = 999_999
TABLE = """
bureau_officer      cohort:see=schools message:resend=city message:see=city
                    organisation:classify=enterprises organisation:see=city
                    placement:publish=own placement:see=schools
                    practice:allocate=own practice:invite=schools practice:remind=enterprises
                    practice:see=enterprises practice:see_record=schools
                    round:edit=own round:run=own round:see=city
                    slot:see=enterprises student:remind=schools
                    teacher:recognise=schools teacher:see=schools
                    visit:offer=enterprises visit:see=enterprises
administrator       account:manage=city audit:read=city message:resend=city message:see=city
                    organisation:classify=enterprises organisation:see=city
school_coordinator  cohort:edit=own cohort:see=own message:resend=own message:see=own
                    organisation:edit=own organisation:see=own
                    placement:answer=own placement:see=own practice:approve=own practice:invite=own
                    practice:see=enterprises practice:see_record=own round:see=own slot:see=enterprises
                    student:remind=own student:reveal=own teacher:edit=own
                    teacher:recognise=own teacher:see=own visit:book=own visit:see=enterprises wish:enter=own
teacher             organisation:see=own practice:see=enterprises practice:sign_up=own slot:see=enterprises
                    visit:book=own visit:see=enterprises
enterprise_hr       organisation:edit=own organisation:see=own placement:see=own
                    practice:host=own practice:offer=own practice:see=own slot:edit=own slot:see=own
                    visit:offer=own visit:see=own
enterprise_mentor   organisation:see=own practice:see=own slot:see=own visit:see=own
student             placement:answer=own slot:see=enterprises wish:rank=own
"""


def _views(app: Flask) -> list[Rule]:
    """Views for people; machines with a token of their own have a test of their own."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return [
        rule for rule in rules if getattr(app.view_functions[rule.endpoint], "access", ("",))[0] != "by_token"
    ]


def test_the_role_table_is_as_agreed() -> None:
    told = {
        role.value: sorted(f"{permission.value}={scope.value}" for permission, scope in grants.items())
        for role, grants in GRANTS.items()
    }
    agreed: dict[str, list[str]] = {}
    for line in TABLE.strip().splitlines():
        words = line.split()
        if "=" not in words[0]:
            agreed[words.pop(0)] = []
        agreed[list(agreed)[-1]] += words
    assert told == agreed


def test_every_permission_is_held_by_somebody() -> None:
    assert {permission for grants in GRANTS.values() for permission in grants} == set(Permission)


def test_every_view_says_who_may_pass(app: Flask) -> None:
    silent = [r.endpoint for r in _views(app) if not hasattr(app.view_functions[r.endpoint], "access")]
    assert silent == []


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_reaches_exactly_its_kind(scope: Scope) -> None:
    everyone = {
        OrganisationKind.BUREAU: frozenset({1}),
        OrganisationKind.SCHOOL: frozenset({2, 3}),
        OrganisationKind.ENTERPRISE: frozenset({4, 5}),
    }
    reach = {"own": {2}, "schools": {2, 3}, "enterprises": {4, 5}, "city": {1, 2, 3, 4, 5}}[scope.value]
    for role, grants in GRANTS.items():
        hat = Hat(
            membership_id=1,
            role=role,
            organisation_id=2,
            organisation_name="",
            organisation_kind=OrganisationKind.SCHOOL,
        )
        held = permissions_of(hat, everyone)
        assert all(held[p] == reach for p, granted in grants.items() if granted is scope)


def _a_student(lin: Person) -> Person:
    with acting():
        school = db.session.get_one(Organisation, lin.organisation_id)
        account = take_in(
            school,
            NewPerson(username="S21", name="小生", password=PASSWORD),
            role=Role.STUDENT,
            by=lin.viewer,
        )
        accept_privacy_notice(account, by=viewer_of(account, db.session()))
    with acting():
        return person("S21")


@pytest.mark.parametrize("who", [*PEOPLE, "a student"])
def test_every_view_lets_in_whom_the_table_names(
    browser: Browser, people: Callable[[str], Person], who: str
) -> None:
    somebody = _a_student(people("lin")) if who == "a student" else people(who)
    with acting():
        held = somebody.viewer.held
    inside, surprises = browser.as_(somebody), []
    for rule in _views(browser.app):
        access = browser.app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]  # the mark
        if rule.endpoint == "accounts.sign_out":
            continue
        allowed = access.how != "requires" or access.permission in held
        for method in {"GET", "POST"} & (rule.methods or set()):
            status = _ask(inside, rule, method)
            if (status == 403) is allowed or status >= 500:
                surprises.append((rule.endpoint, method, status))
    assert surprises == []


def test_nobody_passes_a_guarded_view(browser: Browser) -> None:
    passed = [
        (rule.endpoint, method, status)
        for rule in _views(browser.app)
        for method in {"GET", "POST"} & (rule.methods or set())
        if browser.app.view_functions[rule.endpoint].access.how != "public"  # type: ignore[attr-defined]  # the mark
        and (status := _ask(browser, rule, method)) != 303
    ]
    assert passed == []


def _ask(browser: Browser, rule: Rule, method: str) -> int:
    values = {name: WORDS.get(name, [NOWHERE])[0] for name in rule.arguments}
    with browser.app.test_request_context():
        address = str(browser.app.url_map.bind("localhost").build(rule.endpoint, values, method=method))
    if method == "GET":
        return browser.get(address).status
    return browser.post(address).status
