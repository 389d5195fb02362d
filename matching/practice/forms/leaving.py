"""What is typed when a teacher leaves."""

from wtforms import TextAreaField
from wtforms.validators import Length

from matching.kernel.i18n import _l
from matching.practice.enums import LONGEST_REASON
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


class LeavingForm(BaseForm):
    """Why; it is kept in the trail."""

    reason = TextAreaField(
        _l("Reason"),
        [fill(_l("Write the reason in a few words")), Length(max=LONGEST_REASON)],
        filters=[stripped],
    )
