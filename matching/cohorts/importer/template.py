"""The workbook a school starts from: our headings, the counties to choose from, and a page that explains."""

from collections.abc import Callable, Mapping

from matching.cohorts.importer.columns import OPTIONAL, Column
from matching.cohorts.importer.reading import TOP_SCORE
from matching.kernel.i18n import _, speaking
from matching.kernel.regions import homes
from matching.kernel.sheets import MAX_ROWS, write

_DIGITS = (Column.ID_NUMBER, Column.STUDENT_NUMBER, Column.PHONE)

_EXPLAINED: Mapping[Column, Callable[[], str]] = {
    Column.NAME: lambda: _("As on the ID card."),
    Column.ID_NUMBER: lambda: _("All 18 characters; the column is set to text so that none gets lost."),
    Column.STUDENT_NUMBER: lambda: _("Digits, Latin letters and hyphens. It becomes part of the user name."),
    Column.CLASS_NAME: lambda: _("The class as your school calls it."),
    Column.ENTRY_YEAR: lambda: _("Four digits. Everybody in one file entered in the same year."),
    Column.PHONE: lambda: _("The student's own mobile. It may stay empty for now."),
    Column.HOME_COUNTY: lambda: _("Choose from the list."),
    Column.SCHOOL_SCORE: lambda: _("From 0 to {top}, one decimal at most.").format(top=TOP_SCORE),
}


def template(locale: str) -> bytes:
    """An empty class list as .xlsx in that language; required headings carry a star."""
    columns = list(Column)
    with speaking(locale):
        return write(
            [],
            title=_("Class list"),
            headings=[_heading(column) for column in columns],
            as_text=[columns.index(column) for column in _DIGITS],
            choices={columns.index(Column.HOME_COUNTY): [county.name for county in homes()]},
            more=[(_("How to fill it in"), _explained())],
        )


def _heading(column: Column) -> str:
    return column.label if column in OPTIONAL else f"{column.label}*"


def _explained() -> list[tuple[str, str]]:
    intro = _("One student a row, up to {limit:,} rows. Columns with a star are required.").format(
        limit=MAX_ROWS
    )
    return [("", intro), *((column.label, explain()) for column, explain in _EXPLAINED.items())]
