"""What must always hold of keys that make a thing happen once, and of letters on their way out."""

from sqlalchemy import and_, func, literal, or_, select, union_all

from matching.invariants import Invariant, Question
from matching.jobs.models import Job
from matching.kernel.i18n import _l
from matching.outbox.enums import OVER, DeliveryState
from matching.outbox.models import Delivery, OutboxLetter
from matching.web.once import OnceKey

KEYS = (OnceKey.digest, Job.key, OutboxLetter.key)


def _counted_twice() -> Question:
    return union_all(
        *(
            select(literal(key.class_.__tablename__).label("table"), func.count().label("times"))
            .where(key.is_not(None))
            .group_by(key)
            .having(func.count() > 1)
            for key in KEYS
        )
    )


def _in_no_time() -> Question:
    """What has no time is never tried again, and told to nobody."""
    held = Delivery.state == DeliveryState.HELD
    due = and_(Delivery.state == DeliveryState.WAITING, Delivery.next_try_at.is_not(None))
    begun = and_(Delivery.state == DeliveryState.SENDING, Delivery.begun_at.is_not(None))
    explained = or_(Delivery.state == DeliveryState.SENT, Delivery.reason.is_not(None))
    over = and_(Delivery.state.in_(OVER), Delivery.finished_at.is_not(None), explained)
    return select(Delivery.id.label("delivery_id")).where(~or_(held, due, begun, over))


INVARIANTS = (
    Invariant("I18", _l("No form, job or letter counts twice."), _counted_twice),
    Invariant("I24", _l("Every message is on its way, or over at a known time."), _in_no_time),
)
