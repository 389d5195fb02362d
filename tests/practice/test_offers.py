"""An enterprise offers posts for practice, changes and withdraws them."""

from datetime import date

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel.errors import Conflict, Refused
from matching.practice.actions import offers
from matching.practice.enums import OfferState
from matching.practice.models import PracticeOffer
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import an_offer, offer_terms


def test_a_post_keeps_what_was_said_and_stands_in_the_trail(browser: Browser, hua: Person) -> None:
    an_offer(of=hua, subjects=frozenset({"01", "03"}))
    with browser.app.app_context():
        offer = db.session.scalars(select(PracticeOffer)).one()
        assert (offer.title, offer.seats, offer.free, offer.state) == (
            "数控产线改造",
            3,
            3,
            OfferState.OPEN,
        )
        assert offer.contents == ["new_technique", "production"]
        assert offer.subject_codes == {"01", "03"}
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.OFFER_POST)).one()
        assert (event.subject_id, event.organisation_id) == (offer.id, hua.organisation_id)


def test_two_editors_see_both_texts(browser: Browser, hua: Person) -> None:
    offer_id = an_offer(of=hua)
    with acting():
        offers.edit(_of(offer_id), offer_terms(seats=5), version=1, by=hua.viewer)
    with pytest.raises(Conflict) as conflict, acting():
        offers.edit(_of(offer_id), offer_terms(seats=2), version=1, by=hua.viewer)
    assert [(each.theirs, each.mine) for each in conflict.value.differences] == [("5", "2")]


def test_an_edit_may_change_for_whom_the_post_is(browser: Browser, hua: Person) -> None:
    offer_id = an_offer(of=hua, subjects=frozenset({"01", "03"}))
    with acting():
        offers.edit(_of(offer_id), offer_terms(subjects=frozenset({"03", "05"})), version=1, by=hua.viewer)
    with acting():
        assert _of(offer_id).subject_codes == {"03", "05"}


def test_the_days_have_to_be_in_order(browser: Browser, hua: Person) -> None:
    with pytest.raises(Refused) as refused:
        an_offer(of=hua, ends_on=date(2026, 7, 5))
    assert refused.value.field == "ends_on"


def test_a_post_is_confirmed_until_its_days_are_over(browser: Browser, hua: Person, clock) -> None:
    offer_id = an_offer(of=hua)
    clock.move_to("2026-07-31 10:00+08:00")
    with acting():
        offers.confirm(_of(offer_id), by=hua.viewer)
        assert _of(offer_id).fresh_at > _of(offer_id).created_at
    clock.move_to("2026-08-01 10:00+08:00")
    with pytest.raises(Refused), acting():
        offers.confirm(_of(offer_id), by=hua.viewer)


def test_a_withdrawn_post_stays_as_it_was(browser: Browser, hua: Person) -> None:
    offer_id = an_offer(of=hua)
    with acting():
        offers.withdraw(_of(offer_id), reason="生产线停产检修", by=hua.viewer)
    with acting():
        assert (_of(offer_id).state, _of(offer_id).withdrawn_why) == (OfferState.WITHDRAWN, "生产线停产检修")
    for deed in (_edit, offers.confirm, _withdraw):
        with pytest.raises(Refused), acting():
            deed(_of(offer_id), by=hua.viewer)


def _edit(offer: PracticeOffer, *, by) -> None:
    offers.edit(offer, offer_terms(seats=9), version=offer.version, by=by)


def _withdraw(offer: PracticeOffer, *, by) -> None:
    offers.withdraw(offer, reason="再下架一次", by=by)


def _of(offer_id: int) -> PracticeOffer:
    return db.session.get_one(PracticeOffer, offer_id)
