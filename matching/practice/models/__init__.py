"""The tables of practice."""

from matching.practice.models.duty import DutyReminder
from matching.practice.models.invitations import Invitation
from matching.practice.models.lists import TeacherList
from matching.practice.models.offers import Allocation, OfferSubject, PracticeOffer, Preference
from matching.practice.models.records import PracticeRecord, RecordStatement
from matching.practice.models.sign_ups import DayChange, PracticeDay, PracticeReport, ReportPhoto, SignUp

__all__ = [
    "Allocation",
    "DayChange",
    "DutyReminder",
    "Invitation",
    "OfferSubject",
    "PracticeDay",
    "PracticeOffer",
    "PracticeRecord",
    "PracticeReport",
    "Preference",
    "RecordStatement",
    "ReportPhoto",
    "SignUp",
    "TeacherList",
]
