"""What happens without a request: rows follow live data, summaries are written, what is due today is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from matching.dashboards.questions import all_matters
from matching.db import apart, db
from matching.digests.assembly import Standing, by_reader, news_of, standing
from matching.digests.enums import DIGEST_JOB, EVERY, LATE, QUIET_FROM
from matching.jobs.models import Job
from matching.jobs.queue import enqueue
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.matters.keeping import Row, compared, written
from matching.matters.models import Matter
from matching.matters.queries import open_rows, untold_since
from matching.matters.telling import is_to_tell, is_to_tell_at_once
from matching.outbox.digest import Summary, carry, held_for
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all

HOME = "/home"


class Keeper:
    """Asks for everybody's matters, at most once a minute in a process however often the sweep calls."""

    def __init__(self) -> None:
        self._asked_at: datetime | None = None

    def keep(self) -> None:
        """A chore of the sweep, which commits."""
        now = clock.now()
        # The absolute distance: a clock that was set back must not put the keeper to sleep.
        if self._asked_at is None or abs(now - self._asked_at) >= EVERY:
            self._asked_at = now
            keep_matters()


def keep_matters() -> None:
    """Raise what has come up, resolve what is done; what is asked about is read apart from what is written.

    Where nothing changed, which is nearly always, nobody who writes has to wait.
    """
    with apart("read") as session:
        changes = compared(all_matters(session), (Row(*row) for row in session.execute(open_rows())))
    if changes:
        written(changes, db.session())


class Digester:
    """The chores that tell: at the hours of the settings, and in between what is due on the same day."""

    def __init__(self, hours: Sequence[int]) -> None:
        self._hours = hours

    def call(self) -> None:
        """Order the summaries of this hour, once: the key of the job makes a second order impossible."""
        hour = self._hour()
        if hour is None:
            return
        key = f"{DIGEST_JOB}:{hour:%Y-%m-%dT%H}"
        with apart("read") as session:
            known = session.scalar(select(Job.id).where(Job.key == key))
        if known is not None:
            return
        try:
            enqueue(DIGEST_JOB, by=None, payload={"hour": f"{hour:%Y-%m-%dT%H}"}, key=key)
        except IntegrityError:
            db.session.rollback()  # another worker ordered them this very moment

    def _hour(self) -> datetime | None:
        """The hour whose summaries are due, as the clock on the wall shows it."""
        wall = clock.local(clock.now()).replace(tzinfo=None)
        begun = [at for at in map(_today_at, self._hours) if at <= wall < at + LATE]
        return max(begun, default=None)

    def tell_at_once(self) -> None:
        """What came up after the first summary of the day and is due today; never at night."""
        wall, first = clock.local(clock.now()).replace(tzinfo=None), _today_at(self._hours[0])
        if not first <= wall < _today_at(QUIET_FROM):
            return
        since = clock.from_local(first)
        with apart("read") as session:
            if not session.scalars(untold_since(since)).first():
                return
        candidates = set(db.session.scalars(untold_since(since).with_for_update(skip_locked=True)))
        telling = [
            one
            for one in standing(db.session())
            if one.row_id in candidates and is_to_tell_at_once(one.found, one.told_at)
        ]
        if telling:
            readers = by_reader(telling, db.session())
            letters = [
                Address(to, {"matters": [one.facts for one in theirs]}) for to, theirs in readers.items()
            ]
            post_all(Letter.DUE_TODAY, letters, key=f"matter:{min(one.row_id for one in telling)}", url=HOME)
            _note(telling)


def write(job: RunningJob) -> None:
    """The job: at most one summary a person and hour, of what waits in the transaction that posts it.

    Summaries, what was told, and the end of the job are committed together: a killed worker leaves nothing,
    and whoever takes the job up writes them once.
    """
    telling = [one for one in standing(db.session()) if is_to_tell(one.found, one.told_at)]
    readers, held = by_reader(telling, db.session()), held_for()
    carry(
        [
            Summary(
                to,
                {
                    "matters": [one.facts for one in readers.get(to, [])],
                    "news": news_of(held.get(to, [])),
                },
                tuple(letter.id for letter in held.get(to, [])),
            )
            for to in sorted(readers.keys() | held.keys())
        ],
        key=str(job.payload["hour"]),
        url=HOME,
    )
    _note(telling)


def _note(telling: Iterable[Standing]) -> None:
    rows = [{"id": one.row_id, "told_at": clock.now()} for one in telling]
    if rows:
        db.session.execute(update(Matter), rows)


def _today_at(hour: int) -> datetime:
    return datetime.combine(clock.today(), time()) + timedelta(hours=hour)
