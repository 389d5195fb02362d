"""What administrators have to do: look after the data, accounts that wait, failures at the door."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, select

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.dashboards.questions.asking import TODAY, Whom
from matching.dashboards.questions.offices import of_city, to_offices
from matching.db import Moment, on_sending
from matching.kernel import clock
from matching.matters.enums import MatterKind
from matching.organisations.models import Membership

ADMINISTRATOR = Role.ADMINISTRATOR
CHECKS = (AuditKind.INVARIANTS_HOLD, AuditKind.INVARIANTS_BROKEN)
CHECKED_EVERY = timedelta(days=2)  # a night may be missed, two tell that nobody checks
MANY_FAILURES = 20  # in one day: more than people who mistype


def data_broken(whom: Whom) -> Select[Any]:
    """What the nightly check found; `detail` is the list of invariants that do not hold, as JSON."""
    found = (
        select(AuditEvent.facts["broken"].as_string().label("detail"), literal(1).label("n"))
        .where(AuditEvent.id == _newest_check(), AuditEvent.kind == AuditKind.INVARIANTS_BROKEN)
        .subquery()
    )
    return to_offices(ADMINISTRATOR, MatterKind.DATA_BROKEN, whom, found, detail=found.c.detail, day=TODAY)


def data_unchecked(whom: Whom) -> Select[Any]:
    """It was checked, and then for days it was not."""
    late = (
        select(literal(1).label("n"))
        .select_from(AuditEvent)
        .where(
            AuditEvent.id == _newest_check(),
            AuditEvent.kind == AuditKind.INVARIANTS_HOLD,
            AuditEvent.at < on_sending(lambda: clock.now() - CHECKED_EVERY, Moment()),
        )
        .subquery()
    )
    return to_offices(ADMINISTRATOR, MatterKind.DATA_UNCHECKED, whom, late, day=TODAY)


def _newest_check() -> Any:
    return select(func.max(AuditEvent.id)).where(AuditEvent.kind.in_(CHECKS)).scalar_subquery()


def slips(whom: Whom) -> Select[Any]:
    """`n` people of the staff anywhere who have not come in yet."""
    staff = select(Membership.account_id).where(Membership.role != Role.STUDENT)
    invited = (
        select(func.count().label("n"))
        .where(Account.state == AccountState.INVITED, Account.id.in_(staff))
        .subquery()
    )
    return to_offices(ADMINISTRATOR, MatterKind.STAFF_SLIPS, whom, invited)


def failed_sign_ins(whom: Whom) -> Select[Any]:
    """`n` of today."""
    failed = (
        select(func.count().label("n"))
        .where(AuditEvent.kind == AuditKind.SIGN_IN_FAILED, AuditEvent.at >= on_sending(_midnight, Moment()))
        .subquery()
    )
    return to_offices(ADMINISTRATOR, MatterKind.FAILED_SIGN_INS, whom, failed, day=TODAY).where(
        failed.c.n >= MANY_FAILURES
    )


def _midnight() -> datetime:
    return clock.from_local(datetime.combine(clock.today(), time()))


def undelivered(whom: Whom) -> Select[Any]:
    """`n` messages of the last days that reached nobody, to people anywhere."""
    return to_offices(ADMINISTRATOR, MatterKind.UNDELIVERED, whom, of_city())
