"""What practice asks: schools approve, enterprises accept, teachers answer a seat or choose a post."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from matching.access.roles import Role
from matching.dashboards.questions.asking import NOW, TODAY, Whom, told_to
from matching.matters.enums import MatterKind
from matching.organisations.models import Organisation
from matching.practice.enums import ALIVE, DayState, OfferState, SignUpState
from matching.practice.models import Invitation, PracticeDay, PracticeOffer, SignUp
from matching.practice.queries.invitations import followed
from matching.teachers.enums import PostState, TeacherKind
from matching.teachers.models import Teacher, TeachingPost


def to_approve(whom: Whom) -> Select[Any]:
    """`n` teachers wait for their school; due before the first of them would go."""
    role = Role.SCHOOL_COORDINATOR
    columns = told_to(
        MatterKind.SIGN_UPS_TO_APPROVE,
        role=role,
        at=SignUp.school_id,
        counts=(func.count(), 0, 0),
        due=(None, func.min(SignUp.starts_on)),
    )
    asked = SignUp.state == SignUpState.ASKED
    return select(*columns).where(asked, whom.works_at(SignUp.school_id, role)).group_by(SignUp.school_id)


def to_accept(whom: Whom) -> Select[Any]:
    """`n` teachers wait for an enterprise."""
    role, host = Role.ENTERPRISE_HR, PracticeOffer.enterprise_id
    columns = told_to(
        MatterKind.SIGN_UPS_TO_ACCEPT,
        role=role,
        at=host,
        counts=(func.count(), 0, 0),
        due=(None, func.min(SignUp.starts_on)),
    )
    return (
        select(*columns)
        .select_from(SignUp)
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
        .where(SignUp.state == SignUpState.APPROVED, whom.works_at(host, role))
        .group_by(host)
    )


def days_to_confirm(whom: Whom) -> Select[Any]:
    """`n` days of the teacher `name` wait for the enterprise."""
    role, host = Role.ENTERPRISE_HR, PracticeOffer.enterprise_id
    columns = told_to(
        MatterKind.DAYS_TO_CONFIRM,
        role=role,
        at=host,
        subject=SignUp.id,
        name=Teacher.name,
        detail=PracticeOffer.title,
        counts=(func.count(), 0, 0),
    )
    return (
        select(*columns)
        .select_from(PracticeDay)
        .join(SignUp, SignUp.id == PracticeDay.sign_up_id)
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
        .join(Teacher, Teacher.id == SignUp.teacher_id)
        .where(
            SignUp.state == SignUpState.ACCEPTED,
            PracticeDay.state == DayState.ENTERED,
            whom.works_at(host, role),
        )
        .group_by(host, SignUp.id, Teacher.name, PracticeOffer.title)
    )


def to_certify(whom: Whom) -> Select[Any]:
    """The practice of `name` is over, the enterprise has looked at every day and confirmed `n`."""
    role = Role.SCHOOL_COORDINATOR
    columns = told_to(
        MatterKind.PRACTICE_TO_CERTIFY,
        role=role,
        at=SignUp.school_id,
        subject=SignUp.id,
        name=Teacher.name,
        counts=(func.count(), 0, 0),
    )
    waits = select(PracticeDay.id).where(
        PracticeDay.sign_up_id == SignUp.id, PracticeDay.state == DayState.ENTERED
    )
    confirmed = aliased(PracticeDay)
    return (
        select(*columns)
        .select_from(SignUp)
        .join(Teacher, Teacher.id == SignUp.teacher_id)
        .join(confirmed, confirmed.sign_up_id == SignUp.id)
        .where(
            SignUp.state == SignUpState.ACCEPTED,
            SignUp.ends_on < TODAY,
            confirmed.state == DayState.CONFIRMED,
            ~waits.exists(),
            whom.works_at(SignUp.school_id, role),
        )
        .group_by(SignUp.school_id, SignUp.id, Teacher.name)
    )


def seat_offered(whom: Whom) -> Select[Any]:
    """A seat to answer: the post is the `name`, its enterprise the `detail`, its first day the `day`."""
    columns = told_to(
        MatterKind.SEAT_OFFERED,
        at=Teacher.account_id,
        subject=SignUp.id,
        name=PracticeOffer.title,
        detail=Organisation.name,
        due=(SignUp.offered_until, SignUp.starts_on),
    )
    return (
        select(*columns)
        .select_from(SignUp)
        .join(Teacher, Teacher.id == SignUp.teacher_id)
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
        .join(Organisation, Organisation.id == PracticeOffer.enterprise_id)
        .where(
            SignUp.state == SignUpState.OFFERED,
            SignUp.offered_until > NOW,
            whom.is_(Teacher.account_id),
            whom.works_at(SignUp.school_id, Role.TEACHER),
        )
    )


def invited(whom: Whom) -> Select[Any]:
    """The organisation `detail` invites to the post `name`: until an answer, or the first day."""
    columns = told_to(
        MatterKind.INVITED,
        at=Teacher.account_id,
        subject=PracticeOffer.id,
        name=PracticeOffer.title,
        detail=Organisation.name,
        due=(None, PracticeOffer.starts_on),
    )
    return (
        select(*columns)
        .select_from(Invitation)
        .join(Teacher, Teacher.id == Invitation.teacher_id)
        .join(PracticeOffer, PracticeOffer.id == Invitation.offer_id)
        .join(Organisation, Organisation.id == Invitation.inviter_id)
        .join(TeachingPost, TeachingPost.teacher_id == Teacher.id)
        .where(
            Invitation.declined_at.is_(None),
            PracticeOffer.state == OfferState.OPEN,
            PracticeOffer.starts_on > TODAY,
            ~followed(),
            TeachingPost.state == PostState.ACTIVE,
            whom.is_(Teacher.account_id),
            whom.works_at(TeachingPost.school_id, Role.TEACHER),
        )
    )


def to_choose(whom: Whom) -> Select[Any]:
    """Teachers whom the rules ask for months, with no practice to come while `n` posts are open."""
    coming = select(SignUp.id).where(
        SignUp.teacher_id == Teacher.id, SignUp.state.in_(ALIVE), SignUp.ends_on >= TODAY
    )
    posts = (
        select(func.count().label("n"))
        .where(PracticeOffer.state == OfferState.OPEN, PracticeOffer.starts_on > TODAY)
        .subquery()
    )
    columns = told_to(MatterKind.PRACTICE_TO_CHOOSE, at=Teacher.account_id, counts=(posts.c.n, 0, 0))
    return (
        select(*columns)
        .select_from(TeachingPost)
        .join(Teacher, Teacher.id == TeachingPost.teacher_id)
        .join(posts, posts.c.n > 0)
        .where(
            TeachingPost.state == PostState.ACTIVE,
            Teacher.kind != TeacherKind.GENERAL,
            ~coming.exists(),
            whom.is_(Teacher.account_id),
            whom.works_at(TeachingPost.school_id, Role.TEACHER),
        )
    )
