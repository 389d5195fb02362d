"""What is typed about allocations. Times of day are those of the clock in Linfen."""

from wtforms import BooleanField, DateField, DateTimeLocalField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from matching.kernel.i18n import _l
from matching.practice.enums import LONGEST_REASON, LONGEST_TITLE
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped

MINUTES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


class AllocationForm(BaseForm):
    """Which posts, and until when teachers rank them."""

    name = StringField(
        _l("Name of the allocation"),
        [fill(_l("Give it a name, like Winter 2026")), Length(max=LONGEST_TITLE)],
        filters=[stripped],
    )
    ranking_until = DateTimeLocalField(
        _l("Teachers rank until"), [fill(_l("Choose until when teachers rank"))], format=MINUTES
    )
    first = DateField(_l("Posts begin from"), [fill(_l("Choose the first day"))])
    last = DateField(_l("Posts begin until"), [fill(_l("Choose the last day"))])


class CancelForm(BaseForm):
    """Why nothing is handed out."""

    reason = TextAreaField(
        _l("Why it is cancelled"),
        [fill(_l("Say why it is cancelled")), Length(max=LONGEST_REASON)],
        filters=[stripped],
        description=_l("Teachers who ranked posts read it."),
    )


class PublishForm(BaseForm):
    """The second officer has looked."""

    read = BooleanField(
        _l("I have looked at the result"), [InputRequired(_l("Tick that you have looked at the result."))]
    )
