"""The table of records: the most urgent first, a school its own, the bureau all; few statements for many."""

from datetime import timedelta
from io import BytesIO

from openpyxl import load_workbook

from matching.db import db
from matching.kernel import clock
from matching.practice.actions import records
from matching.practice.assembly.records import Claim
from matching.practice.enums import RecordKind
from matching.practice.queries.records import one_post
from matching.teachers.models import Teacher
from tests.browser import Browser
from tests.cast import Person, person
from tests.make import acting
from tests.practice.make import a_teacher, teacher_id_of
from tests.practice.many import a_big_school
from tests.statements import MOST, Counting


def _certified(teacher: Person, days: int, *, by: Person) -> None:
    last = clock.today() - timedelta(days=1)
    claim = Claim(
        kind=RecordKind.EARLIER,
        enterprise_name="汾河重工",
        starts_on=last - timedelta(days=days - 1),
        ends_on=last,
    )
    teacher_id = teacher_id_of(teacher)
    with acting():
        post = db.session.scalars(one_post(teacher_id, frozenset({by.organisation_id}))).one()
        records.certify(records.add(post, claim, by=by.viewer), by=by.viewer)


def test_who_misses_the_deadline_soonest_comes_first(browser: Browser, lin: Person) -> None:
    for name, days in (("够了", 200), ("差得多", 10), ("差一点", 170)):
        _certified(a_teacher(f"t{days}", name=name), days, by=lin)
    page = browser.as_(lin).get("practice.records").text
    assert page.index("差得多") < page.index("差一点") < page.index("够了")
    assert "170 / 180 天" in page


def test_a_school_sees_its_own_and_the_bureau_chooses_a_school(
    browser: Browser, lin: Person, mo: Person, bao: Person
) -> None:
    a_teacher("wen", name="文老师")
    a_teacher("gao", name="高老师", at="second school")
    school = browser.as_(lin).get("practice.records")
    assert "文老师" in school
    assert "高老师" not in school
    bureau = browser.as_(bao)
    assert "高老师" in bureau.get("practice.records")
    theirs = bureau.get("practice.records", school=mo.organisation_id)
    assert "高老师" in theirs
    assert "文老师" not in theirs
    assert "没有符合的教师" in bureau.get("practice.records", subject="12")


def test_the_file_has_the_same_lines(browser: Browser, lin: Person) -> None:
    _certified(a_teacher("wen", name="文老师"), 30, by=lin)
    answer = browser.as_(lin).post("practice.records_export", {"reason": "学期检查"})
    rows = list(load_workbook(BytesIO(answer.body)).active.iter_rows(values_only=True))
    assert ("文老师", 30, 150) in [(row[0], row[4], row[8]) for row in rows]


def test_two_thousand_teachers_cost_as_many_statements_as_one(
    browser: Browser, lin: Person, hua: Person, statements: Counting
) -> None:
    a_teacher()
    with acting():
        bao = person("bao")
    costs, readers = [], [browser.as_(lin), browser.as_(bao)]
    for teachers in (0, 2000):
        a_big_school(teachers, school=lin, host=hua)
        for reader in readers:
            with statements() as asked:
                page = reader.get("practice.records")
            assert len(page.body) < 150_000
            costs.append(len(asked))
    assert "2,001" in page
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST


def test_a_new_teacher_without_practice_comes_first_and_can_be_filtered(
    browser: Browser, lin: Person
) -> None:
    _certified(a_teacher("wen", name="文老师"), 10, by=lin)
    new = teacher_id_of(a_teacher("xin", name="新老师"))
    with acting():
        db.session.get_one(Teacher, new).is_new = True
    reader = browser.as_(lin)
    page = reader.get("practice.records").text
    assert page.index("新老师") < page.index("先实践、再上岗") < page.index("文老师")
    assert "文老师" not in reader.get("practice.records", new="new")
    assert "《职业学校教师企业实践规定》第四条" in reader.get("practice.record", teacher_id=new)
