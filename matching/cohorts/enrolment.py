"""Drafts become rows in three inserts: accounts without password, memberships, students."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.cohorts import queries
from matching.cohorts.enums import Sex
from matching.cohorts.importer import Draft
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.kernel import clock, identity, vault
from matching.organisations.models import Membership

# No O, 0, I, 1, L: people read a pseudonym to each other on the phone.
PSEUDONYM_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
PSEUDONYM_LENGTH = 8

_SEXES = {str(sex.value): sex for sex in Sex}


def insert_students(cohort: Cohort, drafts: Sequence[Draft]) -> None:
    """All of them, in the transaction of the caller; IntegrityError where somebody else was faster."""
    if not drafts:
        return
    accounts = _insert_accounts(cohort, drafts)
    now = clock.now()
    db.session.execute(
        insert(Membership),
        [
            {
                "account_id": account_id,
                "organisation_id": cohort.school_id,
                "role": Role.STUDENT,
                "created_at": now,
            }
            for account_id in accounts.values()
        ],
    )
    db.session.execute(
        insert(Student),
        [_student(draft, cohort, accounts[_username(draft, cohort)]) for draft in drafts],
    )


def sealed_numbers(id_number: str, phone: str | None, row_key: bytes) -> dict[str, Any]:
    """The columns that hide and find an ID number and a phone."""
    return {**sealed_id_number(id_number, row_key), **sealed_phone(phone, row_key)}


def sealed_id_number(id_number: str, row_key: bytes) -> dict[str, Any]:
    """The columns an ID number fills; birth date and sex are read from it."""
    return {
        "id_number_sealed": vault.seal(id_number, table="student", column="id_number", row_key=row_key),
        "id_number_index": queries.index_of_id_number(id_number),
        "born_on": identity.born_on(id_number),
        "sex": _SEXES[identity.sex(id_number)],
    }


def sealed_phone(phone: str | None, row_key: bytes) -> dict[str, Any]:
    """The columns a phone fills, or empties."""
    if not phone:
        return {"phone_sealed": None, "phone_index": None}
    return {
        "phone_sealed": vault.seal(phone, table="student", column="phone", row_key=row_key),
        "phone_index": queries.index_of_phone(phone),
    }


def new_pseudonym() -> str:
    """What enterprises read until the student consents; nobody can guess who it is."""
    letters = "".join(secrets.choice(PSEUDONYM_LETTERS) for _n in range(PSEUDONYM_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def _insert_accounts(cohort: Cohort, drafts: Sequence[Draft]) -> dict[str, int]:
    """User name -> id. No password is hashed: the slip of paper brings it later."""
    now = clock.now()
    made = db.session.execute(
        insert(Account).returning(Account.username, Account.id),
        [
            {
                "username": _username(draft, cohort),
                "name": draft.name,
                "state": AccountState.INVITED,
                "is_demo": cohort.school.is_demo,
                "created_at": now,
            }
            for draft in drafts
        ],
    )
    return {username: account_id for username, account_id in made}


def _username(draft: Draft, cohort: Cohort) -> str:
    return cohort.school.code + draft.student_number


def _student(draft: Draft, cohort: Cohort, account_id: int) -> dict[str, Any]:
    row_key = vault.new_row_key()
    return {
        "cohort_id": cohort.id,
        "school_id": cohort.school_id,
        "account_id": account_id,
        "row_key": row_key,
        "name": draft.name,
        "student_number": draft.student_number,
        "class_name": draft.class_name,
        "entry_year": draft.entry_year,
        "home_county": draft.home_county,
        "school_score": draft.school_score,
        "pseudonym": new_pseudonym(),
        "created_at": clock.now(),
        **sealed_numbers(draft.id_number, draft.phone, row_key),
    }
