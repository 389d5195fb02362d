"""The workbook a school starts from."""

from matching.cohorts.importer.columns import Column
from matching.imports import template as sheets
from matching.kernel.i18n import _, speaking
from matching.kernel.sheets import MAX_ROWS


def template(locale: str) -> bytes:
    """An empty class list as .xlsx in that language."""
    with speaking(locale):
        intro = _("One student a row, up to {limit:,} rows. Columns with a star are required.")
        return sheets.template(Column, title=_("Class list"), intro=intro.format(limit=MAX_ROWS))
