"""Whose each row is that an address can name: filled from the tables, not from the views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from matching.accounts.models import Account, AccountSession
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.db import db
from matching.jobs.models import Job
from matching.organisations.models import Membership, Organisation
from matching.outbox.models import Delivery, OutboxLetter
from matching.practice.models import (
    Allocation,
    Invitation,
    PracticeOffer,
    PracticeRecord,
    PracticeReport,
    ReportPhoto,
    SignUp,
    TeacherList,
)
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, RoundCohort
from matching.slots.enums import SlotState
from matching.slots.models import Slot
from matching.teachers.enums import PostState
from matching.teachers.models import Recognition, Teacher, TeachingPost
from matching.visits.models import Booking, Occurrence, Visit

IN_A_ROUND = ("student_id", "school_id", "enterprise_id")


@dataclass(frozen=True)
class Owners:
    """Whose a row is: organisations (their roles reach it) or persons (nobody else does)."""

    organisations: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()


NONE = Owners()


def _one_each(model: Any, column: Any) -> Callable[[], dict[int, Owners]]:
    def read() -> dict[int, Owners]:
        rows = db.session.execute(select(model.id, column))
        return {one_id: Owners(organisations=frozenset({owner})) for one_id, owner in rows}

    return read


def _personal(model: Any, column: Any) -> Callable[[], dict[int, Owners]]:
    def read() -> dict[int, Owners]:
        rows = db.session.execute(select(model.id, column))
        return {one_id: Owners(accounts=frozenset({owner})) for one_id, owner in rows}

    return read


def _former() -> dict[int, Owners]:
    """Of the school that was left."""
    left = select(TeachingPost.id, TeachingPost.school_id).where(TeachingPost.state == PostState.LEFT)
    return {one_id: Owners(frozenset({school})) for one_id, school in db.session.execute(left)}


def _requests() -> dict[int, Owners]:
    """Of the school that is asked, until it has answered."""
    asked = select(TeachingPost.id, TeachingPost.school_id).where(TeachingPost.state == PostState.REQUESTED)
    return {one_id: Owners(frozenset({school})) for one_id, school in db.session.execute(asked)}


def _teachers() -> dict[int, Owners]:
    """Of the school where they teach now."""
    there = select(TeachingPost.teacher_id, TeachingPost.school_id)
    rows = db.session.execute(there.where(TeachingPost.state == PostState.ACTIVE))
    return {teacher_id: Owners(frozenset({there})) for teacher_id, there in rows}


def _recognitions() -> dict[int, Owners]:
    """Of the school where the teacher is."""
    rows = db.session.execute(
        select(Recognition.id, TeachingPost.school_id).join(
            TeachingPost, TeachingPost.teacher_id == Recognition.teacher_id
        )
    )
    return {one_id: Owners(frozenset({there})) for one_id, there in rows}


def _invitations() -> dict[int, Owners]:
    """Of the teacher alone."""
    rows = db.session.execute(select(Invitation.id, Teacher.account_id).join(Invitation.teacher))
    return {one_id: Owners(accounts=frozenset({who})) for one_id, who in rows}


def _sign_ups() -> dict[int, Owners]:
    """Of the teacher, the school that decides and the enterprise where the post is."""
    rows = db.session.execute(
        select(SignUp.id, SignUp.school_id, PracticeOffer.enterprise_id, Teacher.account_id)
        .join(SignUp.offer)
        .join(SignUp.teacher)
    )
    return {one_id: Owners(frozenset({school, host}), frozenset({who})) for one_id, school, host, who in rows}


def _allocations() -> dict[int, Owners]:
    """Of its bureau, and of every school whose teachers may rank its posts."""
    schools = frozenset(db.session.scalars(select(TeachingPost.school_id)))
    rows = db.session.execute(select(Allocation.id, Allocation.bureau_id))
    return {one_id: Owners(schools | {bureau_id}) for one_id, bureau_id in rows}


def _photos() -> dict[int, Owners]:
    """Of whom the report is about."""
    known = _sign_ups()
    rows = db.session.execute(select(ReportPhoto.id, PracticeReport.sign_up_id).join(ReportPhoto.report))
    return {photo_id: known[sign_up_id] for photo_id, sign_up_id in rows}


def _jobs() -> dict[int, Owners]:
    rows = db.session.execute(select(Job.id, Job.owner_id, Job.organisation_id))
    return {
        one_id: Owners(frozenset({there} - {None}), frozenset({owner} - {None}))
        for one_id, owner, there in rows
    }


def _deliveries() -> dict[int, Owners]:
    """Of the organisations where whoever the letter is to has a role."""
    found: dict[int, Owners] = {}
    rows = db.session.execute(
        select(Delivery.id, Membership.organisation_id)
        .join(Delivery.letter)
        .join(Membership, Membership.account_id == OutboxLetter.to_id)
    )
    for one_id, there in rows:
        found[one_id] = Owners(found.get(one_id, NONE).organisations | {there})
    return found


def _uploads() -> dict[int, Owners]:
    rows = db.session.execute(
        select(RosterUpload.id, Cohort.school_id).join(Cohort, Cohort.id == RosterUpload.cohort_id)
    )
    return {one_id: Owners(frozenset({owner})) for one_id, owner in rows}


def _staff() -> dict[int, Owners]:
    rows = db.session.execute(
        select(Membership.account_id, Membership.organisation_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.role != "student")
    )
    return {account_id: Owners(frozenset({there})) for account_id, there in rows}


def _staff_memberships() -> dict[int, Owners]:
    rows = db.session.execute(
        select(Membership.id, Membership.organisation_id).where(Membership.role != "student")
    )
    return {one_id: Owners(frozenset({there})) for one_id, there in rows}


def _rounds() -> dict[int, Owners]:
    """Its bureau's alone while it is prepared; then also of the schools and enterprises that take part."""
    found = {}
    for one in db.session.scalars(select(MatchRound)).unique():
        parties = {one.bureau_id}
        if one.state is not RoundState.PREPARING:
            parties |= set(
                db.session.scalars(
                    select(Cohort.school_id)
                    .join(RoundCohort, RoundCohort.cohort_id == Cohort.id)
                    .where(RoundCohort.round_id == one.id)
                )
            )
            parties |= set(
                db.session.scalars(
                    select(Slot.enterprise_id).where(
                        Slot.state == SlotState.OPEN,
                        Slot.starts_on.between(one.internship_from, one.internship_until),
                    )
                )
            )
        found[one.id] = Owners(frozenset(parties))
    return found


def participants() -> dict[str, dict[int, set[int]]]:
    """Who takes part in each round: its officers look at them, of whatever school or enterprise they are."""
    found: dict[str, dict[int, set[int]]] = {part: {} for part in IN_A_ROUND}
    rows = select(RoundCohort.round_id, Student.id, Student.school_id).join(
        Student, Student.cohort_id == RoundCohort.cohort_id
    )
    for round_id, student_id, school_id in db.session.execute(rows):
        found["student_id"].setdefault(round_id, set()).add(student_id)
        found["school_id"].setdefault(round_id, set()).add(school_id)
    for one in db.session.scalars(select(MatchRound)).unique():
        window = Slot.starts_on.between(one.internship_from, one.internship_until)
        enterprises = select(Slot.enterprise_id).where(window, Slot.state == SlotState.OPEN)
        found["enterprise_id"][one.id] = set(db.session.scalars(enterprises))
    return found


def _bookings() -> dict[int, Owners]:
    """Of the school that comes and the enterprise where."""
    rows = db.session.execute(
        select(Booking.id, Booking.school_id, Visit.enterprise_id)
        .join(Booking.occurrence)
        .join(Occurrence.visit)
    )
    return {one_id: Owners(frozenset({school, host})) for one_id, school, host in rows}


def _visit_dates() -> dict[int, Owners]:
    rows = db.session.execute(select(Occurrence.id, Visit.enterprise_id).join(Occurrence.visit))
    return {one_id: Owners(frozenset({host})) for one_id, host in rows}


PARTS: Mapping[str, Callable[[], Mapping[int, Owners]]] = {
    "account_id": _staff,
    "allocation_id": _allocations,
    "booking_id": _bookings,
    "cohort_id": _one_each(Cohort, Cohort.school_id),
    "date_id": _visit_dates,
    "delivery_id": _deliveries,
    "enterprise_id": _one_each(Organisation, Organisation.id),
    "former_id": _former,
    "invitation_id": _invitations,
    "job_id": _jobs,
    "letter_id": _personal(OutboxLetter, OutboxLetter.to_id),
    "list_id": _one_each(TeacherList, TeacherList.school_id),
    "membership_id": _staff_memberships,
    "offer_id": _one_each(PracticeOffer, PracticeOffer.enterprise_id),
    "organisation_id": _one_each(Organisation, Organisation.id),
    "recognition_id": _recognitions,
    "photo_id": _photos,
    "post_id": _requests,
    "record_id": _one_each(PracticeRecord, PracticeRecord.school_id),
    "round_id": _rounds,
    "school_id": _one_each(Organisation, Organisation.id),
    "session_id": _personal(AccountSession, AccountSession.account_id),
    "sign_up_id": _sign_ups,
    "slot_id": _one_each(Slot, Slot.enterprise_id),
    "student_id": _one_each(Student, Student.school_id),
    "teacher_id": _teachers,
    "upload_id": _uploads,
    "visit_id": _one_each(Visit, Visit.enterprise_id),
}
