"""What becomes of a sign-up when the teacher leaves the school that agreed to it."""

from datetime import date

from matching.practice.enums import Parting, SignUpState
from matching.practice.models import SignUp


def parting_of(sign_up: SignUp, today: date) -> Parting:
    """Nothing changes for days that are over; what is under way ends, what has not begun is withdrawn."""
    under_way = sign_up.state is SignUpState.ACCEPTED and sign_up.starts_on <= today
    if not under_way:
        return Parting.WITHDRAWN
    return Parting.ENDS if today < sign_up.ends_on else Parting.STAYS
