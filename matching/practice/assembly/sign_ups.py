"""What a teacher says when signing up, as one value."""

from dataclasses import dataclass

from matching.practice.enums import Timetable
from matching.practice.models import SignUp


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What to learn, what becomes of the lessons, whether the department agrees."""

    wants: str
    timetable: Timetable = Timetable.FREE
    timetable_note: str = ""
    department_agrees: bool = False


def wish_of(sign_up: SignUp) -> Wish:
    """What a stored sign-up says, to compare with."""
    return Wish(
        wants=sign_up.wants,
        timetable=sign_up.timetable,
        timetable_note=sign_up.timetable_note,
        department_agrees=sign_up.department_agrees,
    )
