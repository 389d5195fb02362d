"""What was pressed and typed on the pages of wishes."""

from collections.abc import Callable

from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from matching.kernel.i18n import _, _l
from matching.web.forms import BaseForm
from matching.wishes.assembly.order import number_in


def is_number(form: BaseForm, field: Field) -> None:
    """The hidden version of a page."""
    del form
    if number_in(field.data or "") is None:
        raise ValidationError(_("Open this page again before you send it."))


class SubmitForm(BaseForm):
    """The check page: which version was read, and that it was."""

    version = HiddenField(validators=[is_number])
    read = BooleanField(_l("I have read the list"), [InputRequired(_l("Tick that you have read the list."))])


class PaperForm(BaseForm):
    """A list as it stands on paper: a slot's number or its title in each line; empty lines do not count."""

    @property
    def lines(self) -> list[Field]:
        """The lines, the first wish first."""
        return list(self)

    def read(self, found: Callable[[str], tuple[int | None, str | None]]) -> list[int]:
        """The slots in order; a line that cannot be read, or repeats another, gets its fault.

        `found` answers a text with the slot it means and the sentence why it cannot stand here.
        """
        order: list[int] = []
        for field in self.lines:
            if not field.data:
                continue
            slot_id, why_not = found(field.data)
            if slot_id in order:
                why_not = _("This slot already is wish {n}.").format(n=order.index(slot_id) + 1)
            if why_not is not None or slot_id is None:
                self.show(why_not or "", field=field.name)
            else:
                order.append(slot_id)
        return order


def paper_form(limit: int) -> type[PaperForm]:
    """A form with as many lines as the round takes wishes."""
    lines = {
        f"wish_{n}": StringField(
            _("Wish {n}").format(n=n), [Length(max=200)], filters=[lambda text: (text or "").strip()]
        )
        for n in range(1, limit + 1)
    }
    return type("PaperOfThisRound", (PaperForm,), lines)
