"""Drafts of teachers become rows: accounts without password, roles, profiles, posts, earlier practice."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock
from matching.organisations.models import Membership, Organisation
from matching.practice.enums import RecordKind, RecordState
from matching.practice.importer import Arrival, Draft, Known
from matching.practice.models import PracticeRecord
from matching.practice.queries import lists as queries
from matching.teachers.enums import PostState, SkillLevel
from matching.teachers.models import Teacher, TeachingPost

Arrivals = Mapping[Arrival, Sequence[Draft]]

BLANK = {"subject": "", "teaches": "", "is_new": False, "skill_level": SkillLevel.NONE}


def take_over(
    school: Organisation,
    drafts: Arrivals,
    *,
    known: Known,
    by_id: int,
    certify: bool,
) -> int:
    """All of them, in the transaction of the caller; how many stretches of earlier practice were recorded.

    IntegrityError where somebody else was faster.
    """
    new, back = drafts[Arrival.NEW], drafts[Arrival.BACK]
    ids = {number: one.teacher_id for number, one in known.teachers.items()}
    ids |= _insert_teachers(school, new)
    profiles = _update([*back, *drafts[Arrival.CHANGED]], ids)
    coming = {draft.staff_number: ids[draft.staff_number] for draft in (*new, *back)}
    _insert_roles(school, [profiles[ids[draft.staff_number]].account_id for draft in back])
    _insert_posts(school, coming, by_id=by_id)
    everybody = [draft for some in drafts.values() for draft in some]
    return _insert_practice(school, everybody, ids, by_id=by_id, certify=certify)


def _insert_teachers(school: Organisation, drafts: Sequence[Draft]) -> dict[str, int]:
    """Staff number -> teacher. No password is hashed: the slip of paper brings it later."""
    if not drafts:
        return {}
    now = clock.now()
    by_username = {school.code + draft.staff_number: draft for draft in drafts}
    accounts = db.session.execute(
        insert(Account).returning(Account.username, Account.id),
        [
            {
                "username": username,
                "name": draft.name,
                "state": AccountState.INVITED,
                "is_demo": school.is_demo,
                "created_at": now,
            }
            for username, draft in by_username.items()
        ],
    )
    drafted = {account_id: by_username[username] for username, account_id in accounts}
    _insert_roles(school, list(drafted))
    made = db.session.execute(
        insert(Teacher).returning(Teacher.account_id, Teacher.id),
        [
            BLANK | draft.profile | {"account_id": account_id, "name": draft.name, "created_at": now}
            for account_id, draft in drafted.items()
        ],
    )
    return {drafted[account_id].staff_number: teacher_id for account_id, teacher_id in made}


def _update(drafts: Sequence[Draft], ids: Mapping[str, int]) -> dict[int, Teacher]:
    """Teacher -> profile, as the list has it now."""
    told = {ids[draft.staff_number]: draft.profile for draft in drafts}
    profiles = {one.id: one for one in db.session.scalars(queries.teachers_among(told))}
    for teacher_id, profile in profiles.items():
        for name, value in told[teacher_id].items():
            setattr(profile, name, value)
        profile.version += 1
    return profiles


def _insert_roles(school: Organisation, account_ids: Sequence[int]) -> None:
    role = {"organisation_id": school.id, "role": Role.TEACHER, "created_at": clock.now()}
    _insert(Membership, [role | {"account_id": account_id} for account_id in account_ids])


def _insert_posts(school: Organisation, coming: Mapping[str, int], *, by_id: int) -> None:
    now = clock.now()
    post = {
        "school_id": school.id,
        "state": PostState.ACTIVE,
        "since": clock.today(),
        "asked_at": now,
        "decided_at": now,
        "decided_by_id": by_id,
    }
    _insert(
        TeachingPost,
        [post | {"staff_number": number, "teacher_id": one_id} for number, one_id in coming.items()],
    )


def _insert_practice(
    school: Organisation, drafts: Sequence[Draft], ids: Mapping[str, int], *, by_id: int, certify: bool
) -> int:
    told = {_stretch(draft, ids): draft for draft in drafts if draft.enterprise}
    known = {tuple(row) for row in db.session.execute(queries.told_already({one[0] for one in told}))}
    fresh = [stretch for stretch in told if stretch not in known]
    now = clock.now()
    _insert(PracticeRecord, [_record(one, school, by_id=by_id, at=now, certify=certify) for one in fresh])
    return len(fresh)


def _stretch(draft: Draft, ids: Mapping[str, int]) -> tuple[int, str, date, date]:
    assert draft.enterprise is not None  # the check has seen all three or none
    assert draft.practised_from is not None
    assert draft.practised_until is not None
    return ids[draft.staff_number], draft.enterprise, draft.practised_from, draft.practised_until


def _record(
    stretch: tuple[int, str, date, date], school: Organisation, *, by_id: int, at: datetime, certify: bool
) -> dict[str, Any]:
    teacher_id, enterprise, first, last = stretch
    return {
        "teacher_id": teacher_id,
        "school_id": school.id,
        "kind": RecordKind.EARLIER,
        "enterprise_name": enterprise,
        "starts_on": first,
        "ends_on": last,
        "state": RecordState.CERTIFIED if certify else RecordState.WAITING,
        "created_at": at,
        "created_by_id": by_id,
        "decided_at": at if certify else None,
        "decided_by_id": by_id if certify else None,
    }


def _insert(kind: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(kind), rows)
