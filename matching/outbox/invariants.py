"""What must always hold of keys that make a thing happen once: of forms, jobs and letters."""

from sqlalchemy import func, literal, select, union_all

from matching.invariants import Invariant, Question
from matching.jobs.models import Job
from matching.kernel.i18n import _l
from matching.outbox.models import OutboxLetter
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


INVARIANTS = (Invariant("I18", _l("No form, job or letter counts twice."), _counted_twice),)
