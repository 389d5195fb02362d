"""What is typed at the door and about oneself."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo

from matching.kernel.i18n import _l
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


class SignInForm(BaseForm):
    """User name and password; both tell nothing about who exists."""

    username = StringField(_l("User name"), [fill(_l("Enter your user name"))], filters=[stripped])
    password = PasswordField(_l("Password"), [fill(_l("Enter your password"))])


class ActivateForm(BaseForm):
    """What stands on the slip, and the first password."""

    username = StringField(
        _l("User name"), [fill(_l("Enter the user name from your slip"))], filters=[stripped]
    )
    code = StringField(_l("Code"), [fill(_l("Enter the code from your slip"))], filters=[stripped])
    password = PasswordField(_l("New password"), [fill(_l("Choose a password"))])
    again = PasswordField(
        _l("The new password once more"), [EqualTo("password", _l("The two passwords are not the same"))]
    )


class PasswordForm(BaseForm):
    """The present password, and the new one twice."""

    old = PasswordField(_l("Present password"), [fill(_l("Enter your present password"))])
    new = PasswordField(_l("New password"), [fill(_l("Choose a password"))])
    again = PasswordField(
        _l("The new password once more"), [EqualTo("new", _l("The two passwords are not the same"))]
    )
