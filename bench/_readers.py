"""Readers who ask a service for pages, and how long each of them waits: from the moment a page was wanted.

People do not read in step. Fifty readers who pause equally long ask in the same moment again and again, and
wait for each other however idle the service is in between; so here the pauses differ.
A page that is wanted while its reader still waits for the one before has begun to wait all the same.
"""

import http.client
import itertools
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

FINE = (200, 303)  # somebody with one round is led to it
KEPT_SECONDS = 1  # who has rested longer opens a new connection: gunicorn lets go of it after two


@dataclass
class Reader:
    """One browser: its cookie and the pages it walks through."""

    cookie: str
    paths: Sequence[str]
    taken: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def without_pause(until: float) -> Iterator[float]:
    """The next page as soon as the last one is there."""
    while (now := time.monotonic()) < until:
        yield now


def thinking(chance: Random, pause: float, until: float) -> list[float]:
    """When one reader wants pages who pauses for `pause` seconds, now shorter, now longer."""
    due = time.monotonic() + chance.uniform(0, pause)
    wanted = []
    while due < until:
        wanted.append(due)
        due += chance.uniform(0, 2 * pause)
    return wanted


def all_read(
    port: int, readers: Sequence[Reader], wanted: Callable[[Reader], Iterable[float]]
) -> list[float]:
    """Let all begin in the same moment; how long each page took, the quickest first."""
    gate = threading.Barrier(len(readers))

    def begin(reader: Reader) -> None:
        reader.taken = []
        gate.wait()
        _read(port, reader, wanted(reader))

    threads = [threading.Thread(target=begin, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    faults = [fault for reader in readers for fault in reader.faults]
    assert not faults, f"{len(faults)} pages were not answered: {sorted(set(faults))}"
    return sorted(itertools.chain.from_iterable(reader.taken for reader in readers))


def _read(port: int, reader: Reader, wanted: Iterable[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for due, path in zip(wanted, itertools.cycle(reader.paths), strict=False):
        rest = due - time.monotonic()
        if rest > KEPT_SECONDS:
            connection.close()
        time.sleep(max(0.0, rest))
        connection.request("GET", path, headers={"Cookie": reader.cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in FINE:
            reader.faults.append(f"{answer.status} {path}")
        reader.taken.append(time.monotonic() - due)
    connection.close()
