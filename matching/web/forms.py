"""A form knows what was typed, nothing more. One that comes back answers 422 and loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from flask import request
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Form

from matching.db import db
from matching.kernel.errors import Conflict, Refused
from matching.kernel.i18n import current_locale
from matching.web.arguments import whole


class BaseForm(Form):  # type: ignore[misc]  # wtforms has no types
    """Base of every form: `from_request()`, `accepted()`, `showing_refusals()`, `status`."""

    refusals: list[str]

    class Meta:
        """WTForms' own messages come in the language of the page."""

        locales = ("zh", "en")
        cache_translations = False

        def get_translations(self, form: Form) -> Any:
            """WTForms ships both languages."""
            from wtforms.i18n import get_translations  # noqa: PLC0415  # wtforms asks for it per form

            del form
            return get_translations(["zh"] if current_locale() == "zh_CN" else ["en"])

    @classmethod
    def from_request(cls, obj: object | None = None, **defaults: Any) -> Self:
        """The form as this request has it: typed values on POST, those of `obj` and `defaults` before."""
        typed: MultiDict[str, Any] | None = None
        if request.method == "POST":
            typed = CombinedMultiDict([request.files, request.form])
        form = cls(typed, obj=obj, data=defaults or None)
        form.refusals = []
        return form

    def accepted(self) -> bool:
        """Whether it was sent and every field passes."""
        return request.method == "POST" and bool(self.validate())

    @property
    def status(self) -> int:
        """200 for a fresh form, 422 for one that comes back."""
        return 422 if self.errors or self.refusals else 200

    @property
    def has_faults(self) -> bool:
        """For the title and the summary."""
        return bool(self.errors or self.refusals)

    @property
    def version_read(self) -> int:
        """The version an edit was made from, as it was sent; 0, which is never the latest, where none was."""
        return whole("".join(self["version"].raw_data or [])) or 0

    @contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """A refusal of the action lands beside its field; two edits of one thing go to the 409 page."""
        try:
            yield
        except (Refused, Conflict) as refusal:
            if isinstance(refusal, Conflict) and refusal.differences:
                raise
            db.session.rollback()
            self.show(refusal.sentence, field=refusal.field)

    def show(self, sentence: str, *, field: str | None = None) -> None:
        """Put a sentence beside a field, or at the top of the form."""
        if field is not None and field in self._fields:
            self._fields[field].errors = [*self._fields[field].errors, sentence]
        else:
            self.refusals.append(sentence)
