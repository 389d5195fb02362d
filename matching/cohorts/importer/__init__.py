"""A class list becomes drafts and faults. Pure: no database, no web; nothing is saved while reading.

`matching.imports` reads the sheet; here are its columns, how a student's cells are read, and `check`, which
tells every fault of every row at once.
"""

from matching.cohorts.importer.columns import Column
from matching.cohorts.importer.faults import FaultCode, NoteCode
from matching.cohorts.importer.roster import Draft, KnownStudents, Roster, check
from matching.cohorts.importer.template import template

__all__ = [
    "Column",
    "Draft",
    "FaultCode",
    "KnownStudents",
    "NoteCode",
    "Roster",
    "check",
    "template",
]
