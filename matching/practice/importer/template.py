"""The workbook a school starts from."""

from matching.imports import template as sheets
from matching.kernel.i18n import _, speaking
from matching.kernel.sheets import MAX_ROWS
from matching.practice.importer.columns import Column


def template(locale: str) -> bytes:
    """An empty list of teachers as .xlsx in that language."""
    with speaking(locale):
        intro = _("One teacher a row, up to {limit:,} rows. Columns with a star are required.")
        return sheets.template(Column, title=_("List of teachers"), intro=intro.format(limit=MAX_ROWS))
