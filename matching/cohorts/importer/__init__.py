"""A class list becomes drafts and faults. Pure: no database, no web; nothing is saved while reading.

``sheet_of_students`` finds the sheet, ``columns_of`` its headings, ``lines_of`` the raw cells by line.
``check`` reads those cells again each time a page has edited them (``edited``) and tells every fault of
every row at once.
"""

from matching.cohorts.importer.columns import (
    Column,
    Columns,
    Lines,
    columns_of,
    lines_of,
    sheet_of_students,
)
from matching.cohorts.importer.edits import edited, masked
from matching.cohorts.importer.faults import Fault, FaultCode, Note, NoteCode, Problem, Tidied
from matching.cohorts.importer.marked import MOST_WHOLE, Frame, frame_of, frame_of_lines, marked
from matching.cohorts.importer.roster import Draft, KnownStudents, Roster, check
from matching.cohorts.importer.template import template

__all__ = [
    "Column",
    "Columns",
    "Draft",
    "Fault",
    "FaultCode",
    "Frame",
    "KnownStudents",
    "Lines",
    "MOST_WHOLE",
    "Note",
    "NoteCode",
    "Problem",
    "Roster",
    "Tidied",
    "check",
    "columns_of",
    "edited",
    "frame_of",
    "frame_of_lines",
    "lines_of",
    "marked",
    "masked",
    "sheet_of_students",
    "template",
]
