"""Situations of accounts."""

from dataclasses import dataclass

from sqlalchemy import func, select

from matching.access.roles import Role
from matching.accounts import actions
from matching.accounts.models import AccountSession
from matching.db import db
from matching.organisations.actions import NewPerson, take_in
from matching.organisations.models import Organisation
from tests.browser import Browser, Page
from tests.cast import PASSWORD, Person
from tests.make import acting


@dataclass(frozen=True)
class Slip:
    """What stands on the paper, and whose it is."""

    username: str
    code: str
    account_id: int


def an_invited_teacher(*, by: Person, at: Person, username: str = "new") -> Slip:
    """Somebody new at the school of `at`, with a slip in hand and no password yet."""
    with acting():
        school = db.session.get_one(Organisation, at.organisation_id)
        person = NewPerson(username=username, name="新老师")
        account = take_in(school, person, role=Role.TEACHER, by=by.viewer)
        code = actions.issue_codes([account.id], by=by.viewer)[account.id]
        return Slip(username, code, account.id)


def a_new_slip(slip: Slip, *, by: Person) -> Slip:
    """The slip is issued once more."""
    with acting():
        code = actions.issue_codes([slip.account_id], by=by.viewer)[slip.account_id]
        return Slip(slip.username, code, slip.account_id)


def signing_in(browser: Browser, username: str, password: str = PASSWORD, **values: str) -> Page:
    """Fill in the form at the door."""
    return browser.post("accounts.sign_in", {"username": username, "password": password}, **values)


def using(browser: Browser, slip: Slip, password: str = PASSWORD, *, code: str | None = None) -> Page:
    """Fill in the form for slips."""
    typed = {"username": slip.username, "code": code or slip.code, "password": password, "again": password}
    return browser.post("accounts.activate", typed)


def sessions_of(person: Person) -> int:
    """In how many browsers somebody is signed in."""
    with acting():
        count = select(func.count()).where(AccountSession.account_id == person.account_id)
        return db.session.scalar(count) or 0
