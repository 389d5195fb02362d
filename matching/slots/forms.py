"""What is typed about a slot. No number of the law stands here: the law answers to what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from matching.kernel.i18n import _, _l
from matching.kernel.majors import Major, MajorGroup, majors
from matching.kernel.regions import counties
from matching.law.finding import Finding
from matching.law.slots import SLOT_CHECKS
from matching.law.words import Hazard, Intensity, PayForm, VenueKind, Word
from matching.slots import enums
from matching.slots.assembly import HAZARDS, Terms
from matching.slots.telling import LABELS, TENTHS, judgement
from matching.web.forms import BaseForm
from matching.web.validators import choose, fill, stripped, understood

TEN = 10  # the law counts hours in tenths
HOURS_A_DAY, HOURS_A_WEEK, DAYS_A_WEEK = 24, 168, 7
BOOKS = {"last_day": "ends_on", "exemption": "exemption_number"}  # what the law calls otherwise
REASON = "reason-"
DATES = ("starts_on", "ends_on")
EMPTY: tuple[object, ...] = (None, "", [])
MAY_BE_EMPTY = {"exemption_number", "exemption_filed_on", "hazards", "lodging", "meals", "requirements"}


def written(value: Any) -> Any:
    """Typed text without the spaces around it, and without the one character PostgreSQL cannot keep."""
    return stripped(value.replace("\x00", "")) if isinstance(value, str) else value


def _text(name: str, validators: list[Any], *, lines: bool = False) -> Field:
    kind = TextAreaField if lines else StringField
    return kind(LABELS[name], validators, filters=[written])


def _whole(name: str, ask: str, least: int, most: int) -> Field:
    return IntegerField(LABELS[name], [fill(ask), understood, NumberRange(least, most)])


def _hours(name: str, ask: str, most: int) -> Field:
    return DecimalField(LABELS[name], [fill(ask), understood, NumberRange(Decimal("0.5"), most)], places=None)


@dataclass(frozen=True)
class Asked:
    """A soft finding on the form: what the law said about which field, and the input for the reason."""

    about: str
    sentence: str
    basis: str
    field: Field


class SlotForm(BaseForm):
    """A slot. `enterprise` is asked only of those who hire for several, `exemption_*` only where it helps."""

    enterprise = SelectField(_l("Enterprise"), coerce=int)
    title = _text("title", [fill(_l("Give the slot a title")), Length(max=enums.LONGEST_TITLE)])
    work = _text(
        "work",
        [
            fill(_l("Tell what the student will do")),
            Length(min=enums.SHORTEST_WORK, max=enums.LONGEST_WORK),
        ],
        lines=True,
    )
    major_codes = SelectMultipleField(LABELS["major_codes"], [choose(_l("Choose at least one major"))])
    seats = _whole("seats", _l("Enter how many people you want"), 1, enums.MOST_SEATS)
    same_post_staff = _whole(
        "same_post_staff", _l("Enter how many staff work in the same kind of post"), 0, enums.MOST_STAFF
    )
    starts_on = DateField(LABELS["starts_on"], [fill(_l("Choose the first day")), understood])
    ends_on = DateField(LABELS["ends_on"], [fill(_l("Choose the last day")), understood])
    hours_day = _hours("hours_day", _l("Enter the hours a day"), HOURS_A_DAY)
    hours_week = _hours("hours_week", _l("Enter the hours a week"), HOURS_A_WEEK)
    rest_days_week = _whole("rest_days_week", _l("Enter the days off a week"), 0, DAYS_A_WEEK)
    night_work = RadioField(LABELS["night_work"], [fill(_l("Say whether there is night work"))])
    exemption_number = _text("exemption_number", [Length(max=enums.LONGEST_FILING)])
    exemption_filed_on = DateField(LABELS["exemption_filed_on"], [Optional()])
    venue = SelectField(LABELS["venue"], coerce=VenueKind)
    intensity = SelectField(LABELS["intensity"], coerce=Intensity)
    hazards = SelectMultipleField(LABELS["hazards"])
    pay_monthly = _whole("pay_monthly", _l("Enter the pay a month"), 0, enums.MOST_PAY)
    same_post_wage = _whole("same_post_wage", _l("Enter the wage of the same post"), 1, enums.MOST_PAY)
    pay_form = SelectField(LABELS["pay_form"], coerce=PayForm)
    lodging = BooleanField(LABELS["lodging"])
    meals = BooleanField(LABELS["meals"])
    county = SelectField(LABELS["county"])
    address = _text("address", [fill(_l("Enter the address")), Length(max=enums.LONGEST_ADDRESS)])
    requirements = _text("requirements", [Length(max=enums.LONGEST_REQUIREMENTS)], lines=True)
    version = HiddenField()

    unread: frozenset[str] = frozenset()
    asked: list[Asked]
    earliest: date
    latest: date

    def offer(self, enterprises: list[tuple[int, str]], *, earliest: date, latest: date) -> None:
        """Fill the lists to choose from, and say between which days the slot may lie."""
        self.asked, self.earliest, self.latest = [], earliest, latest
        self.enterprise.choices = enterprises
        if len(enterprises) == 1 and self.enterprise.data is None:
            self.enterprise.data = enterprises[0][0]
        self.major_codes.choices = [(each.code, each.name) for each in majors()]
        self.county.choices = [(each.code, each.name) for each in counties()]
        self.venue.choices, self.intensity.choices = _words(VenueKind), _words(Intensity)
        self.night_work.choices = [("no", _("No")), ("yes", _("Yes"))]
        self.pay_form.choices, self.hazards.choices = _words(PayForm), _words(Hazard)

    def validate(self, extra_validators: Any = None) -> bool:
        """What cannot be read stays known, whatever the law adds to the fields later."""
        passes = bool(super().validate(extra_validators))
        self.unread = frozenset(field.name for field in fields(Terms) if self[field.name].errors)
        return passes

    @property
    def unknown(self) -> frozenset[str]:
        """The terms that are not told yet, or cannot be read; choices and texts may stay empty."""
        told = (field.name for field in fields(Terms) if field.name not in MAY_BE_EMPTY)
        return self.unread | {name for name in told if self[name].data in EMPTY}

    def so_far(self) -> tuple[Terms, frozenset[str]]:
        """What was typed until now, and the terms of which nothing can be read yet: nobody judges those."""
        unknown = self.unknown
        instead = {"hazards": [], **dict.fromkeys(TENTHS, 0), **dict.fromkeys(DATES, self.earliest)}
        return self._terms({name: instead.get(name) for name in unknown}), unknown

    def terms(self) -> Terms:
        """What was typed, as the house counts it."""
        return self._terms({})

    def _terms(self, instead: dict[str, Any]) -> Terms:
        values = {field.name: self[field.name].data for field in fields(Terms)} | instead
        values |= {name: int(values[name] * TEN) for name in TENTHS}
        return Terms(
            **values
            | {
                "major_codes": frozenset(values["major_codes"] or ()),
                "hazards": frozenset(HAZARDS[value] for value in values["hazards"] or ()),
                "night_work": values["night_work"] == "yes",
                "exemption_number": values["exemption_number"] or "",
                "requirements": values["requirements"] or "",
            }
        )

    @property
    def reasons(self) -> dict[str, str]:
        """Rule id -> the reason that was written."""
        written_ones = {rule_id: self[REASON + rule_id].data for rule_id in RULES}
        return {rule_id: text for rule_id, text in written_ones.items() if text}

    @property
    def version_read(self) -> int:
        """The version the page was made from."""
        typed = str(self.version.data)
        return int(typed) if typed.isdecimal() else 0

    def tell(self, findings: Iterable[Finding], *, insisting: bool = True) -> None:
        """Put what the law found beside its field; `insisting` makes a missing reason a fault."""
        for finding in findings:
            told = judgement(finding, self.starts_on.data)
            about = BOOKS.get(finding.about, finding.about)
            if finding.blocks and insisting:
                self.show(told.whole, field=about)
            elif finding.asks_for_a_reason:
                field = self[REASON + finding.rule_id]
                self.asked.append(Asked(about, told.sentence, told.basis, field))
                if insisting and len(field.data or "") < enums.SHORTEST_REASON:
                    sentence = _("{topic}: write why it is justified, or change what you entered.")
                    field.errors = [*field.errors, sentence.format(topic=told.topic)]

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Everything as it was typed, to carry it through the page before posting."""
        return [(field.name, raw) for field in self for raw in field.raw_data or []]

    @property
    def reasons_kept(self) -> list[tuple[str, str]]:
        """Reasons written before that are not asked for on this page; nothing typed is lost."""
        shown = {asked.field.name for asked in self.asked}
        names = [name for name in (REASON + rule_id for rule_id in RULES) if name not in shown]
        return [(name, self[name].data) for name in names if self[name].data]

    @property
    def may_be_filed(self) -> bool:
        """Whether a filing could lift what the law says, so that its number is asked for."""
        told = (self.exemption_number, self.exemption_filed_on, self.hazards)
        return self.night_work.data == "yes" or any(field.data or field.errors for field in told)

    @property
    def majors_by_group(self) -> list[tuple[MajorGroup, list[tuple[int, Major, bool]]]]:
        """Group -> its majors, each with its place in the list and whether it is ticked."""
        grouped: dict[MajorGroup, list[tuple[int, Major, bool]]] = {}
        ticked = set(self.major_codes.data or [])
        for place, each in enumerate(majors()):
            grouped.setdefault(each.group, []).append((place, each, each.code in ticked))
        return list(grouped.items())

    def validate_major_codes(self, field: Field) -> None:
        """A slot for everybody is a slot for nobody."""
        if len(field.data) > enums.MOST_MAJORS:
            raise ValidationError(_("Choose at most {limit} majors.").format(limit=enums.MOST_MAJORS))

    def validate_starts_on(self, field: Field) -> None:
        """A new slot starts in days to come; the rules of days long gone are not ours to offer."""
        if field.data < self.earliest:
            raise ValidationError(
                _("The first day must be {day} or later.").format(day=self.earliest.isoformat())
            )
        self._not_too_far(field)

    def validate_ends_on(self, field: Field) -> None:
        """Years ahead is a slip of the finger."""
        self._not_too_far(field)

    def _not_too_far(self, field: Field) -> None:
        if field.data > self.latest:
            raise ValidationError(_("Choose a day until {day}.").format(day=self.latest.isoformat()))

    def validate_hours_day(self, field: Field) -> None:
        """Tenths of an hour are fine enough."""
        _whole_tenths(field)

    def validate_hours_week(self, field: Field) -> None:
        """A week holds at least one of its days."""
        _whole_tenths(field)
        if not (field.errors or self.hours_day.errors) and field.data < self.hours_day.data:
            raise ValidationError(_("The hours a week cannot be fewer than the hours a day."))


RULES = tuple(dict.fromkeys(check.rule_id for check in SLOT_CHECKS))

# The bureau may soften any rule, so each has its input; a page shows those the law asks for.
for _rule_id in RULES:
    setattr(
        SlotForm,
        REASON + _rule_id,
        TextAreaField(_l("Your reason"), [Length(max=enums.LONGEST_REASON)], filters=[written]),
    )


class WithdrawForm(BaseForm):
    """Why, for the students who read it."""

    reason = TextAreaField(
        _l("Reason"),
        [
            fill(_l("Write the reason in a few words")),
            Length(min=enums.SHORTEST_REASON, max=enums.LONGEST_REASON),
        ],
        filters=[written],
    )


def as_typed(terms: Terms) -> dict[str, Any]:
    """Terms as the form's fields hold them, to fill it in beforehand."""
    values = {field.name: getattr(terms, field.name) for field in fields(Terms)}
    return values | {
        **{name: Decimal(values[name]) / TEN for name in TENTHS},
        "major_codes": sorted(terms.major_codes),
        "hazards": sorted(hazard.value for hazard in terms.hazards),
        "night_work": "yes" if terms.night_work else "no",
    }


def _whole_tenths(field: Field) -> None:
    if not field.errors and field.data * TEN != int(field.data * TEN):
        raise ValidationError(_("At most one digit behind the point, as in 7.5."))


def _words(kind: type[Word]) -> list[tuple[str, str]]:
    return [(word.value, _(word.message)) for word in kind]
