"""What is typed about days: another day by the teacher, ticks by the enterprise, a reason by the school."""

from collections.abc import Iterable
from functools import reduce

from wtforms import DateField, SelectMultipleField, TextAreaField
from wtforms.validators import Length

from matching.kernel.i18n import _, _l
from matching.kernel.moments import spoken
from matching.practice.enums import LONGEST_REASON, DayState
from matching.practice.models import PracticeDay
from matching.practice.rules.days import OPEN
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


class DayForm(BaseForm):
    """A day that was not entered on the day itself."""

    day = DateField(_l("Day"), [fill(_l("Choose the day"))])
    reason = TextAreaField(
        _l("Why not on the day itself"),
        [Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("The enterprise and your school read it."),
    )


class HereForm(BaseForm):
    """A button in front of the code."""


class AnswerForm(BaseForm):
    """Days the enterprise looks at: confirmed by one button, refused by the other, with a reason."""

    days = SelectMultipleField(_l("Days the teacher was there"), coerce=int, validate_choice=False)
    reason = TextAreaField(
        _l("Why not"),
        [Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("The teacher reads it."),
    )

    def show_days(self, days: Iterable[PracticeDay]) -> None:
        """What may still be answered; what waits is ticked until somebody unticks it."""
        shown = [each for each in days if each.state in OPEN]
        self.days.choices = [(each.id, spoken(each.day)) for each in shown]
        if self.days.raw_data is None:
            self.days.data = [each.id for each in shown if each.state is DayState.ENTERED]

    @staticmethod
    def hints(days: Iterable[PracticeDay]) -> dict[int, str]:
        """How each day was entered, and where it stands."""
        return {each.id: _how_entered(each) for each in days}


class CorrectionForm(BaseForm):
    """Why the days are opened again."""

    reason = TextAreaField(
        _l("What has to be corrected"),
        [Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("The teacher reads it."),
    )


def _how_entered(day: PracticeDay) -> str:
    said = [day.source.label, day.reason, day.state.label if day.state is not DayState.ENTERED else ""]
    return reduce(
        lambda first, second: _("{first}, {second}").format(first=first, second=second), filter(None, said)
    )
