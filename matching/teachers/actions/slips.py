"""Slips of teachers: the paper with which one comes in for the first time, or after a forgotten password."""

from collections.abc import Sequence
from typing import NamedTuple

from matching.access.viewer import Viewer
from matching.accounts.actions import issue_codes
from matching.audit.kinds import AuditKind
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.organisations.models import Organisation
from matching.organisations.queries import memberships_of
from matching.outbox.letters import Letter
from matching.outbox.post import post as send
from matching.teachers import queries, rules
from matching.teachers.models import TeachingPost


class Slip(NamedTuple):
    """What is printed for one teacher; `code` can be read here and nowhere else."""

    name: str
    staff_number: str
    username: str
    code: str


def issue_slips(school: Organisation, *, by: Viewer) -> list[Slip]:
    """New codes for all who have no password yet; older slips are void."""
    waiting = db.session.scalars(queries.without_password(frozenset({school.id}))).all()
    refuse_if(rules.why_not_issue(len(waiting)))
    return _issued(waiting, AuditKind.SLIPS_ISSUE, by=by)


def renew_slip(post: TeachingPost, *, by: Viewer) -> Slip:
    """A new slip for one teacher, with or without a password; its owner is told."""
    roles = db.session.scalars(memberships_of(post.teacher.account_id)).all()
    refuse_if(rules.why_not_slip(post, roles))
    slip = _issued([post], AuditKind.SLIP_OF_TEACHER, by=by)[0]
    send(Letter.NEW_SLIP, to=post.teacher.account_id, key=f"slip:{clock.now().isoformat()}")
    return slip


def _issued(posts: Sequence[TeachingPost], kind: AuditKind, *, by: Viewer) -> list[Slip]:
    first = posts[0]
    codes = issue_codes(
        [post.teacher.account_id for post in posts],
        by=by,
        kind=kind,
        of=first.school if kind is AuditKind.SLIPS_ISSUE else first.teacher,
        organisation_id=first.school_id,
        username=first.teacher.account.username,
    )
    return [
        Slip(
            post.teacher.name,
            post.staff_number,
            post.teacher.account.username,
            codes[post.teacher.account_id],
        )
        for post in posts
    ]
