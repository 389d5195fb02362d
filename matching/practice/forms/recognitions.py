"""What is typed about a recognition as dual-qualified."""

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from matching.kernel.i18n import _l
from matching.practice.assembly.recognitions import Recognised
from matching.practice.enums import LONGEST_LINE, LONGEST_REASON
from matching.teachers.enums import DualLevel
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


class RecognitionForm(BaseForm):
    """Level, days, document."""

    level = RadioField(
        _l("Level of recognition"),
        [fill(_l("Choose the level of recognition"))],
        choices=DualLevel.choices,
        coerce=DualLevel,
    )
    recognised_on = DateField(_l("Recognised on"), [fill(_l("Enter the day of the recognition"))])
    valid_until = DateField(_l("Valid until"), [Optional()])
    document = StringField(
        _l("Document"),
        [fill(_l("Write the number or the title of the document")), Length(max=LONGEST_LINE)],
        filters=[stripped],
    )

    @property
    def said(self) -> Recognised:
        """What was typed."""
        return Recognised(
            level=self.level.data,
            recognised_on=self.recognised_on.data,
            valid_until=self.valid_until.data,
            document=self.document.data,
        )


class TakeBackForm(BaseForm):
    """Why it was wrong."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Write the reason in a few words")), Length(max=LONGEST_REASON)],
        filters=[stripped],
    )
