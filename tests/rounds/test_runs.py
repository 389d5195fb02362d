"""A run: started once by officers, the same bytes whenever it is computed, read and exported by them."""

from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts import actions as cohorts
from matching.cohorts.models import Student
from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.rounds.assembly import Snapshot, verified
from matching.rounds.models import Proposal
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import MadeCohort
from tests.make.rounds import MadeRound, a_run, lock
from tests.rounds.stored import counts, stored


def test_a_run_places_students_and_leaves_its_traces(collected: MadeRound, cohort: MadeCohort) -> None:
    run = a_run(collected)
    assert len(run.places) == 6
    assert sum(place is not None for place in run.places.values()) == 3
    with acting():
        assert db.session.get_one(Job, run.job_id).state is JobState.DONE
        kinds = list(db.session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))
        assert kinds[-2:] == [AuditKind.RUN_START, AuditKind.RUN_FINISH]


def test_a_run_computed_again_has_the_same_bytes(collected: MadeRound) -> None:
    first, second = a_run(collected), a_run(collected)
    with acting():
        one, other = stored(first.id), stored(second.id)
        assert (one.number, other.number) == (1, 2)
        assert one.snapshot == other.snapshot
        assert (one.input_hash, one.result_hash) == (other.input_hash, other.result_hash)
        assert first.places == second.places


def test_the_snapshot_holds_no_name_no_number_and_no_phone(collected: MadeRound) -> None:
    run = a_run(collected)
    with acting():
        told = Snapshot.unpacked(stored(run.id).snapshot).text.decode()
        for student in db.session.scalars(select(Student)):
            for secret in (student.name, student.id_number, student.phone, student.student_number):
                assert secret not in told
            assert f'"{student.born_on.isoformat()}"' not in told
            assert student.pseudonym in told


def test_a_stored_run_proves_itself_whatever_became_of_its_slots(
    collected: MadeRound, posted: list[int], qi: Person
) -> None:
    run = a_run(collected)
    with acting():
        slots.withdraw(db.session.get_one(Slot, posted[1]), reason="停产", by=qi.viewer)
    with acting():
        verified(stored(run.id))


def test_a_score_or_a_home_changed_after_the_lock_changes_nothing(
    collected: MadeRound, cohort: MadeCohort
) -> None:
    lock(collected)
    before = a_run(collected)
    with acting():
        for student in db.session.scalars(select(Student)):
            student.school_score, student.home_county = 1000 - student.school_score, "141034"
    after = a_run(collected)
    with acting():
        assert stored(before.id).input_hash == stored(after.id).input_hash


def test_the_list_of_a_student_who_left_counts_no_more(
    collected: MadeRound, cohort: MadeCohort, lin: Person
) -> None:
    with acting():
        leaver = db.session.get_one(Student, cohort.students[0])
        cohorts.withdraw(leaver, reason="转学", by=lin.viewer)
    lock(collected)
    run = a_run(collected)
    with acting():
        locked = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.ROUND_LOCK)).one()
        assert (locked.facts["count"], locked.facts["students"]) == (4, 5)
        assert len(run.places) == 5


def test_a_slot_withdrawn_after_the_deadline_is_told_as_withdrawn(
    collected: MadeRound, cohort: MadeCohort, posted: list[int], qi: Person
) -> None:
    lock(collected)
    with acting():
        slots.withdraw(db.session.get_one(Slot, posted[1]), reason="停产", by=qi.viewer)
    run = a_run(collected)
    assert posted[1] not in run.places.values()
    with acting():
        told = db.session.scalars(
            select(Proposal.explanation).where(Proposal.student_id == cohort.students[4])
        ).one()
        assert told[0]["reason"] == "withdrawn"


def test_no_run_before_the_deadline(collected: MadeRound, bao: Person, browser: Browser) -> None:
    page = browser.as_(bao).post("rounds.start", {"attempt": "1"}, round_id=collected.id)
    assert page.status == 422
    assert "锁定以后才能匹配" in page.text
    assert counts() == (0, 0)


def test_bao_starts_a_run_and_reads_what_it_found(
    browser: Browser, collected: MadeRound, bao: Person
) -> None:
    lock(collected)
    officer = browser.as_(bao)
    page = officer.post("rounds.start", {"attempt": "1"}, round_id=collected.id)
    assert officer.follow(page).status == 200
    page = officer.get("rounds.run", round_id=collected.id, number=1)
    assert "3 名学生没有岗位" in page.text
    assert "没有插队" in page.text
    with acting():
        assert stored(1).input_hash in page.text
    frozen = officer.get("rounds.export", round_id=collected.id)
    with acting():
        assert frozen.body == Snapshot.unpacked(stored(1).snapshot).text
        exported = select(AuditEvent).where(AuditEvent.kind == AuditKind.ROUND_EXPORT)
        assert db.session.scalars(exported).one().by_id == bao.account_id
