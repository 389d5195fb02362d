"""What is typed about one's messages."""

import re
from typing import ClassVar

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from matching.contacts.enums import LONGEST_EMAIL
from matching.kernel.i18n import _, _l
from matching.kernel.identity import mobile_fault, normal, normal_mobile
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

# The addresses people have (HTML's own pattern): nothing quoted, no spaces, at least one dot in the domain.
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


class EmailForm(BaseForm):
    """An e-mail address."""

    address = StringField(
        _l("E-mail address"),
        [fill(_l("Enter your e-mail address")), Length(max=LONGEST_EMAIL)],
        filters=[stripped],
    )
    attrs: ClassVar = {"type": "email", "autocomplete": "email"}

    def validate_address(self, field: Field) -> None:
        """What looks like none is none."""
        if not EMAIL.fullmatch(field.data):
            raise ValidationError(_("An e-mail address looks like name@example.cn. Look at it again."))

    @property
    def typed(self) -> str:
        """As it is kept."""
        return str(self.address.data)


class MobileForm(BaseForm):
    """A mobile number."""

    address = StringField(
        _l("Mobile number"), [fill(_l("Enter your mobile number")), Length(max=30)], filters=[stripped]
    )
    attrs: ClassVar = {"type": "tel", "autocomplete": "tel-national"}

    def validate_address(self, field: Field) -> None:
        """Mainland mobiles only: elsewhere a text message cannot be promised."""
        if (fault := mobile_fault(field.data)) is not None:
            raise ValidationError(fault.sentence)

    @property
    def typed(self) -> str:
        """As it is kept."""
        return normal_mobile(str(self.address.data))


class CodeForm(BaseForm):
    """The six digits that were sent."""

    code = StringField(
        _l("Code that was sent"),
        [fill(_l("Enter the code that was sent")), Length(max=20)],
        filters=[stripped],
    )

    @property
    def typed(self) -> str:
        """Digits, however they were typed."""
        return normal(str(self.code.data))


class ChoicesForm(BaseForm):
    """Topics by channel, and the language of messages."""

    email = SelectMultipleField(_l("By e-mail"))
    sms = SelectMultipleField(_l("By text message"))
    locale = SelectField(_l("Language of messages"))
