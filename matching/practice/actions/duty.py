"""Remind an enterprise that it is to keep posts for teachers."""

from sqlalchemy import select

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.organisations.models import Organisation
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.practice.models import DutyReminder
from matching.practice.queries import duty as queries
from matching.practice.rules import duty as rules


def remind(enterprise: Organisation, *, by: Viewer) -> int:
    """A letter to everybody who posts for it; how many these are. Held, so that two clicks remind once."""
    locked(select(Organisation).where(Organisation.id == enterprise.id))
    last = db.session.execute(queries.reminded([enterprise.id])).one_or_none()
    refuse_if(rules.why_not_remind(last.at if last else None, clock.now()))
    of_staff = staff_ids(frozenset({enterprise.id}), Role.ENTERPRISE_HR)
    readers = [account_id for account_id, _there in db.session.execute(of_staff)]
    refuse_if(rules.why_not_reach(len(readers)))
    reminder = DutyReminder(enterprise_id=enterprise.id, reminded_at=clock.now(), reminded_by_id=by.id)
    db.session.add(reminder)
    db.session.flush()
    record(AuditKind.DUTY_REMIND, enterprise, by=by, organisation_id=enterprise.id, name=enterprise.name)
    post_all(
        Letter.PRACTICE_DUTY,
        [Address(account_id, {"enterprise": enterprise.name}) for account_id in readers],
        key=f"practice_duty:{reminder.id}",
        url="/practices/new",
    )
    return len(readers)
