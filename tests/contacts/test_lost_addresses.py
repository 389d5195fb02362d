"""An address that does not open any more is none: others get their letters, and its owner enters it again."""

from flask import Flask
from sqlalchemy import select, text
from structlog.testing import capture_logs

from matching.cohorts.queries import mobiles_of
from matching.db import db
from matching.outbox.enums import Channel, DeliveryState
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import post
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_student, person_of
from tests.make.contacts import Codes, an_address, codes_go_to

EMAIL, AGAIN = "hua.ning@example.cn", "hua.again@example.cn"


def _lose(table: str, column: str, of: Person) -> None:
    """Sealed under a key that nobody has."""
    with acting():
        db.session.execute(
            text(f"UPDATE {table} SET {column} = :lost WHERE account_id = :account"),
            {"lost": b"\x01lost" + bytes(40), "account": of.account_id},
        )


def test_one_lost_address_keeps_nobody_elses_letters_back(app: Flask, hua: Person, qi: Person) -> None:
    for person, address in ((hua, EMAIL), (qi, "qi@example.cn")):
        an_address(of=person, address=address)
    _lose("contact", "address_sealed", hua)
    with capture_logs() as said, acting():  # what is posted goes out at the end of the transaction
        for person in (hua, qi):
            post(Letter.ADDRESS_CHANGED, to=person.account_id, key="another", address="q***@example.cn")
    with acting():
        letters = select(OutboxLetter).where(OutboxLetter.key.startswith("another:"))
        assert all(letter.planned_at for letter in db.session.scalars(letters))
        sent = db.session.scalars(
            select(Delivery).join(Delivery.letter).where(OutboxLetter.key.startswith("another:"))
        )
        assert [(one.letter.to_id, one.state) for one in sent] == [(qi.account_id, DeliveryState.SENT)]
    told = [one for one in said if one["event"] == "addresses cannot be read"]
    assert [(one["count"], one["accounts"]) for one in told] == [(1, [hua.account_id])]


def test_its_owner_reads_so_and_enters_it_again(browser: Browser, hua: Person) -> None:
    an_address(of=hua, address=EMAIL)
    _lose("contact", "address_sealed", hua)
    inside, codes = browser.as_(hua), Codes()
    page = inside.get("contacts.settings")
    assert (page.status, "读不出来" in page, "重新填" in page) == (200, True, True)
    with codes_go_to(dict.fromkeys(Channel, codes)):
        inside.post("contacts.address", {"address": AGAIN}, by="email")
        assert inside.post("contacts.code", {"code": codes.last}, by="email").status == 303
    assert [one.to for one in codes.parcels] == [AGAIN]  # nobody can tell the lost one that it is left
    page = inside.get("contacts.settings")
    assert ("读不出来" in page, "h***@example.cn" in page) == (False, True)


def test_a_lost_address_can_be_taken_away(browser: Browser, hua: Person) -> None:
    an_address(of=hua, address=EMAIL)
    _lose("contact", "address_sealed", hua)
    inside = browser.as_(hua)
    assert inside.post("contacts.remove", by="email").status == 303
    assert "读不出来" not in inside.get("contacts.settings")


def test_a_lost_address_that_waited_for_its_code_is_asked_for_again(browser: Browser, hua: Person) -> None:
    inside, codes = browser.as_(hua), Codes()
    with codes_go_to(dict.fromkeys(Channel, codes)):
        inside.post("contacts.address", {"address": EMAIL}, by="email")
        _lose("contact_claim", "address_sealed", hua)
        assert "读不出来" in inside.get("contacts.settings")
        assert inside.get("contacts.code", by="email").status == 404
        assert inside.post("contacts.code", {"code": codes.last}, by="email").status == 404
        assert inside.post("contacts.address", {"address": AGAIN}, by="email").status == 303
        assert inside.post("contacts.code", {"code": codes.last}, by="email").status == 303


def test_a_lost_number_of_a_class_list_is_none(app: Flask, browser: Browser, lin: Person) -> None:
    pupils = [
        person_of(a_student(of=lin, activated=True, phone=number).id)
        for number in ("13800002207", "13800002208")
    ]
    _lose("student", "phone_sealed", pupils[0])
    with app.app_context():
        assert mobiles_of([one.account_id for one in pupils]) == {pupils[1].account_id: "13800002208"}
    assert browser.as_(pupils[0]).get("contacts.settings").status == 200
