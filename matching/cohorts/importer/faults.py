"""What can be wrong with a student's row and with no other, and what is only worth knowing."""

from matching.imports.faults import FaultCode as AnyFaultCode
from matching.kernel.i18n import _l
from matching.kernel.labels import LabelledEnum


class FaultCode(AnyFaultCode):
    """The kinds of faults; the label is the problem as the summary names it."""

    ID_LENGTH = "id_length", "ID number of a wrong length"
    ID_CHARACTERS = "id_characters", "ID number with wrong characters"
    ID_BIRTH = "id_birth", "ID number with an impossible birth date"
    ID_CHECK = "id_check", "ID number that does not add up"
    STUDENT_NUMBER = "student_number", "Not a student number"
    CLASS_NAME = "class_name", "Class name too long"
    YEAR = "year", "Entry year cannot be read"
    YEAR_OTHER = "year_other", "Entry year is not the cohort's"
    COUNTY = "county", "Unknown county"
    SCORE = "score", "Score is not a number from 0 to 100"
    TWICE_ID = "twice_id", "The same ID number twice", _l("Keep one of the rows")
    TWICE_NUMBER = (
        "twice_number",
        "The same student number twice",
        _l("Correct one of the two, or keep one of the rows"),
    )
    KNOWN_HERE = (
        "known_here",
        "Already among your students",
        _l("Leave the row out, or change the student in your list"),
    )
    KNOWN_ELSEWHERE = (
        "known_elsewhere",
        "Registered at another school",
        _l("Leave the row out, and ask the bureau about a transfer"),
    )
    NUMBER_TAKEN = "number_taken", "Student number already in use", _l("Check whose number it is")


class NoteCode(LabelledEnum):
    """Consequences, no errors."""

    UNDER_AGE = "under_age", "Too young on the internship's first day"
    NO_PHONE = "no_phone", "No phone number yet"
