"""Where the demo is played: an agenda of deeds in the order of time, each one a transaction."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from matching.access.viewer import Viewer
from matching.accounts.models import Account
from matching.db import db, intent
from matching.demo.calendar import Calendar
from matching.demo.people import IdNumbers
from matching.jobs.queue import hang_bell
from matching.jobs.worker import Workshop
from matching.kernel import clock
from matching.organisations.queries import viewer_of

Deed = Callable[[], None]
Tell = Callable[[datetime, str], None]

PAUSE = timedelta(hours=4)  # after so long at the latest, the jobs that were ordered meanwhile are done


class Agenda:
    """Deeds by their moments. A deed may put later ones on the list."""

    def __init__(self) -> None:
        self._list: list[tuple[datetime, int, Deed]] = []
        self._order = count()

    def add(self, at: datetime, do: Deed) -> None:
        """Do this at that moment; deeds of one moment are done in the order they were added."""
        heapq.heappush(self._list, (at, next(self._order), do))

    def play(self, workshop: Workshop) -> None:
        """Do everything, the earliest first, and the jobs in the pauses; the clock shows each moment."""
        ordered: list[int] = []
        since = at = clock.now()
        with _rung(ordered.append):
            while self._list:
                following, _order, do = heapq.heappop(self._list)
                if following - since >= PAUSE:
                    _work(workshop, ordered, at)
                since = since if ordered else following
                at = following
                with _transaction(at):
                    do()
            _work(workshop, ordered, at)


@dataclass(frozen=True)
class Stage:
    """What the deeds share; only plain ids, for every deed is a transaction of its own."""

    calendar: Calendar
    tell: Tell
    agenda: Agenda = field(default_factory=Agenda)
    organisations: dict[str, int] = field(default_factory=dict)  # key of the data -> id
    accounts: dict[str, int] = field(default_factory=dict)  # user name of somebody on the staff -> id
    cohorts: dict[str, int] = field(default_factory=dict)  # shortened name -> id
    rounds: dict[str, int] = field(default_factory=dict)  # key of the round -> id
    id_numbers: IdNumbers = field(default_factory=IdNumbers)

    def viewer(self, username: str) -> Viewer:
        """Somebody on the staff, as the guard would build them."""
        return viewer_by_id(self.accounts[username])

    def say(self, sentence: str) -> None:
        """Tell whoever watches what has just been done."""
        self.tell(clock.now(), sentence)


def viewer_by_id(account_id: int) -> Viewer:
    """Anybody, as the guard would build them."""
    return viewer_of(db.session.get_one(Account, account_id), db.session())


def _work(workshop: Workshop, ordered: list[int], at: datetime) -> None:
    """Do these jobs as they would have been done then, and forget them."""
    with clock.living_at(at):
        while ordered:
            workshop.work(ordered.pop(0))


@contextmanager
def _rung(ring: Callable[[int], None]) -> Iterator[None]:
    """Be the one who is told of jobs, meanwhile."""
    before = hang_bell(ring)
    try:
        yield
    finally:
        hang_bell(before)


@contextmanager
def _transaction(at: datetime) -> Iterator[None]:
    """Committed at the end, as a request would be."""
    token = intent.set("write")
    try:
        with clock.living_at(at):
            yield
            db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        intent.reset(token)
