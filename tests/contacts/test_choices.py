"""What comes by which way: chosen by the person, never about account and security."""

from flask import Flask

from matching.accounts import actions as accounts
from matching.accounts.models import Account
from matching.contacts.queries import reach_of
from matching.db import db
from matching.outbox.enums import Channel, Topic
from matching.outbox.reach import Reach
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_student, person_of
from tests.make.contacts import an_address
from tests.statements import Counting

ALL = ["rounds", "results", "summary"]


def _reach(of: Person) -> Reach:
    with acting():
        return reach_of([of.account_id])[of.account_id]


def test_a_topic_can_be_switched_off_and_on(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    assert _reach(lin).wants(Topic.ROUNDS, Channel.EMAIL)
    assert inside.post("contacts.settings", {"email": ["results", "summary"], "locale": ""}).status == 303
    assert not _reach(lin).wants(Topic.ROUNDS, Channel.EMAIL)
    assert _reach(lin).wants(Topic.RESULTS, Channel.EMAIL)
    inside.post("contacts.settings", {"email": ALL, "locale": ""})
    assert _reach(lin).wants(Topic.ROUNDS, Channel.EMAIL)


def test_account_and_security_cannot_be_switched_off(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    inside.post("contacts.settings", {"locale": ""})
    assert _reach(lin).wants(Topic.SECURITY, Channel.EMAIL)
    assert inside.post("contacts.settings", {"email": ["security"], "locale": ""}).status == 422


def test_text_messages_come_to_students_and_to_others_only_where_they_ask(
    browser: Browser, lin: Person
) -> None:
    pupil = person_of(a_student(of=lin, activated=True).id)
    assert _reach(pupil).wants(Topic.RESULTS, Channel.SMS)
    assert not _reach(lin).wants(Topic.RESULTS, Channel.SMS)
    browser.as_(lin).post("contacts.settings", {"email": ALL, "sms": ["results"], "locale": ""})
    assert _reach(lin).wants(Topic.RESULTS, Channel.SMS)


def test_messages_come_in_the_chosen_language_whatever_the_last_sign_in_spoke(
    browser: Browser, lin: Person
) -> None:
    inside = browser.as_(lin)
    assert _reach(lin).locale == "zh_CN"
    inside.post("contacts.settings", {"email": ALL, "locale": "en"})
    browser.as_(lin)
    assert _reach(lin).locale == "en"
    inside.post("contacts.settings", {"email": ALL, "locale": ""})
    assert _reach(lin).locale == "zh_CN"


def test_who_was_deactivated_hears_nothing_more(app: Flask, hua: Person, ada: Person) -> None:
    an_address(of=hua, address="hua@example.cn")
    with acting():
        account = db.session.get_one(Account, hua.account_id)
        accounts.deactivate(account, reason="离开了", by=ada.viewer)
    with acting():
        assert reach_of([hua.account_id]) == {}


def test_reaching_ten_people_costs_as_much_as_reaching_one(lin: Person, statements: Counting) -> None:
    people = [person_of(a_student(of=lin).id).account_id for _n in range(10)]
    costs = []
    with acting():
        for several in (people[:1], people):
            with statements() as asked:
                assert len(reach_of(several)) == len(several)
            costs.append(len(asked))
    assert costs[0] == costs[1] <= 4


def test_who_looks_after_messages_is_told_where_no_mail_leaves_the_house(
    app: Flask, browser: Browser, ada: Person, hua: Person
) -> None:
    assert "MAIL_URL" in browser.as_(ada).get("contacts.settings")
    assert "MAIL_URL" not in browser.as_(hua).get("contacts.settings")
    app.config["MAIL_LEAVES"] = True
    try:
        assert "MAIL_URL" not in browser.as_(ada).get("contacts.settings")
    finally:
        app.config["MAIL_LEAVES"] = False
