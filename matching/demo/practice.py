"""Teachers and their practice: profiles, posts of enterprises, sign-ups as far as each has come."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice

from matching.access.roles import Role
from matching.accounts.actions import create_account
from matching.accounts.models import Account
from matching.db import db
from matching.demo.cast import PASSWORD
from matching.demo.draws import drawn, one_of
from matching.demo.offices import greet, hashed_once
from matching.demo.people import student_name
from matching.demo.plan import Office, Posting, Size
from matching.demo.stage import Stage
from matching.kernel.i18n import _
from matching.organisations.actions import add_member
from matching.organisations.models import Organisation
from matching.practice.actions import offers, sign_ups
from matching.practice.assembly.offers import OfferTerms
from matching.practice.assembly.sign_ups import Wish
from matching.practice.enums import PracticeContent, PracticeForm
from matching.practice.models import PracticeOffer, SignUp
from matching.teachers.actions import TeacherDetails, add_profile
from matching.teachers.enums import SkillLevel, TeacherKind
from matching.teachers.models import TeachingPost

TEACHERS = {Size.SMALL: 6, Size.FULL: 60}  # a school, beside those with an account of their own
POSTS = {Size.SMALL: 8, Size.FULL: 90}
JOINED, POSTED, SIGNED_UP, ANSWERED = -30, -21, -14, -7  # days from today
KINDS = (*[TeacherKind.SPECIALISED] * 6, TeacherKind.INSTRUCTOR, *[TeacherKind.GENERAL] * 3)
FORMS = (PracticeForm.POST, PracticeForm.POST, PracticeForm.PROJECT, PracticeForm.TRAINING)
CONTENTS = tuple(PracticeContent)
LEVELS = (SkillLevel.NONE, SkillLevel.SENIOR, SkillLevel.TECHNICIAN)
SHARE = 4  # of so many teachers one signs up
WANTS = (
    "学这条产线的工艺编排，改进实训课的任务书",
    "跟师傅学设备调试，更新实训案例",
    "了解岗位标准，修订课程内容",
)


@dataclass(frozen=True)
class _Teacher:
    """Somebody who will teach at a school."""

    key: str
    school: Office
    username: str
    name: str


def send_teachers(stage: Stage) -> None:
    """Schools bring their teachers, enterprises offer posts, some teachers sign up, some are accepted."""
    for school in stage.plan.schools:
        at = stage.calendar.at(stage.calendar.working_day(JOINED), 10)
        stage.agenda.add(at, partial(_join, stage, school))
    firms = {posting.firm: posting for posting in stage.plan.postings}
    chosen = list(islice(firms.values(), POSTS[stage.plan.size]))
    for number, posting in enumerate(chosen):
        at = stage.calendar.at(stage.calendar.working_day(POSTED), 9, number % 60)
        stage.agenda.add(at, partial(_offer, stage, posting, number))
    stage.agenda.add(stage.calendar.at(SIGNED_UP, 9), partial(_sign_up, stage))
    stage.agenda.add(stage.calendar.at(ANSWERED, 10), partial(_answer, stage))
    stage.agenda.add(stage.calendar.at(ANSWERED, 11), partial(_count, stage, len(chosen)))


def _join(stage: Stage, school: Office) -> None:
    at = db.session.get_one(Organisation, stage.organisations[school.key])
    by = stage.viewer(school.key)
    for teacher in _teachers(school, stage.plan.size):
        if teacher.username in stage.accounts:
            account = db.session.get_one(Account, stage.accounts[teacher.username])
        else:
            account = create_account(
                teacher.username,
                name=teacher.name,
                password=PASSWORD,
                is_demo=True,
                hashing=hashed_once,
                by=by,
            )
            add_member(at, account, role=Role.TEACHER, by=by)
            stage.accounts[teacher.username] = account.id
            greet(account)
        add_profile(account, at, _details(stage, teacher), staff_number=teacher.key[-3:], by=by)


def _teachers(school: Office, size: Size) -> list[_Teacher]:
    known = [(school.key.replace("school", "teacher"), school.teacher)] if school.teacher else []
    others = [
        (_username(school, number), student_name(f"{school.key}:{number}", female=number % 2 == 0))
        for number in range(1, TEACHERS[size] + 1)
    ]
    return [
        _Teacher(f"{school.key}:{number:03d}", school, username, name)
        for number, (username, name) in enumerate([*known, *others], start=1)
    ]


def _username(school: Office, number: int) -> str:
    return f"{school.code.lower()}-t{number:02d}"


def _details(stage: Stage, teacher: _Teacher) -> TeacherDetails:
    taught = sorted({one.major[:2] for one in stage.plan.classes if one.school == teacher.school.key})
    kind = KINDS[0] if teacher.key.endswith(":001") else one_of(f"{teacher.key}:kind", KINDS)
    is_general = kind is TeacherKind.GENERAL
    years = 1 + drawn(f"{teacher.key}:years", 20)
    return TeacherDetails(
        name=teacher.name,
        kind=kind,
        subject="" if is_general else one_of(f"{teacher.key}:subject", taught),
        teaching_since=date(stage.calendar.today.year - years, 9, 1),
        is_new=not is_general and years == 1,
        skill_level=SkillLevel.NONE if is_general else one_of(f"{teacher.key}:level", LEVELS),
    )


def _offer(stage: Stage, posting: Posting, number: int) -> None:
    enterprise = db.session.get_one(Organisation, stage.organisations[posting.firm])
    starts_on = stage.calendar.on(stage.calendar.working_day(20 + 7 * (number % 10)))
    offers.post(
        enterprise,
        OfferTerms(
            title=posting.title,
            learn=posting.trade.work,
            contents=frozenset(
                {one_of(f"{posting.firm}:one", CONTENTS), one_of(f"{posting.firm}:two", CONTENTS)}
            ),
            form=one_of(f"{posting.firm}:form", FORMS),
            subjects=frozenset(code[:2] for code in posting.trade.majors),
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=4 + 7 * drawn(f"{posting.firm}:weeks", 4)),
            days_week=5,
            seats=1 + number % 3,
            mentor=enterprise.contact_name,
            county=enterprise.county,
            address=enterprise.address,
            safety="进车间前培训半天，穿劳保鞋，戴护目镜。",
            allowance_day=20 * (number % 4),
        ),
        by=stage.viewer(stage.hr[posting.firm]),
    )


def _sign_up(stage: Stage) -> None:
    """One in so many teachers of a subject signs up for a post that suits."""
    free = db.session.query(PracticeOffer).filter(PracticeOffer.allocation_id.is_(None))
    open_posts = free.order_by(PracticeOffer.starts_on, PracticeOffer.id).all()
    there = db.session.query(TeachingPost).order_by(TeachingPost.id).all()
    for number, post in enumerate(there):
        suits = [one for one in open_posts if post.teacher.subject in one.subject_codes]
        if suits and number % SHARE == 0:
            viewer = stage.viewer(post.teacher.account.username)
            sign_ups.sign_up(
                suits[number % len(suits)], post, Wish(wants=one_of(f"{number}:wants", WANTS)), by=viewer
            )


def _answer(stage: Stage) -> None:
    """Schools have agreed to some, and enterprises to some of these; the others still wait."""
    asked = db.session.query(SignUp).order_by(SignUp.id).all()
    coordinators = {stage.organisations[one.key]: one.key for one in stage.plan.schools}
    hosts = {stage.organisations[key]: username for key, username in stage.hr.items()}
    for number, sign_up in enumerate(one for one in asked if one.queue_number is None):
        if number % 3:
            sign_ups.approve(sign_up, by=stage.viewer(coordinators[sign_up.school_id]))
        if number % 3 == 1:
            sign_ups.accept(sign_up, by=stage.viewer(hosts[sign_up.offer.enterprise_id]))


def _count(stage: Stage, posts: int) -> None:
    teachers = sum(len(_teachers(school, stage.plan.size)) for school in stage.plan.schools)
    stage.say(_("{teachers} teachers, {posts} posts for practice.").format(teachers=teachers, posts=posts))
