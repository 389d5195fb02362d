"""What is typed about a sign-up: three fields by the teacher, a yes or a no by school and enterprise."""

from wtforms import BooleanField, Field, Form, HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, StopValidation

from matching.kernel.i18n import _l
from matching.practice.assembly.sign_ups import Wish
from matching.practice.enums import LONGEST_REASON, LONGEST_TEXT, Timetable
from matching.practice.telling.sign_ups import LABELS
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


def _told_if_moved(form: Form, field: Field) -> None:
    """Lessons that have to be moved are named; the school decides by that."""
    if form.timetable.data == Timetable.MOVED.value and not field.data:
        raise StopValidation(_l("Say which lessons, and who could take them over"))


class SignUpForm(BaseForm):
    """One minute on a phone."""

    wants = TextAreaField(
        LABELS["wants"],
        [fill(_l("Write in a few words what you want to learn")), Length(max=LONGEST_TEXT)],
        filters=[stripped],
    )
    timetable = RadioField(LABELS["timetable"], choices=Timetable.choices, default=Timetable.FREE.value)
    timetable_note = TextAreaField(
        LABELS["timetable_note"], [Length(max=LONGEST_TEXT), _told_if_moved], filters=[stripped]
    )
    department_agrees = BooleanField(LABELS["department_agrees"])
    version = HiddenField()

    @property
    def wish(self) -> Wish:
        """What was said; a note about lessons that are not touched means nothing."""
        timetable = Timetable.MOVED if self.timetable.data == Timetable.MOVED.value else Timetable.FREE
        return Wish(
            wants=self.wants.data,
            timetable=timetable,
            timetable_note=self.timetable_note.data if timetable is Timetable.MOVED else "",
            department_agrees=self.department_agrees.data,
        )


class DecisionForm(BaseForm):
    """Yes by one button; no by the other, with a reason."""

    reason = TextAreaField(
        _l("Why not"),
        [Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("The teacher reads it."),
    )


class WithdrawalForm(BaseForm):
    """A button; nobody has to say why."""
