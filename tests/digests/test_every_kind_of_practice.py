"""Every kind of matter of teachers and their practice is raised and resolved by what people really do."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from matching.db import db
from matching.kernel import clock as today
from matching.matters.enums import MatterKind as K
from matching.practice.actions import days, invitations, offers, records, reports, sign_ups
from matching.practice.enums import DaySource
from matching.practice.models import Invitation, PracticeDay, PracticeOffer, PracticeRecord
from matching.teachers import actions as teachers
from matching.teachers.models import TeachingPost
from tests.make import acting
from tests.make.matters import kept
from tests.make.teachers import a_request
from tests.outbox.office import office
from tests.practice.allocating import after_the_deadline as after_the_ranking
from tests.practice.allocating import an_allocation, asks, compute, posts_of, publishes, ranks
from tests.practice.make import (
    a_report,
    a_sign_up,
    a_teacher,
    an_earlier_practice,
    an_invitation,
    an_offer,
    decided,
    going,
)

__all__ = ["office"]


def test_a_teacher_chooses_and_everybody_answers(app, people):
    lin, hua, tang = people("lin"), people("hua"), a_teacher()
    offer = an_offer(of=hua, seats=1)
    assert K.PRACTICE_TO_CHOOSE in kept()
    first = a_sign_up(offer, of=tang)
    assert K.PRACTICE_TO_CHOOSE not in kept()
    assert K.SIGN_UPS_TO_APPROVE in kept()
    decided(first, sign_ups.approve, by=lin)
    assert kept() & {K.SIGN_UPS_TO_APPROVE, K.SIGN_UPS_TO_ACCEPT} == {K.SIGN_UPS_TO_ACCEPT}
    second = a_sign_up(offer, of=(wen := a_teacher("wen")))
    decided(first, sign_ups.refuse_by_enterprise, by=hua, reason="产线停产检修")
    assert kept() & {K.SIGN_UPS_TO_ACCEPT, K.SEAT_OFFERED} == {K.SEAT_OFFERED}
    decided(second, sign_ups.take_seat, by=wen)
    assert K.SEAT_OFFERED not in kept()


def test_days_wait_for_the_enterprise_and_then_for_the_school(app, people, clock):
    mine = going(a_teacher(), school=people("lin"), host=people("hua"))
    clock.move_to(datetime(2026, 7, 6, 9, tzinfo=UTC))
    decided(mine, days.enter, by=people("tang"), day=today.today(), source=DaySource.QR)
    assert kept() & {K.DAYS_TO_CONFIRM, K.PRACTICE_TO_CERTIFY} == {K.DAYS_TO_CONFIRM}
    clock.move_to(datetime(2026, 8, 1, 9, tzinfo=UTC))
    with acting():
        entered = db.session.scalars(select(PracticeDay.id)).all()
    decided(mine, days.confirm, by=people("hua"), day_ids=entered)
    assert kept() & {K.DAYS_TO_CONFIRM, K.PRACTICE_TO_CERTIFY} == {K.PRACTICE_TO_CERTIFY}
    decided(mine, days.certify, by=people("lin"))
    assert K.PRACTICE_TO_CERTIFY not in kept()


def test_a_teacher_asks_to_join_and_is_answered(app, people):
    lin = people("lin")
    request = a_request(at=lin)
    assert K.TEACHERS_TO_ADMIT in kept()
    with acting():
        teachers.refuse(db.session.get_one(TeachingPost, request), reason="教务处查无此人", by=lin.viewer)
    assert K.TEACHERS_TO_ADMIT not in kept()


def test_what_is_left_of_practice_is_entered_certified_and_confirmed_again(app, people, clock):
    lin, hua, tang = people("lin"), people("hua"), a_teacher()
    mine = going(tang, school=lin, host=hua)
    entry = an_earlier_practice(of=tang)
    asked_of = {K.DAYS_MISSING, K.RECORDS_TO_CERTIFY, K.POSTS_TO_REFRESH}
    assert kept() & asked_of == {K.RECORDS_TO_CERTIFY}
    decided(entry, records.certify, by=lin, of=PracticeRecord)
    offer = an_offer(of=hua, starts_on=date(2026, 8, 3), ends_on=date(2026, 8, 7))
    clock.move_to(datetime(2026, 8, 1, 9, tzinfo=UTC))
    assert kept() & asked_of == {K.DAYS_MISSING, K.POSTS_TO_REFRESH}
    decided(offer, offers.confirm, by=hua, of=PracticeOffer)
    told = {"day": date(2026, 7, 6), "source": DaySource.HAND, "reason": "手机没电没能扫码"}
    decided(mine, days.enter, by=tang, **told)
    assert kept() & asked_of == set()


def test_a_teacher_is_invited_and_declines(app, people):
    lin, hua, tang = people("lin"), people("hua"), a_teacher()
    invitation = an_invitation(an_offer(of=hua), of=tang, by=lin)
    assert K.INVITED in kept()
    decided(invitation, invitations.decline, by=tang, of=Invitation)
    assert K.INVITED not in kept()


def test_posts_are_ranked_computed_and_published_by_a_second_officer(app, people):
    bao, bing, tang = people("bao"), people("bing"), a_teacher()
    an_offer(of=people("hua"))
    steps = {K.ALLOCATION_RANK, K.ALLOCATION_COMPUTE, K.ALLOCATION_ASK, K.ALLOCATION_PUBLISH}
    made = an_allocation(by=bao)
    assert kept() & steps == {K.ALLOCATION_RANK}
    ranks(tang, made, *posts_of(made))
    assert kept() & steps == set()
    with after_the_ranking(made):
        assert kept() & steps == {K.ALLOCATION_COMPUTE}
        compute(made, by=bao)
        assert kept() & steps == {K.ALLOCATION_ASK}
        asks(bao, made)
        assert kept() & steps == {K.ALLOCATION_PUBLISH}
        publishes(bing, made)
        assert kept() & steps == set()


def test_a_report_is_due_read_returned_and_its_improvement_valued(app, people, clock):
    lin, hua, tang = people("lin"), people("hua"), a_teacher()
    mine = going(tang, school=lin, host=hua)
    asked_of = {K.REPORT_DUE, K.REPORT_RETURNED, K.REPORTS_TO_READ, K.WORTH_TO_CONFIRM}
    clock.move_to(datetime(2026, 7, 6, 9, tzinfo=UTC))
    decided(mine, days.enter, by=tang, day=today.today(), source=DaySource.QR)
    assert kept() & asked_of == set()
    clock.move_to(datetime(2026, 8, 1, 9, tzinfo=UTC))
    assert kept() & asked_of == {K.REPORT_DUE}
    a_report(mine, by=tang)
    assert kept() & asked_of == {K.REPORTS_TO_READ, K.WORTH_TO_CONFIRM}
    decided(mine, reports.confirm_worth, by=hua, worth=90000)
    decided(mine, reports.send_back, by=lin, reason="写清楚换型的步骤")
    assert kept() & asked_of == {K.REPORT_RETURNED}
    decided(mine, reports.hand_in, by=tang)
    decided(mine, reports.accept, by=lin)
    assert kept() & asked_of == set()
