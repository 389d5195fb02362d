"""How fast a service answers, and how long its processes are busy with a page; on Linux, from /proc."""

import os
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")  # a second, as /proc counts the time of processes


class Pace(NamedTuple):
    """Pages a second, and the processor time of the service for each."""

    rate: float
    seconds: float

    @property
    def told(self) -> str:
        """Both, as one line."""
        return f"{self.rate:7.1f} pages/s   {self.seconds * 1000:5.1f} ms of processor a page"


class Server(NamedTuple):
    """A service that runs: its port, its process."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """What it and its workers have used so far."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        stats = [Path(f"/proc/{one}/stat").read_text() for one in (self.process, *workers)]
        # Behind the name in brackets: 11 and 12 are the ticks in user and in system mode.
        fields = [stat.rpartition(")")[2].split() for stat in stats]
        return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS
