"""What is typed about cohorts and students."""

from datetime import date

from wtforms import (
    DateField,
    DecimalField,
    Field,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from matching.cohorts.enums import Level
from matching.cohorts.importer import reading
from matching.imports import uploading
from matching.imports.faults import Mend
from matching.imports.reading import name_of, phone_of
from matching.imports.uploading import read_by
from matching.kernel import clock
from matching.kernel.i18n import _, _l
from matching.kernel.identity import mobile_fault, normal
from matching.kernel.majors import majors
from matching.kernel.regions import homes
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

LONGEST_SCHOOL_YEARS = 8
FIRST_MONTH = 9  # of a school year
LONGEST_NAME = 60
LONGEST_REASON = 300
LONGEST_SKILLS = 500
ID_LENGTH = 18


class CohortForm(BaseForm):
    """One cohort. `school` is asked only of those who keep several."""

    school = SelectField(_l("School"), coerce=int)
    name = StringField(
        _l("Name"),
        [fill(_l("Give the cohort a name, like 2024 CNC")), Length(max=LONGEST_NAME)],
        filters=[stripped],
    )
    major_code = SelectField(_l("Major"), [fill(_l("Choose the major"))])
    level = RadioField(_l("Level"), [fill(_l("Choose the level"))], coerce=Level)
    entry_year = IntegerField(
        _l("Entry year"),
        [
            fill(_l("Enter the year they entered school")),
        ],
    )
    internship_from = DateField(_l("First day of the internship"), [fill(_l("Choose the first day"))])
    internship_until = DateField(_l("Last day of the internship"), [fill(_l("Choose the last day"))])
    version = HiddenField()

    def offer(self, schools: list[tuple[int, str]]) -> None:
        """Fill the lists to choose from."""
        self.school.choices = schools
        self.major_code.choices = [("", _("Choose")), *((each.code, each.name) for each in majors())]
        self.level.choices = Level.choices()
        if len(schools) == 1 and self.school.data is None:
            self.school.data = schools[0][0]

    def validate_entry_year(self, field: Field) -> None:
        """Nobody is at school for longer, and nobody is enrolled years ahead."""
        this_year = clock.today().year
        first, last = this_year - LONGEST_SCHOOL_YEARS, this_year + 1
        if field.data is None or not first <= field.data <= last:
            raise ValidationError(
                _("Write the year as four digits, from {first} to {last}").format(first=first, last=last)
            )

    def validate_internship_from(self, field: Field) -> None:
        """A mistyped year would make everybody too young, or judge the slots by rules of another time."""
        self._at_school(field)

    def validate_internship_until(self, field: Field) -> None:
        """The window has to have some length."""
        self._at_school(field)
        if self.internship_from.data and field.data and field.data <= self.internship_from.data:
            raise ValidationError(_("The last day must be after the first day"))

    def _at_school(self, field: Field) -> None:
        entered = self.entry_year.data
        if self.entry_year.errors or entered is None or field.data is None:
            return
        first, last = date(entered, FIRST_MONTH, 1), date(entered + LONGEST_SCHOOL_YEARS, FIRST_MONTH, 1)
        if not first <= field.data <= last:
            raise ValidationError(
                _("Choose a day between {first} and {last}: they entered school in {year}").format(
                    first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}", year=entered
                )
            )


class UploadForm(uploading.UploadForm):
    """The file."""

    file = FileField(_l("Class list"))


class StudentForm(BaseForm):
    """One student's data. The phone comes masked; sent back as it came, it stays."""

    name = StringField(_l("Full name"), [fill(_l("Enter the name as on the ID card")), read_by(name_of)])
    class_name = StringField(
        _l("Class"), [fill(_l("Enter the class")), read_by(reading.class_name_of)], filters=[stripped]
    )
    phone = StringField(_l("Phone"), filters=[stripped])
    home_county = SelectField(_l("Home county"))
    school_score = DecimalField(
        _l("School score"),
        [
            InputRequired(_l("Enter the school score")),
            NumberRange(0, reading.TOP_SCORE, _l("The school score goes from 0 to 100")),
        ],
        places=1,
    )
    skills = TextAreaField(_l("Skills"), [Length(max=LONGEST_SKILLS)], filters=[stripped])
    version = HiddenField()
    phone_masked = ""

    def offer(self, phone_masked: str) -> None:
        """Fill the list to choose from, and say how the phone looked when it was sent out."""
        self.home_county.choices = [(each.code, each.name) for each in homes()]
        self.phone_masked = phone_masked

    @property
    def new_phone(self) -> str | None:
        """What was typed, "" to remove, None when the masked one came back."""
        return None if self.phone.data == self.phone_masked else str(self.phone.data or "")

    def validate_phone(self, field: Field) -> None:
        """A mobile number, or nothing."""
        if field.data and field.data != self.phone_masked:
            value = phone_of(field.data)
            if isinstance(value, Mend):
                raise ValidationError(value.sentence)
            field.data = value


class ReasonForm(BaseForm):
    """Why, in the writer's own words: it is kept in the trail."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Write the reason in a few words")), Length(min=2, max=LONGEST_REASON)],
        filters=[stripped],
    )


class IdNumberForm(ReasonForm):
    """The right ID number, and how the mistake came about."""

    id_number = StringField(_l("ID number"), [fill(_l("Enter the right ID number"))], filters=[stripped])
    version = HiddenField()


class SearchForm(BaseForm):
    """An ID number or a phone, whole: it travels in the body, never in an address or a log."""

    number = StringField(
        _l("ID number or phone"), [fill(_l("Enter the whole ID number or phone"))], filters=[stripped]
    )

    def validate_number(self, field: Field) -> None:
        """Eleven or eighteen characters: parts of a number find nobody."""
        text = str(field.data or "")
        if mobile_fault(text) is not None and len(normal(text)) != ID_LENGTH:
            raise ValidationError(_("Enter all 18 characters of the ID number, or all 11 of the phone."))
