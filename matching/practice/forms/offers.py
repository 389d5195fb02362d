"""What is typed about a post for practice."""

from dataclasses import fields
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, ValidationError

from matching.kernel.i18n import _, _l
from matching.kernel.majors import groups
from matching.kernel.regions import counties
from matching.practice import enums
from matching.practice.assembly.offers import CONTENTS, OfferTerms
from matching.practice.enums import PracticeContent, PracticeForm
from matching.practice.telling.offers import LABELS
from matching.web.forms import BaseForm
from matching.web.validators import choose, fill, stripped, understood

DAYS_A_WEEK = 7


def _text(name: str, *validators: Any, lines: bool = False) -> Field:
    kind = TextAreaField if lines else StringField
    return kind(LABELS[name], list(validators), filters=[stripped])


def _whole(name: str, ask: str, least: int, most: int) -> Field:
    return IntegerField(LABELS[name], [fill(ask), understood, NumberRange(least, most)])


class OfferForm(BaseForm):
    """A post. `earliest` and `latest` are the days between which it may lie."""

    title = _text("title", fill(_l("Give the post a title")), Length(max=enums.LONGEST_TITLE))
    learn = _text(
        "learn",
        fill(_l("Tell what teachers will do and learn")),
        Length(min=enums.SHORTEST_LEARN, max=enums.LONGEST_LEARN),
        lines=True,
    )
    contents = SelectMultipleField(LABELS["contents"], [choose(_l("Tick at least one kind of content"))])
    form = RadioField(LABELS["form"], [fill(_l("Choose the form"))], coerce=PracticeForm)
    subjects = SelectMultipleField(LABELS["subjects"])
    starts_on = DateField(LABELS["starts_on"], [fill(_l("Choose the first day")), understood])
    ends_on = DateField(LABELS["ends_on"], [fill(_l("Choose the last day")), understood])
    days_week = _whole("days_week", _l("Enter the days a week"), 1, DAYS_A_WEEK)
    seats = _whole("seats", _l("Enter how many teachers can come"), 1, enums.MOST_SEATS)
    mentor = _text("mentor", fill(_l("Enter who looks after the teachers")), Length(max=enums.LONGEST_LINE))
    county = SelectField(LABELS["county"])
    address = _text("address", fill(_l("Enter the address")), Length(max=enums.LONGEST_LINE))
    safety = _text(
        "safety",
        fill(_l("Tell what teachers need to know to stay safe")),
        Length(max=enums.LONGEST_TEXT),
        lines=True,
    )
    requirements = _text("requirements", Length(max=enums.LONGEST_TEXT), lines=True)
    allowance_day = _whole(
        "allowance_day", _l("Enter the allowance, 0 if there is none"), 0, enums.MOST_ALLOWANCE
    )
    enterprise = SelectField(_l("Enterprise"), coerce=int)
    version = HiddenField()

    earliest: date
    latest: date

    def offer(self, enterprises: list[tuple[int, str]], *, earliest: date, latest: date) -> None:
        """Fill the lists to choose from, and say between which days the post may lie."""
        self.earliest, self.latest = earliest, latest
        self.enterprise.choices = list(enterprises)
        self.contents.choices = PracticeContent.choices()
        self.form.choices = PracticeForm.choices()
        self.subjects.choices = [(group.code, group.name) for group in groups()]
        self.county.choices = [(each.code, each.name) for each in counties()]

    def terms(self) -> OfferTerms:
        """What was typed, as one value."""
        values = {field.name: self[field.name].data for field in fields(OfferTerms)}
        return OfferTerms(
            **values
            | {
                "contents": frozenset(CONTENTS[value] for value in values["contents"]),
                "subjects": frozenset(values["subjects"] or ()),
                "requirements": values["requirements"] or "",
            }
        )

    def validate_starts_on(self, field: Field) -> None:
        """A new post lies in days to come, and not years ahead."""
        if field.data < self.earliest:
            sentence = _("The first day must be {day} or later.")
            raise ValidationError(sentence.format(day=self.earliest.isoformat()))
        self._not_too_far(field)

    def validate_ends_on(self, field: Field) -> None:
        """After the first, and not years ahead."""
        self._not_too_far(field)
        if self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day cannot be before the first."))

    def _not_too_far(self, field: Field) -> None:
        if field.data > self.latest:
            raise ValidationError(_("Choose a day until {day}.").format(day=self.latest.isoformat()))


class WithdrawForm(BaseForm):
    """Why, for the teachers who read it."""

    reason = TextAreaField(
        _l("Reason"),
        [
            fill(_l("Write the reason in a few words")),
            Length(min=enums.SHORTEST_REASON, max=enums.LONGEST_REASON),
        ],
        filters=[stripped],
    )


def as_typed(terms: OfferTerms) -> dict[str, Any]:
    """Terms as the form's fields hold them, to fill it in beforehand."""
    values = {field.name: getattr(terms, field.name) for field in fields(OfferTerms)}
    return values | {
        "contents": [content.value for content in PracticeContent if content in terms.contents],
        "subjects": sorted(terms.subjects),
    }
