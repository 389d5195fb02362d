"""Posts are handed out: whoever has less time left comes first, two officers agree, everybody is told why."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from matching.db import db
from matching.jobs.enums import JobState
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.practice.enums import AllocationState
from matching.practice.enums import SignUpState as S
from matching.practice.models import SignUp
from matching.teachers.enums import TeacherKind
from matching.teachers.models import Teacher
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind
from tests.cast import Person
from tests.make import acting
from tests.practice.allocating import (
    Bureau,
    after_the_deadline,
    an_allocation,
    answer_of,
    compute,
    heard,
    moves,
    placed,
    posts_of,
    published,
    ranks,
    state_of,
)
from tests.practice.make import (
    a_sign_up,
    a_teacher,
    an_offer,
    broken,
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


def _since(teacher: Person, day: date, *, kind: TeacherKind = TeacherKind.SPECIALISED) -> None:
    with acting():
        own = update(Teacher).where(Teacher.account_id == teacher.account_id)
        db.session.execute(own.values(teaching_since=day, kind=kind))


def test_whoever_has_less_time_left_gets_the_post_both_want(
    tang: Person, wen: Person, hua: Person, bureau: Bureau
) -> None:
    _since(tang, date(2022, 9, 1))
    _since(wen, date(2021, 9, 1))
    post = an_offer(of=hua, seats=1)
    made = an_allocation(by=bureau.first)
    ranks(tang, made, post)
    ranks(wen, made, post)
    published(made, bureau)
    assert placed(made) == {teacher_id_of(tang): None, teacher_id_of(wen): post}
    with acting():
        sign_up = db.session.scalars(select(SignUp)).one()
        given = (sign_up.teacher_id, sign_up.state, sign_up.allocated)
    assert given == (teacher_id_of(wen), S.ASKED, True)
    assert heard(wen) == [Letter.ALLOCATION_PLACED]
    assert heard(tang) == [Letter.ALLOCATION_WITHOUT]
    assert heard(bureau.second) == [Letter.ALLOCATION_ASKED]
    assert broken() == []


def test_general_subjects_come_after_those_of_whom_days_are_asked(
    tang: Person, wen: Person, hua: Person, bao: Person
) -> None:
    _since(tang, date(2010, 9, 1), kind=TeacherKind.GENERAL)
    _since(wen, date(2026, 1, 1))
    post = an_offer(of=hua, seats=1, subjects=frozenset())
    made = an_allocation(by=bao)
    ranks(tang, made, post)
    ranks(wen, made, post)
    with after_the_deadline(made):
        compute(made, by=bao)
    assert placed(made)[teacher_id_of(wen)] == post


def test_a_seat_on_the_same_days_bars_a_post_and_the_next_choice_is_given(
    tang: Person, hua: Person, qi: Person, bao: Person
) -> None:
    a_sign_up(an_offer(of=qi, starts_on=date(2026, 6, 29), title="早班跟岗"), of=tang)
    july, august = an_offer(of=hua), an_offer(of=hua, **AUGUST)
    made = an_allocation(by=bao)
    ranks(tang, made, july, august)
    with after_the_deadline(made):
        compute(made, by=bao)
    (answer,) = answer_of(made)["answers"]
    assert [(one["reason"], one["other"]) for one in answer["choices"]] == [
        ("busy", "早班跟岗"),
        ("placed", ""),
    ]
    assert answer["post"] == august


def test_only_seats_that_nobody_holds_are_handed_out(
    tang: Person, wen: Person, hua: Person, bao: Person
) -> None:
    post = an_offer(of=hua, seats=2)
    a_sign_up(post, of=a_teacher("early"))
    made = an_allocation(by=bao)
    ranks(tang, made, post)
    ranks(wen, made, post)
    with after_the_deadline(made):
        compute(made, by=bao)
    assert answer_of(made)["figures"] | {"placed": 1, "without": 1, "seats": 1} == answer_of(made)["figures"]


def test_nobody_signs_up_directly_until_it_is_over(
    tang: Person, wen: Person, hua: Person, bureau: Bureau
) -> None:
    made = _simple(hua, bureau.first)
    post = _post_of(made)
    with pytest.raises(Refused, match="这个岗位统一分配"):
        a_sign_up(post, of=tang)
    ranks(wen, made, post)
    published(made, bureau)
    assert a_sign_up(post, of=tang)
    assert broken() == []


def test_a_list_changes_until_the_deadline_and_holds_ten_posts(
    tang: Person, hua: Person, bao: Person
) -> None:
    posts = [an_offer(of=hua) for _number in range(11)]
    made = an_allocation(by=bao)
    ranks(tang, made, *posts[:10])
    with pytest.raises(Refused, match="10"):
        ranks(tang, made, posts[10])
    assert moves(tang, made, Move(MoveKind.UP, posts[1]))[:2] == [posts[1], posts[0]]
    assert len(moves(tang, made, Move(MoveKind.REMOVE, posts[9]))) == 9
    with after_the_deadline(made), pytest.raises(Refused):
        ranks(tang, made, posts[10])


def test_a_post_of_no_allocation_is_not_ranked(tang: Person, hua: Person, bao: Person) -> None:
    an_offer(of=hua)
    later = an_offer(of=hua, starts_on=date(2026, 10, 12), ends_on=date(2026, 10, 16))
    made = an_allocation(by=bao)
    with pytest.raises(Refused):
        ranks(tang, made, later)


def test_it_is_computed_after_the_deadline_and_not_before(tang: Person, hua: Person, bao: Person) -> None:
    ranks(tang, made := _simple(hua, bao), _post_of(made))
    with pytest.raises(Refused):
        compute(made, by=bao)
    with after_the_deadline(made):
        assert compute(made, by=bao) is JobState.DONE
    assert state_of(made) is AllocationState.COMPUTED


def _simple(hua: Person, bao: Person) -> int:
    an_offer(of=hua)
    return an_allocation(by=bao)


def _post_of(allocation_id: int) -> int:
    (post,) = posts_of(allocation_id)
    return post
