"""The days at the enterprise: entered by the teacher, confirmed by the enterprise, certified by the school.

Every deed first holds the sign-up and then reads its days afresh: two tabs, or two people, come one after the
other. What becomes of a day is appended to its changes and never altered.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.practice.assembly import day_letters as letters
from matching.practice.enums import DaySource, DayState, SignUpState
from matching.practice.models import DayChange, PracticeDay, SignUp
from matching.practice.queries.days import days_of
from matching.practice.rules import days as rules
from matching.practice.rules.sign_ups import why_not_reason


def enter(sign_up: SignUp, day: date, *, source: DaySource, reason: str = "", by: Viewer) -> PracticeDay:
    """The teacher was there; a day that was taken back or refused keeps its history."""
    kept = next((each for each in _held(sign_up) if each.day == day), None)
    refuse_if(rules.why_not_enter(sign_up, day, today=clock.today()), field="day")
    refuse_if(rules.why_not_again(kept), field="day")
    refuse_if(rules.why_not_by_hand(source, day, reason, today=clock.today()), field="reason")
    entered = kept or PracticeDay(sign_up_id=sign_up.id, day=day, version=0)
    entered.source, entered.reason = source, reason
    db.session.add(entered)
    _stand([entered], DayState.ENTERED, by=by, why=reason)
    _record(AuditKind.DAY_ENTER, sign_up, by=by, day=day.isoformat(), source=source.value)
    return entered


def take_back(sign_up: SignUp, day_id: int, *, by: Viewer) -> None:
    """The teacher was not there after all."""
    days = _chosen(sign_up, [day_id])
    for day in days:
        refuse_if(rules.why_not_take_back(day))
    _stand(days, DayState.REMOVED, by=by)
    _record(AuditKind.DAY_TAKE_BACK, sign_up, by=by, days=_told(days))


def confirm(sign_up: SignUp, day_ids: Collection[int], *, by: Viewer) -> int:
    """The enterprise says that the teacher was there; how many days."""
    days = _chosen(sign_up, day_ids)
    for day in days:
        refuse_if(rules.why_not_confirm(day))
    _stand(days, DayState.CONFIRMED, by=by)
    _record(AuditKind.DAYS_CONFIRM, sign_up, by=by, days=_told(days), count=len(days))
    return len(days)


def refuse(sign_up: SignUp, day_ids: Collection[int], *, reason: str, by: Viewer) -> int:
    """The enterprise says that the teacher was not there, and the teacher reads why; how many days."""
    days = _chosen(sign_up, day_ids)
    for day in days:
        refuse_if(rules.why_not_refuse(day))
    refuse_if(why_not_reason(reason), field="reason")
    _stand(days, DayState.REFUSED, by=by, why=reason)
    _record(AuditKind.DAYS_REFUSE, sign_up, by=by, days=_told(days), count=len(days), reason=reason)
    letters.tell_of_refused(sign_up, days, reason)
    return len(days)


def certify(sign_up: SignUp, *, by: Viewer) -> int:
    """The school certifies every day the enterprise has confirmed; how many."""
    days = _held(sign_up)
    refuse_if(rules.why_not_certify(sign_up, days))
    certified = [each for each in days if each.state is DayState.CONFIRMED]
    _stand(certified, DayState.CERTIFIED, by=by)
    sign_up.certified_at, sign_up.certified_by_id = clock.now(), by.id
    sign_up.stand(SignUpState.CERTIFIED, at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.PRACTICE_CERTIFY, sign_up, by=by, count=len(certified))
    letters.tell_of_certificate(sign_up, len(certified))
    return len(certified)


def reopen(sign_up: SignUp, *, reason: str, by: Viewer) -> None:
    """Something has to be corrected: the certified days wait for the school once more."""
    days = _held(sign_up)
    refuse_if(rules.why_not_reopen(sign_up))
    refuse_if(why_not_reason(reason), field="reason")
    certified = [each for each in days if each.state is DayState.CERTIFIED]
    _stand(certified, DayState.CONFIRMED, by=by, why=reason)
    sign_up.certified_at = sign_up.certified_by_id = None
    sign_up.stand(SignUpState.ACCEPTED, at=clock.now(), by_id=by.id, why=reason)
    db.session.flush()
    _record(AuditKind.PRACTICE_REOPEN, sign_up, by=by, count=len(certified), reason=reason)
    letters.tell_of_correction(sign_up, reason)


def _held(sign_up: SignUp) -> Sequence[PracticeDay]:
    locked(select(SignUp).where(SignUp.id == sign_up.id))
    return db.session.scalars(days_of(sign_up.id).execution_options(populate_existing=True)).all()


def _chosen(sign_up: SignUp, day_ids: Collection[int]) -> list[PracticeDay]:
    """Those of the sign-up that were ticked; ids of other sign-ups' days choose nothing."""
    days = [each for each in _held(sign_up) if each.id in day_ids]
    refuse_if(rules.why_not_keep(sign_up))
    refuse_if(rules.why_not_chosen(days))
    return days


def _stand(days: Iterable[PracticeDay], state: DayState, *, by: Viewer, why: str = "") -> None:
    for day in days:
        day.state, day.version = state, day.version + 1
        day.changes.append(DayChange(state=state, at=clock.now(), by_id=by.id, why=why))
    db.session.flush()


def _told(days: Iterable[PracticeDay]) -> list[str]:
    return [each.day.isoformat() for each in days]


def _record(kind: AuditKind, sign_up: SignUp, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        sign_up,
        by=by,
        organisation_id=sign_up.school_id,
        title=sign_up.offer.title,
        teacher=sign_up.teacher.name,
        **facts,
    )
