"""Practice, reached by the real actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import select

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.accounts import actions as accounts
from matching.accounts.models import Account
from matching.db import db
from matching.files.photos import cleaned
from matching.organisations import actions as organisations
from matching.organisations.models import Organisation
from matching.organisations.queries import viewer_of
from matching.practice.actions import invitations, offers, recognitions, records, reports, sign_ups
from matching.practice.assembly.offers import OfferTerms
from matching.practice.assembly.recognitions import Recognised
from matching.practice.assembly.records import Claim
from matching.practice.assembly.reports import Photos, Words
from matching.practice.assembly.sign_ups import Wish
from matching.practice.enums import (
    DaySource,
    DayState,
    PracticeContent,
    PracticeForm,
    RecordKind,
    SignUpState,
)
from matching.practice.invariants import INVARIANTS
from matching.practice.models import Invitation, PracticeDay, PracticeOffer, SignUp
from matching.practice.queries.records import one_post
from matching.practice.queries.sign_ups import teaching_post
from matching.teachers.actions import TeacherDetails, add_profile
from matching.teachers.enums import DualLevel, TeacherKind
from matching.teachers.models import Teacher
from tests.cast import ORGANISATIONS, PASSWORD, Person, person
from tests.make import acting

OFFERED = OfferTerms(
    title="数控产线改造",
    learn="跟着改造小组拆装、调试五轴加工中心，整理一份改造前后的工艺对照",
    contents=frozenset({PracticeContent.PRODUCTION, PracticeContent.NEW_TECHNIQUE}),
    form=PracticeForm.PROJECT,
    subjects=frozenset({"01"}),
    starts_on=date(2026, 7, 6),
    ends_on=date(2026, 7, 31),
    days_week=5,
    seats=3,
    mentor="石师傅，高级技师",
    county="141002",
    address="尧都区海川路 8 号",
    safety="进车间前培训半天，发劳保鞋和护目镜",
    allowance_day=60,
)


def offer_terms(**changes: Any) -> OfferTerms:
    """Four weeks of the summer holidays, changed where a test says so."""
    return replace(OFFERED, **changes)


def an_offer(*, of: Person, **changes: Any) -> int:
    """Posted by somebody of the enterprise; its id."""
    with acting():
        enterprise = db.session.get_one(Organisation, of.organisation_id)
        return offers.post(enterprise, offer_terms(**changes), by=of.viewer).id


def a_teacher(username: str = "tang", *, name: str = "", at: str = "first school") -> Person:
    """Somebody who teaches at a school of the cast: with an account made here, or one the cast has."""
    with acting():
        account = db.session.scalars(select(Account).where(Account.username == username)).one_or_none()
        school = db.session.scalars(
            select(Organisation).where(Organisation.name == ORGANISATIONS[at][1])
        ).one()
        if account is None:
            account = accounts.create_account(username, name=name or username, password=PASSWORD, by=None)
            organisations.add_member(school, account, role=Role.TEACHER, by=None)
            accounts.accept_privacy_notice(account, by=viewer_of(account, db.session()))
        details = TeacherDetails(
            name=account.name, kind=TeacherKind.SPECIALISED, subject="01", teaching_since=date(2020, 9, 1)
        )
        add_profile(account, school, details, by=viewer_of(account, db.session()))
    with acting():
        return person(username)


def a_sign_up(offer_id: int, *, of: Person, **wish: Any) -> int:
    """A teacher signed up; the id of the sign-up."""
    with acting():
        viewer = of.viewer
        offer = db.session.get_one(PracticeOffer, offer_id)
        there = db.session.scalars(teaching_post(viewer.id, viewer.within(P.PRACTICE_SIGN_UP))).one()
        said = Wish(**{"wants": "学五轴加工的工艺编排"} | wish)
        return sign_ups.sign_up(offer, there, said, by=viewer).id


def standing_of(sign_up_id: int) -> SignUpState:
    """Where a sign-up stands now."""
    with acting():
        return db.session.get_one(SignUp, sign_up_id).state


def decided(
    one_id: int, deed: Callable[..., object], *, by: Person, of: type[Any] = SignUp, **told: Any
) -> None:
    """A deed of somebody on a sign-up, or on a row of another table."""
    with acting():
        deed(db.session.get_one(of, one_id), by=by.viewer, **told)


def going(
    teacher: Person, *, school: Person, host: Person, until: Callable[..., object] = sign_ups.accept
) -> int:
    """A sign-up that school and enterprise agreed to, or one that came as far as `until`."""
    made = a_sign_up(an_offer(of=host), of=teacher)
    decided(made, sign_ups.approve, by=school)
    if until is sign_ups.accept:
        decided(made, sign_ups.accept, by=host)
    return made


def broken() -> list[str]:
    """Invariants of practice that do not hold just now."""
    with acting():
        return [one.id for one in INVARIANTS if one.witnesses(db.session())]


def some_days_at(sign_up_id: int, *days: date, state: DayState = DayState.CERTIFIED) -> None:
    """Days at the enterprise, as far as the test says."""
    with acting():
        db.session.add_all(
            PracticeDay(sign_up_id=sign_up_id, day=day, source=DaySource.QR, state=state) for day in days
        )


def an_earlier_practice(*, of: Person) -> int:
    """Days of a summer long ago that a teacher recorded; the id of the record."""
    claim = Claim(
        kind=RecordKind.EARLIER,
        enterprise_name="汾河重工",
        starts_on=date(2024, 7, 1),
        ends_on=date(2024, 7, 30),
    )
    with acting():
        viewer = of.viewer
        there = db.session.scalars(teaching_post(viewer.id, viewer.within(P.PRACTICE_SIGN_UP))).one()
        return records.add(there, claim, by=viewer).id


def an_invitation(offer_id: int, *, of: Person, by: Person) -> int:
    """A teacher was invited to a post; the id of the invitation, 0 where there was nothing to invite to."""
    teacher_id = teacher_id_of(of)
    with acting():
        offer = db.session.get_one(PracticeOffer, offer_id)
        invitations.invite(offer, [db.session.get_one(Teacher, teacher_id)], by=by.viewer)
        made = select(Invitation.id).where(
            Invitation.offer_id == offer_id, Invitation.teacher_id == teacher_id
        )
        return db.session.scalars(made).one_or_none() or 0


def a_report(sign_up_id: int, *, by: Person, hand_in: bool = True) -> None:
    """Three answers, an improvement and a photo, as somebody writes them on a day of the practice."""
    words = Words(
        did="跟着改造小组拆装两台五轴加工中心",
        learned="学会了刀路优化和现场快速换型",
        teaching="把换型案例写进数控实训任务书",
        improvement="夹具改成快换式，换型快了一半",
        worth=120000,
    )
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    with acting():
        sign_up = db.session.get_one(SignUp, sign_up_id)
        photos = Photos(brought=[cleaned(drawn.getvalue())])
        reports.write(sign_up, words, photos, version=0, by=by.viewer)
        if hand_in:
            reports.hand_in(sign_up, by=by.viewer)


def teacher_id_of(teacher: Person) -> int:
    """The profile behind an account."""
    with acting():
        return db.session.scalars(select(Teacher.id).where(Teacher.account_id == teacher.account_id)).one()


def a_recognition(teacher_id: int, *, by: Person, **said: Any) -> int:
    """Recognised at the lowest level by a document, unless the test says otherwise; its id."""
    facts = {"level": DualLevel.JUNIOR, "recognised_on": date(2025, 6, 30), "valid_until": None}
    with acting():
        post = db.session.scalars(one_post(teacher_id, by.viewer.within(P.TEACHER_RECOGNISE))).one()
        told = Recognised(**{**facts, "document": "晋人社 12 号", **said})
        return recognitions.recognise(post, told, by=by.viewer).id
