"""So many tries from one address within a while: kept in this process, forgotten when it ends."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from matching.kernel import clock
from matching.kernel.errors import TooMany
from matching.kernel.i18n import _

MOST_ADDRESSES = 10_000  # then all are forgotten: memory must not grow with whoever comes


class Throttle:
    """Holds a machine off, not a person who mistypes."""

    def __init__(self, most: int, *, within: timedelta) -> None:
        self.most, self.within = most, within
        self._tries: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def count(self, address: str) -> None:
        """One more try; TooMany where there have been enough."""
        now = clock.now()
        with self._lock:
            if len(self._tries) >= MOST_ADDRESSES:
                self._tries.clear()
            tries = self._tries.setdefault(address, deque())
            while tries and tries[0] <= now - self.within:
                tries.popleft()
            if len(tries) >= self.most:
                raise TooMany(
                    _("Tried too often. Come back later."), seconds=int(self.within.total_seconds())
                )
            tries.append(now)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._tries.clear()
