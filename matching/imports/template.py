"""The workbook people start from: our headings, the words to choose from, and a page that explains."""

from matching.imports.columns import Columns, SheetColumn
from matching.kernel.i18n import _
from matching.kernel.sheets import write


def template(columns: Columns, *, title: str, intro: str) -> bytes:
    """An empty list as .xlsx in the language spoken; required headings carry a star."""
    offered = {place: column.about.choices for place, column in enumerate(columns)}
    explained = [("", intro), *((column.label, column.about.explained()) for column in columns)]
    return write(
        [],
        title=title,
        headings=[_heading(column) for column in columns],
        as_text=[place for place, column in enumerate(columns) if column.about.digits],
        choices={place: choices() for place, choices in offered.items() if choices is not None},
        more=[(_("How to fill it in"), explained)],
    )


def _heading(column: SheetColumn) -> str:
    return f"{column.label}*" if column.about.required else column.label
