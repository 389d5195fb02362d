"""A school's list of teachers becomes drafts and faults. Pure: no database, no web; nothing is saved.

`matching.imports` reads the sheet; here are its columns, how a teacher's cells are read, and `check`, which
tells every fault of every row at once and what each row would do.
"""

from matching.practice.importer.columns import Column
from matching.practice.importer.faults import FaultCode, NoteCode
from matching.practice.importer.teachers import Arrival, Draft, Known, KnownTeacher, Teachers, check
from matching.practice.importer.template import template

__all__ = [
    "Arrival",
    "Column",
    "Draft",
    "FaultCode",
    "Known",
    "KnownTeacher",
    "NoteCode",
    "Teachers",
    "check",
    "template",
]
