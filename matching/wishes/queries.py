"""Lists of wishes, their submissions, and the slots on them."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.cohorts.queries import one_student, student_of_account
from matching.rounds.models import WishList, WishSubmission
from matching.slots.models import Slot


def myself(account_id: int, within: frozenset[int]) -> Select[Student]:
    """The enrolled student who signs in with this account."""
    return student_of_account(account_id).where(
        Student.school_id.in_(within), Student.state == StudentState.ENROLLED
    )


def own_student(student_id: int, within: frozenset[int]) -> Select[Student]:
    """An enrolled student of these schools."""
    return one_student(student_id, within).where(Student.state == StudentState.ENROLLED)


def list_of(round_id: int, student_id: int) -> Select[WishList]:
    """The student's list in a round."""
    return select(WishList).where(WishList.round_id == round_id, WishList.student_id == student_id)


def submissions_of(round_id: int, student_id: int) -> Select[WishSubmission]:
    """Everything the student submitted in a round, the latest first: that one counts."""
    return (
        select(WishSubmission)
        .where(WishSubmission.round_id == round_id, WishSubmission.student_id == student_id)
        .order_by(WishSubmission.number.desc())
    )


def slots_numbered(slot_ids: Iterable[int]) -> Select[Slot]:
    """These slots, whatever became of them; the enterprise comes along."""
    return (
        select(Slot).options(joinedload(Slot.enterprise)).where(Slot.id.in_(list(slot_ids))).order_by(Slot.id)
    )
