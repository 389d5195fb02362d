"""The role table: what each role is for, and what it may do where. One table to audit."""

from collections.abc import Mapping
from enum import StrEnum

from matching.access.permissions import Permission as P
from matching.kernel.labels import LabelledEnum


class Scope(StrEnum):
    """Where a role's permission holds."""

    OWN = "own"  # the organisation of the membership
    SCHOOLS = "schools"  # every school
    ENTERPRISES = "enterprises"  # every enterprise
    CITY = "city"  # every organisation


class Role(LabelledEnum):
    """What somebody is in an organisation."""

    BUREAU_OFFICER = "bureau_officer", "Bureau officer"
    ADMINISTRATOR = "administrator", "Administrator"
    SCHOOL_COORDINATOR = "school_coordinator", "School coordinator"
    TEACHER = "teacher", "Teacher"
    ENTERPRISE_HR = "enterprise_hr", "Enterprise HR"
    ENTERPRISE_MENTOR = "enterprise_mentor", "Enterprise mentor"
    STUDENT = "student", "Student"


GRANTS: Mapping[Role, Mapping[P, Scope]] = {
    # Sets up rounds, runs and publishes them, oversees every school and enterprise.
    Role.BUREAU_OFFICER: {
        P.COHORT_SEE: Scope.SCHOOLS,
        P.MESSAGE_RESEND: Scope.CITY,
        P.MESSAGE_SEE: Scope.CITY,
        P.ORGANISATION_CLASSIFY: Scope.ENTERPRISES,
        P.ORGANISATION_SEE: Scope.CITY,
        P.PLACEMENT_PUBLISH: Scope.OWN,
        P.PLACEMENT_SEE: Scope.SCHOOLS,
        P.PRACTICE_ALLOCATE: Scope.OWN,
        P.PRACTICE_INVITE: Scope.SCHOOLS,
        P.PRACTICE_RECORD_SEE: Scope.SCHOOLS,
        P.PRACTICE_REMIND: Scope.ENTERPRISES,
        P.PRACTICE_SEE: Scope.ENTERPRISES,
        P.ROUND_EDIT: Scope.OWN,
        P.ROUND_RUN: Scope.OWN,
        P.ROUND_SEE: Scope.CITY,
        P.SLOT_SEE: Scope.ENTERPRISES,
        P.STUDENT_REMIND: Scope.SCHOOLS,
        P.TEACHER_RECOGNISE: Scope.SCHOOLS,
        P.TEACHER_SEE: Scope.SCHOOLS,
        P.VISIT_OFFER: Scope.ENTERPRISES,
        P.VISIT_SEE: Scope.ENTERPRISES,
    },
    # Keeps accounts and organisations, reads the trail; sees no student.
    Role.ADMINISTRATOR: {
        P.ACCOUNT_MANAGE: Scope.CITY,
        P.AUDIT_READ: Scope.CITY,
        P.MESSAGE_RESEND: Scope.CITY,
        P.MESSAGE_SEE: Scope.CITY,
        P.ORGANISATION_CLASSIFY: Scope.ENTERPRISES,
        P.ORGANISATION_SEE: Scope.CITY,
    },
    # Brings class lists, helps students with their wishes, follows their results.
    Role.SCHOOL_COORDINATOR: {
        P.COHORT_EDIT: Scope.OWN,
        P.COHORT_SEE: Scope.OWN,
        P.MESSAGE_RESEND: Scope.OWN,
        P.MESSAGE_SEE: Scope.OWN,
        P.ORGANISATION_EDIT: Scope.OWN,
        P.ORGANISATION_SEE: Scope.OWN,
        P.PLACEMENT_ANSWER: Scope.OWN,
        P.PLACEMENT_SEE: Scope.OWN,
        P.PRACTICE_APPROVE: Scope.OWN,
        P.PRACTICE_INVITE: Scope.OWN,
        P.PRACTICE_RECORD_SEE: Scope.OWN,
        P.PRACTICE_SEE: Scope.ENTERPRISES,
        P.ROUND_SEE: Scope.OWN,
        P.SLOT_SEE: Scope.ENTERPRISES,
        P.STUDENT_REMIND: Scope.OWN,
        P.STUDENT_REVEAL: Scope.OWN,
        P.TEACHER_EDIT: Scope.OWN,
        P.TEACHER_RECOGNISE: Scope.OWN,
        P.TEACHER_SEE: Scope.OWN,
        P.VISIT_BOOK: Scope.OWN,
        P.VISIT_SEE: Scope.ENTERPRISES,
        P.WISH_ENTER: Scope.OWN,
    },
    # Signs up for factory practice, keeps its days and report; reads slots and the own school's page.
    Role.TEACHER: {
        P.ORGANISATION_SEE: Scope.OWN,
        P.PRACTICE_SEE: Scope.ENTERPRISES,
        P.PRACTICE_SIGN_UP: Scope.OWN,
        P.SLOT_SEE: Scope.ENTERPRISES,
        P.VISIT_BOOK: Scope.OWN,
        P.VISIT_SEE: Scope.ENTERPRISES,
    },
    # Posts slots, sees who was placed there.
    Role.ENTERPRISE_HR: {
        P.ORGANISATION_EDIT: Scope.OWN,
        P.ORGANISATION_SEE: Scope.OWN,
        P.PLACEMENT_SEE: Scope.OWN,
        P.PRACTICE_HOST: Scope.OWN,
        P.PRACTICE_OFFER: Scope.OWN,
        P.PRACTICE_SEE: Scope.OWN,
        P.SLOT_EDIT: Scope.OWN,
        P.SLOT_SEE: Scope.OWN,
        P.VISIT_OFFER: Scope.OWN,
        P.VISIT_SEE: Scope.OWN,
    },
    # Will guide students and read weekly logs; until then sees the own enterprise's slots.
    Role.ENTERPRISE_MENTOR: {
        P.ORGANISATION_SEE: Scope.OWN,
        P.PRACTICE_SEE: Scope.OWN,
        P.SLOT_SEE: Scope.OWN,
        P.VISIT_SEE: Scope.OWN,
    },
    # Reads slots, ranks wishes, answers the own result.
    Role.STUDENT: {
        P.PLACEMENT_ANSWER: Scope.OWN,
        P.SLOT_SEE: Scope.ENTERPRISES,
        P.WISH_RANK: Scope.OWN,
    },
}
