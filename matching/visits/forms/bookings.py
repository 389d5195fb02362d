"""What is typed about a group: who comes, and what becomes of it if the places are too few."""

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, ValidationError

from matching.kernel.i18n import _l
from matching.kernel.identity import mobile_fault, normal_mobile
from matching.visits import enums
from matching.visits.assembly.terms import Group
from matching.visits.enums import TooFew
from matching.visits.telling.bookings import LABELS
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped, understood


def _as_mobile(value: str | None) -> str | None:
    """Spaces, dashes and full-width digits mean nothing."""
    return normal_mobile(value) if value else value


def _whole(name: str, ask: str, most: int) -> Field:
    return IntegerField(LABELS[name], [fill(ask), understood, NumberRange(1, most)])


class GroupForm(BaseForm):
    """Who comes, in numbers; nobody is named but the leader."""

    students = _whole("students", _l("Enter how many students come"), enums.MOST_SEATS)
    adults = _whole("adults", _l("Enter how many adults come along"), enums.MOST_ADULTS)
    leader = StringField(
        LABELS["leader"],
        [fill(_l("Enter who leads the group")), Length(max=enums.LONGEST_LINE)],
        filters=[stripped],
    )
    mobile = StringField(
        LABELS["mobile"], [fill(_l("Enter a mobile number for the day"))], filters=[_as_mobile]
    )
    needs = TextAreaField(LABELS["needs"], [Length(max=enums.LONGEST_TEXT)], filters=[stripped])
    wants_pick_up = BooleanField(LABELS["wants_pick_up"])
    version = HiddenField()

    @property
    def group(self) -> Group:
        """What was said."""
        return Group(
            students=self.students.data,
            adults=self.adults.data,
            leader=self.leader.data,
            mobile=self.mobile.data,
            needs=self.needs.data or "",
            wants_pick_up=self.wants_pick_up.data,
        )

    def validate_mobile(self, field: Field) -> None:
        """Somebody has to be reached when the bus is late."""
        if fault := mobile_fault(field.data):
            raise ValidationError(fault.sentence)


class BookingForm(GroupForm):
    """The same for a class, its safety briefing read, and what to do if there are too few places."""

    cohort = SelectField(_l("Class"), coerce=int)
    too_few = RadioField(
        _l("If there are too few places"),
        choices=TooFew.choices,
        default=TooFew.FEWER.value,
    )
    safety_read = BooleanField(_l("We have read the safety briefing and go through it with the class"))

    @property
    def waits(self) -> bool:
        """Whether the class rather waits than comes in part."""
        return bool(self.too_few.data == TooFew.WAIT.value)

    def validate_safety_read(self, field: Field) -> None:
        """Nobody books past it."""
        if not field.data:
            raise ValidationError(_l("Read the safety briefing and tick this"))


class AnswerForm(BaseForm):
    """Yes by one button; no by the other, with a reason."""

    reason = TextAreaField(
        _l("Why not"),
        [Length(max=enums.LONGEST_REASON)],
        filters=[stripped],
        description=_l("The school reads it."),
    )


class CancelForm(BaseForm):
    """A button; who wants to, says why."""

    reason = TextAreaField(_l("Reason"), [Length(max=enums.LONGEST_REASON)], filters=[stripped])
