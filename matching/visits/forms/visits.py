"""What is typed about a visit, and about its dates."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, NumberRange, ValidationError

from matching.kernel import clock, holidays
from matching.kernel.i18n import _, _l
from matching.kernel.majors import groups
from matching.kernel.regions import counties
from matching.visits import enums
from matching.visits.assembly.terms import Hours, VisitTerms
from matching.visits.telling.visits import LABELS
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped, understood


def _line(name: str, *validators: Any) -> Field:
    return StringField(LABELS[name], [*validators, Length(max=enums.LONGEST_LINE)], filters=[stripped])


def _text(name: str, *validators: Any) -> Field:
    return TextAreaField(LABELS[name], [*validators, Length(max=enums.LONGEST_TEXT)], filters=[stripped])


def _whole(label: str, ask: str, least: int, most: int) -> Field:
    return IntegerField(label, [fill(ask), understood, NumberRange(least, most)])


class VisitForm(BaseForm):
    """What a host shows, and what a group has to know."""

    title = StringField(
        LABELS["title"],
        [fill(_l("Give the visit a title")), Length(max=enums.LONGEST_TITLE)],
        filters=[stripped],
    )
    shows = _text("shows", fill(_l("Tell what the class sees and does")), Length(min=enums.SHORTEST_TEXT))
    subjects = SelectMultipleField(LABELS["subjects"])
    county = SelectField(LABELS["county"])
    address = _line("address", fill(_l("Tell where the class comes to")))
    least_group = _whole(LABELS["least_group"], _l("Enter the smallest group"), 1, enums.MOST_SEATS)
    most_group = _whole(LABELS["most_group"], _l("Enter the largest group"), 1, enums.MOST_SEATS)
    least_age = _whole(LABELS["least_age"], _l("Enter an age, 0 if any"), 0, enums.OLDEST_ASKED)
    students_an_adult = _whole(
        LABELS["students_an_adult"],
        _l("Enter how many students one adult looks after"),
        1,
        enums.MOST_STUDENTS_AN_ADULT,
    )
    wear = _line("wear")
    bring = _line("bring")
    safety = _text("safety", fill(_l("Tell what the class has to know to stay safe")))
    access = _line("access")
    languages = _line("languages")
    picks_up = BooleanField(LABELS["picks_up"])
    decides = BooleanField(LABELS["decides"])
    enterprise = SelectField(_l("Enterprise"), coerce=int)
    version = HiddenField()

    def offer(self, enterprises: list[tuple[int, str]]) -> None:
        """Fill the lists to choose from."""
        self.enterprise.choices = list(enterprises)
        self.subjects.choices = [(group.code, group.name) for group in groups()]
        self.county.choices = [(each.code, each.name) for each in counties()]

    def terms(self) -> VisitTerms:
        """What was typed, as one value."""
        values = {field.name: self[field.name].data for field in fields(VisitTerms)}
        texts = {name: values[name] or "" for name in ("wear", "bring", "access", "languages")}
        return VisitTerms(**values | texts | {"subjects": frozenset(values["subjects"] or ())})

    def validate_most_group(self, field: Field) -> None:
        """Not smaller than the smallest."""
        if self.least_group.data is not None and field.data < self.least_group.data:
            raise ValidationError(_("The largest group cannot be smaller than the smallest."))


class Series(NamedTuple):
    """Dates by a pattern; how many days of rest it left out."""

    dates: list[Hours]
    skipped: int


class DatesForm(BaseForm):
    """One date, or a series of weeks; days of rest are left out."""

    first_day = DateField(_l("First date"), [fill(_l("Choose the first date")), understood])
    begins = TimeField(_l("From"), [fill(_l("Choose when it begins")), understood])
    ends = TimeField(_l("To"), [fill(_l("Choose when it ends")), understood])
    count = _whole(_l("How many dates"), _l("Enter how many dates, 1 for one"), 1, enums.MOST_DATES)
    every = SelectField(_l("How often"), coerce=int)
    seats = _whole(_l("Places for students"), _l("Enter how many students can come"), 1, enums.MOST_SEATS)
    most_groups = _whole(_l("Groups at the same time"), _l("Enter how many groups"), 1, enums.MOST_SEATS)

    def offer(self) -> None:
        """Fill the list of patterns."""
        weekly = [(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks"))]
        self.every.choices = [(0, _("Every working day")), *weekly]

    def series(self) -> Series:
        """The dates, the first of them on the first day unless that is a day of rest."""
        found: list[Hours] = []
        skipped = 0
        for day in self._days():
            if len(found) == self.count.data:
                break
            if holidays.is_rest(day):
                skipped += self.every.data > 0 or day == self.first_day.data
                continue
            found.append(Hours(starts_at=_at(day, self.begins.data), ends_at=_at(day, self.ends.data)))
        return Series(found, skipped)

    def validate_first_day(self, field: Field) -> None:
        """In the days to come, and not years ahead."""
        latest = clock.today() + timedelta(days=enums.FARTHEST_DAYS)
        if field.data < clock.today():
            raise ValidationError(_("This date has passed. Choose one to come."))
        if field.data > latest:
            raise ValidationError(_("Choose a day until {day}.").format(day=latest.isoformat()))

    def validate_ends(self, field: Field) -> None:
        """After it begins."""
        if self.begins.data and field.data <= self.begins.data:
            raise ValidationError(_("It must end after it begins."))

    def _days(self) -> Iterator[date]:
        step = timedelta(weeks=self.every.data) if self.every.data else timedelta(days=1)
        day = self.first_day.data
        latest = clock.today() + timedelta(days=enums.FARTHEST_DAYS)
        while day <= latest:
            yield day
            day += step


class SeatsForm(BaseForm):
    """How many may come on one date."""

    seats = _whole(_l("Places for students"), _l("Enter how many students can come"), 1, enums.MOST_SEATS)
    most_groups = _whole(_l("Groups at the same time"), _l("Enter how many groups"), 1, enums.MOST_SEATS)


class ReasonForm(BaseForm):
    """Why, for those who read it."""

    reason = TextAreaField(
        _l("Reason"),
        [
            fill(_l("Write the reason in a few words")),
            Length(min=enums.SHORTEST_REASON, max=enums.LONGEST_REASON),
        ],
        filters=[stripped],
    )


def as_typed(terms: VisitTerms) -> dict[str, Any]:
    """Terms as the form's fields hold them, to fill it in beforehand."""
    values = {field.name: getattr(terms, field.name) for field in fields(VisitTerms)}
    return values | {"subjects": sorted(terms.subjects)}


def _at(day: date, wall: time) -> datetime:
    return clock.from_local(datetime.combine(day, wall))
