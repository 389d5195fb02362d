"""Where the demo is played: an agenda of deeds in the order of time, each one a transaction."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple

from matching.access.viewer import Viewer
from matching.accounts.actions import sign_in
from matching.accounts.models import Account
from matching.db import db, intent
from matching.demo.calendar import Calendar
from matching.demo.people import IdNumbers
from matching.demo.plan import Plan
from matching.jobs.queue import hang_bell
from matching.jobs.worker import Workshop
from matching.kernel import clock

Deed = Callable[[], None]
Tell = Callable[[datetime, str], None]

PAUSE = timedelta(hours=4)  # after so long at the latest, the jobs that were ordered meanwhile are done
OFFICE_COMPUTER = "Edge, Windows"
TELL_EVERY = 200
TOGETHER = 200  # deeds that share a transaction at most


class _Entry(NamedTuple):
    """A deed by its moment; deeds of one moment come in the order they were added."""

    at: datetime
    number: int
    do: Deed
    alone: bool


class Agenda:
    """Deeds by their moments. A deed may put later ones on the list."""

    def __init__(self) -> None:
        self._list: list[_Entry] = []
        self._order = count()

    def add(self, at: datetime, do: Deed, *, alone: bool = False) -> None:
        """Do this at that moment; `alone` where the deed uses transactions of its own."""
        heapq.heappush(self._list, _Entry(at, next(self._order), do, alone))

    def play(self, workshop: Workshop) -> None:
        """Do everything, the earliest first, and the jobs in the pauses; the clock shows each moment.

        Deeds that follow each other share a transaction. Time never runs backwards: what takes longer than
        the gap to the next deed moves the next deed a little.
        """
        ordered: list[int] = []
        since, now = self._list[0].at, self._list[0].at
        with _rung(ordered.append):
            while self._list:
                if ordered and self._list[0].at - since >= PAUSE:
                    now = _work(workshop, ordered, now)
                since = since if ordered else self._list[0].at
                with _transaction():
                    now = self._play_some(now, until=since + PAUSE)
            _work(workshop, ordered, now)

    def _play_some(self, now: datetime, *, until: datetime) -> datetime:
        """One deed, and those that may share its transaction; the moment the last one was over."""
        for place in range(TOGETHER):
            if place and not self._may_follow(until):
                break
            entry = heapq.heappop(self._list)
            with clock.living_at(max(now, entry.at)):
                entry.do()
                now = clock.now()
            if entry.alone:
                break
        return now

    def _may_follow(self, until: datetime) -> bool:
        return bool(self._list) and not self._list[0].alone and self._list[0].at < until


@dataclass(frozen=True)
class Stage:
    """What the deeds share; only plain ids, for every deed is a transaction of its own."""

    plan: Plan
    calendar: Calendar
    tell: Tell
    agenda: Agenda = field(default_factory=Agenda)
    organisations: dict[str, int] = field(default_factory=dict)  # key of the data -> id
    accounts: dict[str, int] = field(default_factory=dict)  # user name of somebody on the staff -> id
    hr: dict[str, str] = field(default_factory=dict)  # key of an enterprise -> user name of its HR
    cohorts: dict[str, int] = field(default_factory=dict)  # shortened name -> id
    counts: Counter[str] = field(default_factory=Counter)  # how much of everything there is, to tell
    rounds: dict[str, int] = field(default_factory=dict)  # key of the round -> id
    id_numbers: IdNumbers = field(default_factory=IdNumbers)

    def viewer(self, username: str) -> Viewer:
        """Somebody on the staff."""
        return viewer_by_id(self.accounts[username])

    def come_in(self, username: str) -> None:
        """Somebody on the staff signs in, as before anything they do."""
        account = db.session.get_one(Account, self.accounts[username])
        sign_in(account, device=OFFICE_COMPUTER, by=None)

    def is_time_to_tell(self, what: str) -> bool:
        """Count one more of these; every so often whoever watches wants to hear of it."""
        self.counts[what] += 1
        return self.counts[what] % TELL_EVERY == 0

    def say(self, sentence: str) -> None:
        """Tell whoever watches what has just been done."""
        self.tell(clock.now(), sentence)


def viewer_by_id(account_id: int) -> Viewer:
    """Anybody, as actions ask for them: who it is. What one may do is the guard's question, and of views."""
    account = db.session.get_one(Account, account_id)
    return Viewer(id=account.id, name=account.name, username=account.username)


def _work(workshop: Workshop, ordered: list[int], at: datetime) -> datetime:
    """Do these jobs as they would have been done then, and forget them; the moment all was done."""
    with clock.living_at(at):
        while ordered:
            workshop.work(ordered.pop(0))
        return clock.now()


@contextmanager
def _rung(ring: Callable[[int], None]) -> Iterator[None]:
    """Be the one who is told of jobs, meanwhile."""
    before = hang_bell(ring)
    try:
        yield
    finally:
        hang_bell(before)


@contextmanager
def _transaction() -> Iterator[None]:
    """Committed at the end, as a request would be."""
    token = intent.set("write")
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        intent.reset(token)
