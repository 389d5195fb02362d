"""What is typed about rounds. Times of day are those of the clock in Linfen."""

from typing import Any

from wtforms import (
    DateField,
    DateTimeLocalField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, ValidationError

from matching.kernel import clock
from matching.kernel.i18n import _, _l
from matching.rounds.enums import (
    FULL_WEIGHT,
    LONGEST_NAME,
    LONGEST_REASON,
    MOST_WISHES,
    YEARS_AHEAD,
    YEARS_BACK,
)
from matching.web.forms import BaseForm
from matching.web.validators import choose, fill, stripped

MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def near(form: BaseForm, field: Field) -> None:
    """Years far away are a slip of the finger."""
    del form
    this_year = clock.today().year
    first, last = this_year - YEARS_BACK, this_year + YEARS_AHEAD
    if field.data is not None and not first <= field.data.year <= last:
        raise ValidationError(_("Choose a year from {first} to {last}.").format(first=first, last=last))


def _moment(label: str, sentence: str) -> Any:
    return DateTimeLocalField(label, [fill(sentence), near], format=MINUTES)


def _day(label: str, sentence: str) -> Any:
    return DateField(label, [fill(sentence), near])


def _points(label: str) -> Any:
    sentence = _l("Enter points from 0 to 100")
    return IntegerField(label, [fill(sentence), NumberRange(0, FULL_WEIGHT, sentence)])


class RoundForm(BaseForm):
    """The terms of a round."""

    name = StringField(
        _l("Name of the round"),
        [fill(_l("Give the round a name, like Spring 2026")), Length(max=LONGEST_NAME)],
        filters=[stripped],
    )
    opens_at = _moment(_l("Wishes open"), _l("Choose when wishes open"))
    closes_at = _moment(_l("Deadline for wishes"), _l("Choose until when wishes are taken"))
    results_on = _day(_l("Results planned for"), _l("Choose the day of the results"))
    answer_by = _moment(_l("Students answer by"), _l("Choose until when students answer"))
    internship_from = _day(_l("Internships start from"), _l("Choose the first day"))
    internship_until = _day(_l("Internships start until"), _l("Choose the last day"))
    wish_limit = IntegerField(
        _l("Most wishes a student"),
        [
            fill(_l("Enter how many wishes a student may have")),
            NumberRange(1, MOST_WISHES, _l("Between 1 and 20 wishes")),
        ],
    )
    fit_weight = _points(_l("Points for the major"))
    distance_weight = _points(_l("Points for the way from home"))
    score_weight = _points(_l("Points for the school score"))
    version = HiddenField()


class CohortsForm(BaseForm):
    """Who takes part."""

    cohorts = SelectMultipleField(
        _l("Cohorts that take part"), [choose(_l("Choose at least one cohort"))], coerce=int
    )


class ByHandForm(BaseForm):
    """A place given before the match."""

    slot = SelectField(_l("Slot"), coerce=int)
    reason = TextAreaField(
        _l("Reason"),
        [
            fill(_l("Say why this place is given by hand. It is kept in the trail.")),
            Length(max=LONGEST_REASON),
        ],
        filters=[stripped],
    )


class TakeBackForm(BaseForm):
    """A place taken back."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Say why the place is taken back. It is kept in the trail.")), Length(max=LONGEST_REASON)],
        filters=[stripped],
    )
