"""The file and the sheet, as a request brings them."""

from pathlib import PurePath
from typing import Any

from flask import request
from wtforms import Field, FileField, Form, RadioField
from wtforms.validators import StopValidation, ValidationError

from matching.imports.columns import Columns, Reader
from matching.imports.faults import Mend
from matching.imports.lists import Listed, Workbook, read_file
from matching.kernel.i18n import _, _l
from matching.kernel.sheets import MAX_BYTES, MAX_ROWS, SheetChoice, SheetRefused
from matching.web.arguments import whole
from matching.web.forms import BaseForm
from matching.web.validators import fill

LIMITS = {"rows": MAX_ROWS, "megabytes": MAX_BYTES // (1024 * 1024)}


class UploadForm(BaseForm):
    """The file; a room gives the field its own label."""

    file = FileField(_l("File"))

    def validate_file(self, field: Field) -> None:
        """WTForms' own check does not see an empty file field."""
        if not field.data or not getattr(field.data, "filename", ""):
            raise StopValidation(_("Choose an .xlsx or .csv file."))

    @property
    def filename(self) -> str:
        """The name of the file without the folders some browsers send along."""
        return PurePath(self.file.data.filename.replace("\\", "/")).name

    def brought(self, columns: Columns) -> Listed | Workbook | None:
        """The list in the file, or all of it where a sheet is to be chosen; None: the form is shown again."""
        data = self.file.data.read()
        try:
            return read_file(columns, data, self.file.data.filename)
        except SheetChoice as choice:
            return Workbook(choice.names, data)
        except SheetRefused as refused:
            self.show(refused.sentence, field="file")
        return None


class SheetForm(BaseForm):
    """Which of several sheets is the list."""

    sheet = RadioField(_l("Sheet"), [fill(_l("Choose the sheet"))])

    def offer(self, brought: Workbook) -> None:
        """The sheets to choose from."""
        self.sheet.choices = [(name, name) for name in brought.names]


def read_by(read: Reader) -> Any:
    """A validator that lets a sheet's own reader speak, and keeps the value as it understood it."""

    def check(form: Form, field: Field) -> None:
        del form
        value = read(field.data or "")
        if isinstance(value, Mend):
            raise ValidationError(value.sentence)
        field.data = value

    return check


def version_read() -> int:
    """The version a page was made from, as it was sent; 0, which is never the latest, where none was."""
    return whole(request.form.get("version")) or 0
