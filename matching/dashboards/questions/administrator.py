"""What administrators have to do: look after the data, accounts that wait, failures at the door."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, literal, select

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.dashboards.questions.asking import Whom, told_to
from matching.kernel import clock
from matching.matters.enums import MatterKind
from matching.organisations.models import Membership

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
    return _to_administrators(MatterKind.DATA_BROKEN, whom, found, detail=found.c.detail, day=clock.today())


def data_unchecked(whom: Whom) -> Select[Any]:
    """It was checked, and then for days it was not."""
    late = (
        select(literal(1).label("n"))
        .select_from(AuditEvent)
        .where(
            AuditEvent.id == _newest_check(),
            AuditEvent.kind == AuditKind.INVARIANTS_HOLD,
            AuditEvent.at < clock.now() - CHECKED_EVERY,
        )
        .subquery()
    )
    return _to_administrators(MatterKind.DATA_UNCHECKED, whom, late, day=clock.today())


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
    return _to_administrators(MatterKind.STAFF_SLIPS, whom, invited).where(invited.c.n > 0)


def failed_sign_ins(whom: Whom) -> Select[Any]:
    """`n` of today."""
    midnight = clock.from_local(datetime.combine(clock.today(), time()))
    failed = (
        select(func.count().label("n"))
        .where(AuditEvent.kind == AuditKind.SIGN_IN_FAILED, AuditEvent.at >= midnight)
        .subquery()
    )
    return _to_administrators(MatterKind.FAILED_SIGN_INS, whom, failed, day=clock.today()).where(
        failed.c.n >= MANY_FAILURES
    )


def _to_administrators(
    kind: MatterKind, whom: Whom, counted: Any, *, detail: Any = "", day: Any = None
) -> Select[Any]:
    """One matter wherever there is an administrator."""
    offices = (
        select(Membership.organisation_id)
        .where(
            Membership.role == Role.ADMINISTRATOR,
            Membership.ended_at.is_(None),
            whom.works_at(Membership.organisation_id, Role.ADMINISTRATOR),
        )
        .distinct()
        .subquery()
    )
    columns = told_to(
        kind,
        role=Role.ADMINISTRATOR,
        at=offices.c.organisation_id,
        counts=(counted.c.n, 0, 0),
        detail=detail,
        due=(None, day),
    )
    return select(*columns).select_from(offices.join(counted, counted.c.n >= 0))
