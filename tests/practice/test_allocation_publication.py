"""A second officer publishes, once, and only what can still happen; cancelling gives the posts back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.practice.actions import allocations, offers, sign_ups
from matching.practice.enums import AllocationState, OfferState
from matching.practice.enums import SignUpState as S
from matching.practice.models import Allocation, PracticeOffer, SignUp
from tests.cast import Person
from tests.make import acting
from tests.practice.allocating import (
    Bureau,
    after_the_deadline,
    an_allocation,
    answer_of,
    asks,
    compute,
    heard,
    placed,
    posts_of,
    published,
    publishes,
    ranks,
    state_of,
)
from tests.practice.make import (
    a_sign_up,
    a_teacher,
    an_offer,
    broken,
    decided,
    offer_terms,
    standing_of,
    teacher_id_of,
)

AUGUST = {"starts_on": date(2026, 8, 3), "ends_on": date(2026, 8, 14)}


@pytest.fixture
def bureau(bao: Person, bing: Person) -> Bureau:
    return Bureau(bao, bing)


@pytest.fixture
def tang(app: Flask) -> Person:
    return a_teacher()


@pytest.fixture
def wen(app: Flask) -> Person:
    return a_teacher("wen")


def _simple(hua: Person, bao: Person) -> int:
    an_offer(of=hua)
    return an_allocation(by=bao)


def _post_of(allocation_id: int) -> int:
    (post,) = posts_of(allocation_id)
    return post


def test_the_school_still_decides(tang: Person, hua: Person, lin: Person, bureau: Bureau) -> None:
    ranks(tang, made := _simple(hua, bureau.first), _post_of(made))
    published(made, bureau)
    assert heard(lin) == [Letter.ALLOCATION_SCHOOL]
    with acting():
        given = db.session.scalars(select(SignUp.id)).one()
    decided(given, sign_ups.approve, by=lin)
    decided(given, sign_ups.accept, by=hua)
    assert standing_of(given) is S.ACCEPTED
    assert broken() == []


def test_nobody_publishes_what_they_asked_for(tang: Person, hua: Person, bao: Person, bing: Person) -> None:
    ranks(tang, made := _simple(hua, bao), _post_of(made))
    with after_the_deadline(made):
        compute(made, by=bao)
        asks(bao, made)
        with pytest.raises(Refused):
            publishes(bao, made)
        publishes(bing, made)
        with pytest.raises(Refused, match="已经公布"):
            publishes(bing, made)
    with acting():
        steps = select(AuditEvent.kind).where(AuditEvent.subject_type == "practice_allocation")
        assert list(db.session.scalars(steps.order_by(AuditEvent.id))) == [
            AuditKind.ALLOCATION_CREATE,
            AuditKind.ALLOCATION_RANK,
            AuditKind.ALLOCATION_RUN,
            AuditKind.ALLOCATION_FINISH,
            AuditKind.ALLOCATION_ASK,
            AuditKind.ALLOCATION_PUBLISH,
        ]
        assert len(db.session.scalars(select(SignUp)).all()) == 1


def test_a_post_withdrawn_after_the_computation_is_told_and_computed_again(
    tang: Person, hua: Person, bao: Person, bing: Person
) -> None:
    gone, other = an_offer(of=hua, title="要撤的岗"), an_offer(of=hua, **AUGUST)
    made = an_allocation(by=bao)
    ranks(tang, made, gone, other)
    with after_the_deadline(made):
        compute(made, by=bao)
        asks(bao, made)
        with acting():
            offers.withdraw(db.session.get_one(PracticeOffer, gone), reason="产线停产检修", by=hua.viewer)
        with pytest.raises(Refused, match="要撤的岗"):
            publishes(bing, made)
        assert heard(tang) == []
        compute(made, by=bao)
        asks(bao, made)
        publishes(bing, made)
    assert placed(made) == {teacher_id_of(tang): other}
    assert broken() == []


def test_changed_days_and_fewer_seats_are_told(tang: Person, hua: Person, bao: Person) -> None:
    ranks(tang, made := _simple(hua, bao), _post_of(made))
    with after_the_deadline(made):
        compute(made, by=bao)
        with acting():
            offer = db.session.get_one(PracticeOffer, _post_of(made))
            offers.edit(offer, offer_terms(ends_on=date(2026, 7, 24)), version=offer.version, by=hua.viewer)
        with pytest.raises(Refused, match="数控产线改造"):
            asks(bao, made)


def test_a_cancelled_one_gives_its_posts_back_and_says_why(
    tang: Person, wen: Person, hua: Person, bao: Person
) -> None:
    ranks(tang, made := _simple(hua, bao), post := _post_of(made))
    with acting():
        allocations.cancel(db.session.get_one(Allocation, made), reason="岗位够用，直接报名", by=bao.viewer)
    assert state_of(made) is AllocationState.CANCELLED
    assert heard(tang) == [Letter.ALLOCATION_CANCELLED]
    assert a_sign_up(post, of=wen)
    with acting():
        offer = db.session.get_one(PracticeOffer, post)
        assert (offer.allocation_id, offer.state) == (None, OfferState.OPEN)


def test_a_result_that_was_touched_is_neverpublished(
    tang: Person, hua: Person, bao: Person, bing: Person
) -> None:
    ranks(tang, made := _simple(hua, bao), _post_of(made))
    with after_the_deadline(made):
        compute(made, by=bao)
        asks(bao, made)
        touched = answer_of(made)
        touched["answers"][0]["post"] = None
        with acting():
            db.session.get_one(Allocation, made).result = touched
        assert broken() == ["I10"]
        with pytest.raises(Refused):
            publishes(bing, made)
