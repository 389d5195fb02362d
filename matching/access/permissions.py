"""Every permission, `resource:action`, alphabetical."""

from enum import StrEnum


class Permission(StrEnum):
    """What the guard of a view asks for."""

    ACCOUNT_MANAGE = "account:manage"
    AUDIT_READ = "audit:read"
    COHORT_EDIT = "cohort:edit"
    COHORT_SEE = "cohort:see"
    MESSAGE_RESEND = "message:resend"
    MESSAGE_SEE = "message:see"
    ORGANISATION_EDIT = "organisation:edit"
    ORGANISATION_SEE = "organisation:see"
    PLACEMENT_ANSWER = "placement:answer"
    PLACEMENT_PUBLISH = "placement:publish"
    PLACEMENT_SEE = "placement:see"
    ROUND_EDIT = "round:edit"
    ROUND_RUN = "round:run"
    ROUND_SEE = "round:see"
    SLOT_EDIT = "slot:edit"
    SLOT_SEE = "slot:see"
    STUDENT_REMIND = "student:remind"
    STUDENT_REVEAL = "student:reveal"
    WISH_ENTER = "wish:enter"
    WISH_RANK = "wish:rank"
