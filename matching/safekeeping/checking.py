"""Ask every invariant of the house, in one frozen moment, and tell the trail what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import structlog

from matching.accounts import invariants as accounts
from matching.audit import invariants as audit
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditHead
from matching.audit.record import record
from matching.cohorts import invariants as cohorts
from matching.db import frozen
from matching.invariants import Invariant, Witness
from matching.jobs import invariants as jobs
from matching.matters import invariants as matters
from matching.outbox import invariants as outbox
from matching.placements import invariants as placements
from matching.practice import invariants as practice
from matching.rounds import invariants as rounds
from matching.safekeeping import ground, seals
from matching.slots import invariants as slots
from matching.visits import invariants as visits

log = structlog.get_logger()

ROOMS = (
    accounts,
    audit,
    jobs,
    outbox,
    matters,
    cohorts,
    slots,
    rounds,
    placements,
    practice,
    visits,
    seals,
    ground,
)


@dataclass(frozen=True)
class Answer:
    """What came of one question."""

    invariant: Invariant
    witnesses: list[Witness]


def invariants() -> list[Invariant]:
    """All of them, in the order of their numbers."""
    return sorted((one for room in ROOMS for one in room.INVARIANTS), key=lambda one: int(one.id[1:]))


def answers() -> Iterator[Answer]:
    """Every invariant asked of one moment; nobody who works meanwhile waits or is seen half done."""
    with frozen() as session:
        for invariant in invariants():
            yield Answer(invariant, invariant.witnesses(session))


def tell(asked: list[Answer]) -> None:
    """One event in the trail; the witnesses go to the log, where whoever mends looks for them."""
    broken = [answer for answer in asked if answer.witnesses]
    for answer in broken:
        log.error("invariant broken", id=answer.invariant.id, witnesses=answer.witnesses)
    if broken:
        numbers = list(dict.fromkeys(answer.invariant.id for answer in broken))
        record(AuditKind.INVARIANTS_BROKEN, by=None, broken=numbers, count=len(asked))
    else:
        record(AuditKind.INVARIANTS_HOLD, by=None, count=len(asked))


def log_the_head() -> None:
    """The end of the trail leaves the machine with the logs: an anchor for `verify-audit --anchor`."""
    with frozen() as session:
        head = session.get_one(AuditHead, 1)
        log.info("end of the trail", anchor=f"{head.count}:{head.hash}")
