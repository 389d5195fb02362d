"""Whether a recognition as dual-qualified can be recorded, or taken back."""

from datetime import date

from matching.kernel.i18n import _
from matching.teachers.models import Recognition


def why_not_recognise(recognised_on: date, valid_until: date | None, *, today: date) -> str | None:
    """Only what has been decided is recorded, and it ends after it began."""
    if recognised_on > today:
        return _("This day is still to come. Record the recognition when it has been made.")
    if valid_until is not None and valid_until < recognised_on:
        return _("It would end before it began. Change one of the two days.")
    return None


def why_not_take_back(recognition: Recognition) -> str | None:
    """Once; then it stays in the history."""
    if recognition.taken_back_at is not None:
        return _("This recognition has been taken back already.")
    return None
