"""What is typed about teachers."""

from datetime import date

from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, Length, Regexp, ValidationError

from matching.accounts.models import Account
from matching.kernel import clock
from matching.kernel.i18n import _, _l
from matching.kernel.majors import groups
from matching.teachers.enums import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_SUBJECT,
    SkillLevel,
    TeacherKind,
)
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

LONGEST_CAREER = 60  # years
NOBODY_YET = 0  # the choice of no account


class ProfileForm(BaseForm):
    """What is known of one teacher, whoever types it."""

    name = StringField(
        _l("Full name"), [fill(_l("Enter the name")), Length(max=LONGEST_NAME)], filters=[stripped]
    )
    kind = RadioField(_l("Kind of teacher"), [fill(_l("Choose the kind of teacher"))], coerce=TeacherKind)
    subject = SelectField(_l("Group of majors"))
    teaches = StringField(_l("What they teach"), [Length(max=LONGEST_SUBJECT)], filters=[stripped])
    teaching_since = DateField(_l("Teaching since"), [fill(_l("Enter the day teaching began"))])
    is_new = BooleanField(_l("New teacher: practises at an enterprise before teaching"))
    skill_level = SelectField(_l("Skill grade"), coerce=SkillLevel)

    def offer(self) -> None:
        """Fill the lists to choose from."""
        self.kind.choices = TeacherKind.choices()
        self.subject.choices = [
            ("", _("None: general subjects")),
            *((group.code, group.name) for group in groups()),
        ]
        self.skill_level.choices = SkillLevel.choices()

    def validate_subject(self, field: Field) -> None:
        """Whoever trains for a trade belongs to its group."""
        if not field.data and self.kind.data in (TeacherKind.SPECIALISED, TeacherKind.INSTRUCTOR):
            raise ValidationError(_("Choose the group of majors this teacher belongs to"))

    def validate_teaching_since(self, field: Field) -> None:
        """New teachers come next school year at the latest."""
        today = clock.today()
        first, last = date(today.year - LONGEST_CAREER, 1, 1), date(today.year + 1, 12, 31)
        if field.data is not None and not first <= field.data <= last:
            raise ValidationError(
                _("Enter a day between {first} and {last}").format(
                    first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}"
                )
            )


class NumberForm(BaseForm):
    """The number by which a school knows a teacher."""

    staff_number = StringField(
        _l("Staff number"),
        [
            fill(_l("Enter the staff number")),
            Length(max=LONGEST_NUMBER),
            Regexp(r"[A-Za-z0-9-]+\Z", message=_l("A staff number has letters, digits and hyphens only")),
        ],
        filters=[stripped],
    )


class TeacherForm(ProfileForm, NumberForm):
    """What a school knows of one of its teachers."""

    version = HiddenField()


class CodeForm(BaseForm):
    """The code of a school, as somebody was told it."""

    code = StringField(
        _l("Code of the school"), [fill(_l("Enter the code your school gave you"))], filters=[stripped]
    )


class JoinForm(CodeForm, ProfileForm):
    """Who has an account and no profile."""


class RegisterForm(JoinForm):
    """Who has no account yet chooses a user name and a password."""

    username = StringField(
        _l("User name"), [fill(_l("Choose a user name")), Length(max=LONGEST_NAME)], filters=[stripped]
    )
    password = PasswordField(_l("Password"), [fill(_l("Choose a password"))])
    again = PasswordField(
        _l("The password once more"), [EqualTo("password", _l("The two passwords are not the same"))]
    )


class NewTeacherForm(TeacherForm):
    """Somebody new, or an account of the school that has no profile yet."""

    account = SelectField(_l("Account"), coerce=int, default=NOBODY_YET)

    def offer_accounts(self, accounts: list[Account]) -> None:
        """Those without a profile, after the usual choice of a new one."""
        known = [(each.id, f"{each.name} ({each.username})") for each in accounts]
        self.account.choices = [(NOBODY_YET, _("Make a new account")), *known]


class ReasonForm(BaseForm):
    """Why somebody leaves or is refused; it is kept in the trail."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Write the reason in a few words")), Length(max=LONGEST_REASON)],
        filters=[stripped],
    )
