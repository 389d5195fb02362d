"""Who sees what of a published result, and that it is what was frozen."""

import hashlib
import re

import pytest

from matching.cohorts import actions as cohorts
from matching.cohorts.models import Student
from matching.db import db
from matching.placements.enums import Answer
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, activate, person_of
from tests.make.placements import Market, a_published_round, answered, placements_of
from tests.placements.reading import explanation_of

NUMBER = re.compile(r"你的随机号 ?(\d+)")
RECIPE = re.compile(r"printf '%s.n%s.n%s' ([0-9a-f]{64}) (\d+) (\S+) \|")
TIED = ((0,), (0,), (0,), (0,), (0,), (0,))


def test_a_student_reads_the_own_result(browser: Browser, published: Market) -> None:
    third = activate(published.students[2])
    pupil = browser.as_(third)
    page = pupil.follow(pupil.get("placements.mine"))
    assert page.location == ""
    assert "你进了第 2 志愿" in page
    assert "也想要这个岗位、排在你前面的有 2 人，所以没有轮到你。" in page
    assert "名额 1 个。你排在第 1 位，在名额以内。" in page
    assert "3月27日 周五 10:00" in page


def test_every_number_on_the_page_is_the_frozen_one(browser: Browser, lin: Person, hua: Person) -> None:
    lists = [(0, 1)] * 7 + [(1, 0)]
    published = a_published_round(of=lin, at=hua, lists=lists, seats=(3, 2))
    for student in published.students:
        page = browser.as_(activate(student)).get("placements.result", round_id=published.id)
        for entry in explanation_of(published.run.id, student):
            if entry["reason"] == "placed":
                assert f"名额 {entry['seats']} 个。你排在第 {entry['rank']} 位" in page
            if entry["reason"] == "outranked":
                assert f"排在你前面的有 {entry['ahead']} 人" in page
                assert f"候补第 {entry['waiting']} 位" in page
            if entry["rank"]:
                assert f"你排第 {entry['rank']} 位，共 {entry['applicants']} 人" in page
                assert f"你的 {entry['score'] / 10:g} 分是怎么来的" in page


def test_what_changes_later_does_not_change_the_explanation(
    browser: Browser, lin: Person, published: Market
) -> None:
    pupil = browser.as_(activate(published.students[2]))
    before = pupil.get("placements.result", round_id=published.id).text
    with acting():
        for slot_id in published.slots:
            slot = db.session.get_one(Slot, slot_id)
            slot.title, slot.pay_monthly, slot.seats = "改过的岗位", 9999, 50
        student = db.session.get_one(Student, published.students[2])
        profile = cohorts.StudentProfile(
            name=student.name,
            class_name=student.class_name,
            phone=None,
            home_county="141024",
            school_score=10,
            skills="",
        )
        cohorts.edit_student(student, profile, version=student.version, by=lin.viewer)
    assert pupil.get("placements.result", round_id=published.id).text == before


def test_no_other_student_is_on_the_page(browser: Browser, published: Market) -> None:
    with acting():
        others = [db.session.get_one(Student, one) for one in published.students[1:]]
        hidden = [word for one in others for word in (one.name, one.pseudonym, one.student_number)]
    page = browser.as_(activate(published.students[0])).get("placements.result", round_id=published.id)
    assert [word for word in hidden if word in page.html] == []


def test_the_lottery_is_named_where_it_decided(browser: Browser, lin: Person, hua: Person) -> None:
    published = a_published_round(of=lin, at=hua, lists=TIED, seats=(3,), scores=[80] * 6)
    for student in published.students:
        pupil = browser.as_(activate(student))
        assert "你和 5 人同分，按公布的随机号" in pupil.get("placements.result", round_id=published.id)


def test_the_numbers_follow_from_the_recipe_on_the_page(browser: Browser, lin: Person, hua: Person) -> None:
    published = a_published_round(of=lin, at=hua, lists=TIED, seats=(3,))
    lines, numbers = {}, {}
    for student in published.students:
        page = browser.as_(activate(student)).get("placements.check", round_id=published.id)
        seed, round_id, pseudonym = RECIPE.search(page.text).groups()
        lines[student] = hashlib.sha256(f"{seed}\n{round_id}\n{pseudonym}".encode()).hexdigest()
        numbers[student] = int(NUMBER.search(page.text)[1])
        assert hashlib.sha256(seed.encode()).hexdigest() in page  # the commitment
    assert sorted(lines, key=lines.__getitem__) == sorted(numbers, key=numbers.__getitem__)


def test_a_stranger_sees_nothing(browser: Browser, mo: Person, qi: Person, published: Market) -> None:
    for somebody in (mo, qi):
        inside = browser.as_(somebody)
        assert inside.get("placements.results", round_id=published.id).status == 404
        for student in published.students:
            page = inside.get("placements.one_result", round_id=published.id, student_id=student)
            assert page.status == 404
    pupil = browser.as_(activate(a_cohort(of=mo, students=1).students[0]))
    for endpoint in ("result", "check", "accept", "decline", "take_back"):
        assert pupil.get(f"placements.{endpoint}", round_id=published.id).status == 404
    assert pupil.get("placements.results", round_id=published.id).status == 403


def test_a_schoolmate_cannot_look_at_or_answer_anothers_result(browser: Browser, published: Market) -> None:
    mate = browser.as_(activate(published.students[1]))
    first = published.students[0]
    assert mate.get("placements.one_result", round_id=published.id, student_id=first).status == 403
    answer = {"word": "accept", "signed": "y", "paper": "x"}
    page = mate.post("placements.answer_for", answer, round_id=published.id, student_id=first)
    assert page.status == 404
    assert placements_of(published)[first].answered_by_id is None


def test_the_school_reads_the_same_explanation_and_the_bureau_a_pseudonym(
    browser: Browser, lin: Person, bao: Person, published: Market
) -> None:
    student = published.students[2]
    with acting():
        known = db.session.get_one(Student, student)
        name, pseudonym = known.name, known.pseudonym
    told = "也想要这个岗位、排在你前面的有 2 人，所以没有轮到你。"
    school = browser.as_(lin).get("placements.one_result", round_id=published.id, student_id=student)
    bureau = browser.as_(bao).get("placements.one_result", round_id=published.id, student_id=student)
    assert told in school
    assert told in bureau
    assert (name in school, pseudonym in bureau, name in bureau) == (True, True, False)
    listed = browser.as_(bao).get("placements.results", round_id=published.id)
    assert (pseudonym in listed, name in listed) == (True, False)


def test_the_school_can_narrow_its_list_to_those_without_a_place(
    browser: Browser, lin: Person, published: Market
) -> None:
    names = {}
    with acting():
        for student in published.students:
            names[student] = db.session.get_one(Student, student).name
    first, second, third, fourth = (names[one] for one in published.students)
    page = browser.as_(lin).get("placements.results", round_id=published.id, answer="none")
    assert (first in page, second in page, third in page, fourth in page) == (False, True, False, True)
    assert "没有提交志愿" in page
    page = browser.as_(lin).get("placements.results", round_id=published.id, answer="offered")
    assert (first in page, second in page, third in page) == (True, False, True)


def test_the_enterprise_sees_a_pseudonym_until_the_student_agrees(
    browser: Browser, hua: Person, qi: Person, published: Market
) -> None:
    first, _second, third, _fourth = published.students
    with acting():
        one, other = db.session.get_one(Student, first), db.session.get_one(Student, third)
        name, pseudonym, phone = one.name, one.pseudonym, one.phone
        hidden = (other.name, other.student_number, other.phone, other.phone_masked)
        shown = other.pseudonym
    inside = browser.as_(hua)
    page = inside.get("placements.results", round_id=published.id)
    assert (pseudonym in page, name in page) == (True, False)
    answered(published, first, Answer.ACCEPT, by=person_of(first))
    page = inside.get("placements.results", round_id=published.id)
    assert (pseudonym in page, name in page, phone in page) == (False, True, False)
    assert f"{phone[:3]}****{phone[-4:]}" in page
    assert shown in page
    assert [word for word in hidden if word in page] == []
    assert browser.as_(qi).get("placements.results", round_id=published.id).status == 404


@pytest.mark.parametrize("endpoint", ["placements.index", "placements.results"])
def test_teachers_mentors_and_administrators_see_no_results(
    *, browser: Browser, tang: Person, shi: Person, ada: Person, published: Market, endpoint: str
) -> None:
    values = {"round_id": published.id} if endpoint.endswith("results") else {}
    for somebody in (tang, shi, ada):
        assert browser.as_(somebody).get(endpoint, **values).status == 403


def test_the_list_of_rounds_counts_ones_own(
    *, browser: Browser, lin: Person, mo: Person, hua: Person, bao: Person, published: Market
) -> None:
    for somebody in (lin, hua, bao):
        assert published.round.name in browser.as_(somebody).get("placements.index")
    assert "还没有结果" in browser.as_(mo).get("placements.index")
