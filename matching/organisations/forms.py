"""What is typed about organisations, their people, and in search of the trail."""

from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from matching.kernel.i18n import _l
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

MOST_STAFF = 500_000
YEARS = range(2000, 2101)

# Fields that are no part of a profile.
APART = frozenset({"kind", "social_credit_code", "code", "version"})


class ProfileForm(BaseForm):
    """What an organisation tells of itself."""

    name = StringField(_l("Name"), [fill(_l("Enter the full name")), Length(max=80)], filters=[stripped])
    county = SelectField(_l("County"), [fill(_l("Choose a county"))])
    address = StringField(_l("Address"), [Length(max=120)], filters=[stripped])
    contact_name = StringField(_l("Contact person"), [Length(max=40)], filters=[stripped])
    contact_phone = StringField(_l("Phone of the contact person"), [Length(max=40)], filters=[stripped])
    introduction = TextAreaField(_l("Introduction"), [Length(max=1000)], filters=[stripped])
    on_post_staff = IntegerField(
        _l("Staff at their posts"),
        [InputRequired(_l("Enter how many people work there")), NumberRange(0, MOST_STAFF)],
    )

    def told(self) -> dict[str, Any]:
        """The typed values, as a profile names them."""
        return {field.name: field.data for field in self if field.name not in APART}


class EditForm(ProfileForm):
    """A change carries the version it was made from."""

    version = HiddenField()


class ClassForm(BaseForm):
    """What the authorities count an enterprise as."""

    designated_size = BooleanField(_l("Above designated size"))
    integration = BooleanField(_l("Industry-education integration"))


class OrganisationForm(ProfileForm):
    """A new one, with what never changes afterwards."""

    kind = RadioField(_l("Kind"), [InputRequired(_l("Choose what it is"))])
    social_credit_code = StringField(
        _l("Social credit code"), [fill(_l("Enter the 18 characters of the code"))], filters=[stripped]
    )
    code = StringField(_l("School code"), filters=[stripped])


class PersonForm(BaseForm):
    """A new account with a role."""

    name = StringField(_l("Full name"), [fill(_l("Enter the name")), Length(max=40)], filters=[stripped])
    username = StringField(
        _l("User name"), [fill(_l("Enter a user name")), Length(max=40)], filters=[stripped]
    )
    role = RadioField(_l("Role"), [InputRequired(_l("Choose a role"))])
    password = PasswordField(_l("First password"))


class ReasonForm(BaseForm):
    """Why; it is kept in the trail."""

    reason = StringField(
        _l("Reason"), [fill(_l("Write why, in a few words")), Length(max=200)], filters=[stripped]
    )


class SlipForm(BaseForm):
    """Why somebody else gets a way into an account; it is kept in the trail."""

    slip_reason = StringField(
        _l("Why a slip is needed"),
        [fill(_l("Write why, in a few words")), Length(max=200)],
        filters=[stripped],
    )
