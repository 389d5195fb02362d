"""What is typed about publications and answers."""

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from matching.kernel.i18n import _l
from matching.placements.enums import Answer
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

LONGEST_NOTE = 500
LONGEST_PAPER = 100


def _ticked(sentence: str) -> InputRequired:
    return InputRequired(message=sentence)


class AskForm(BaseForm):
    """The first officer's ticks; what a machine can check is not asked of a person."""

    looked = BooleanField(
        _l("I have read the explanations of at least ten students"),
        [_ticked(_l("Read at least ten explanations first, then tick this box"))],
    )
    schools_told = BooleanField(
        _l("The schools know which students have no place, and look after them"),
        [_ticked(_l("Talk to the schools about students without a place, then tick this box"))],
    )
    note = TextAreaField(
        _l("Note for the second officer"),
        [Length(max=LONGEST_NOTE, message=_l("At most 500 characters"))],
        filters=[stripped],
    )


class ConfirmForm(BaseForm):
    """The second officer's tick."""

    read = BooleanField(
        _l("I have read the explanations of at least ten students myself"),
        [_ticked(_l("Read at least ten explanations yourself first, then tick this box"))],
    )


class AcceptForm(BaseForm):
    """The student's consent, apart from everything else."""

    consent = BooleanField(
        _l("I agree that this enterprise receives the data named above"),
        [_ticked(_l("Tick the box if you agree. Without it the enterprise cannot take you"))],
    )


class DeclineForm(BaseForm):
    """A reason helps the school, nobody has to give one."""

    note = TextAreaField(
        _l("Why do you decline?"),
        [Length(max=LONGEST_NOTE, message=_l("At most 500 characters"))],
        filters=[stripped],
    )


class AnswerForForm(BaseForm):
    """What a student signed on paper, written down by the school."""

    word = RadioField(
        _l("What the student answered"),
        [InputRequired(message=_l("Choose what the student answered"))],
        coerce=str,
    )
    signed = BooleanField(
        _l("The sheet with the student's signature lies at the school"),
        [_ticked(_l("Only a signed sheet counts. Tick the box when you have it"))],
    )
    paper = StringField(
        _l("Where the sheet is kept"),
        [fill(_l("Say where the sheet with the student's signature is kept.")), Length(max=LONGEST_PAPER)],
        filters=[stripped],
    )
    note = TextAreaField(_l("Note"), [Length(max=LONGEST_NOTE)], filters=[stripped])

    @property
    def answer(self) -> Answer:
        """The chosen word."""
        return next(answer for answer in Answer if answer.value == self.word.data)
