"""What is typed about practice from elsewhere."""

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from matching.kernel.i18n import _l
from matching.practice.assembly.records import KINDS, Claim
from matching.practice.enums import LONGEST_LINE, LONGEST_TEXT, RecordKind
from matching.web.forms import BaseForm
from matching.web.validators import fill, stripped


class RecordForm(BaseForm):
    """What, where, when, and what proves it."""

    kind = RadioField(_l("What was it?"), choices=RecordKind.choices, default=RecordKind.EARLIER.value)
    enterprise_name = StringField(
        _l("Enterprise"),
        [fill(_l("Write the name of the enterprise")), Length(max=LONGEST_LINE)],
        filters=[stripped],
    )
    starts_on = DateField(_l("First day"), [fill(_l("Choose the first day"))])
    ends_on = DateField(_l("Last day"), [fill(_l("Choose the last day"))])
    outcome = TextAreaField(_l("What came of it"), [Length(max=LONGEST_TEXT)], filters=[stripped])
    document = StringField(_l("What proves it"), [Length(max=LONGEST_LINE)], filters=[stripped])

    @property
    def claim(self) -> Claim:
        """What was typed."""
        return Claim(
            kind=KINDS[self.kind.data],
            enterprise_name=self.enterprise_name.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            outcome=self.outcome.data or "",
            document=self.document.data or "",
        )
