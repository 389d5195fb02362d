"""How long the bureau waits for a match, from the button to the stored result: `python -m bench.match`.

Six thousand students with eight wishes each and eight hundred slots. The run is the real job: it reads the
locked round, matches, certifies, explains every wish and stores it all. Bare is reading the same rows and
storing one row a student with nothing computed, in the same run on the same machine.
"""

import itertools
import logging
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import time_machine
from flask import Flask
from sqlalchemy import insert

from bench._house import application
from matching.access.viewer import OrganisationKind
from matching.db import db
from matching.kernel import clock
from matching.organisations.actions import Profile, create_organisation
from matching.organisations.models import Organisation
from matching.rounds.models import WishList, WishSubmission
from matching.slots import actions as slots
from tests import cast, make
from tests.make.cohorts import a_cohort
from tests.make.organisations import a_credit_code
from tests.make.rounds import MadeRound, MadeRun, a_round, a_run, lock
from tests.make.slots import terms

STUDENTS, WISHES, SLOTS, SEATS = 6000, 8, 800, 7
COHORT = 500
ENTERPRISES = 100
STAFF = 20_000
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def main(students: int = STUDENTS) -> None:
    """Print seconds and ratios."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MONDAY, tick=True):
        app = application(Path(folder))
        made = _round(app, students)
        locked = _timed(lambda: lock(made))
        runs: list[MadeRun] = []
        ran = _timed(lambda: runs.append(a_run(made)))
        bare = _timed(lambda: _bare(Path(folder) / "matching.db"))
        placed = sum(slot is not None for slot in runs[0].places.values())
    print(f"a match of {students:,} students with {WISHES} wishes each, {SLOTS} slots: {placed:,} placed")
    print(f"  bare      {bare:6.2f} s   the same rows read, one row a student stored")
    print(f"  locked    {locked:6.2f} s   {locked / bare:5.1f} x bare   lists frozen, lottery drawn")
    print(f"  matched   {ran:6.2f} s   {ran / bare:5.1f} x bare   read, matched, proven, explained, stored")


def _bare(database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in ("student", "slot", "wish_submission", "lottery_number"):
        connection.execute(f"SELECT * FROM {table}").fetchall()
    rows = connection.execute('SELECT student_id, "order" FROM wish_submission').fetchall()
    connection.execute("CREATE TABLE bare (student_id, words)")
    with connection:
        connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
    connection.close()


def _round(app: Flask, students: int) -> MadeRound:
    """The city, the lists of wishes written straight into their tables: making them is another benchmark."""
    with app.app_context():
        lin = cast.person("lin")
    cohorts = [a_cohort(of=lin, students=COHORT) for _number in range(students // COHORT)]
    posted = _slots()
    made = a_round(cohorts=cohorts, name="bench")
    chance = random.Random(1)
    with make.acting():
        now = clock.now()
        everyone = itertools.chain.from_iterable(cohort.students for cohort in cohorts)
        lists = [
            {
                "id": number,
                "round_id": made.id,
                "student_id": student_id,
                "school_id": lin.organisation_id,
                "order": _popular_first(posted, chance),
                "edited_at": now,
                "version": 1,
            }
            for number, student_id in enumerate(everyone, start=1)
        ]
        db.session.execute(insert(WishList), lists)
        db.session.execute(insert(WishSubmission), [_submitted(row) for row in lists])
        db.session.execute(
            WishList.__table__.update().values(submitted_at=now, submission_id=WishList.id)  # type: ignore[attr-defined]
        )
    return made


def _popular_first(posted: Sequence[int], chance: random.Random) -> list[int]:
    """Half the wishes go to a fifth of the slots, as in a real city."""
    loved = chance.sample(posted[: len(posted) // 5], WISHES // 2)
    return loved + chance.sample(posted[len(posted) // 5 :], WISHES - len(loved))


def _submitted(row: dict[str, object]) -> dict[str, object]:
    return {
        "id": row["id"],
        "wish_list_id": row["id"],
        "round_id": row["round_id"],
        "student_id": row["student_id"],
        "number": 1,
        "order": row["order"],
        "submitted_at": row["edited_at"],
        "on_behalf": False,
        "receipt": f"bench-{row['id']}",
    }


def _slots() -> list[int]:
    posted = []
    for number in range(ENTERPRISES):
        with make.acting():
            made = create_organisation(
                OrganisationKind.ENTERPRISE,
                Profile(name=f"第 {number} 号企业", county="141002", on_post_staff=STAFF),
                social_credit_code=a_credit_code(5000 + number),
                by=None,
            )
            enterprise = db.session.get_one(Organisation, made.id)
            for slot in range(SLOTS // ENTERPRISES):
                wanted = terms(title=f"岗位 {number}-{slot}", seats=SEATS, same_post_staff=STAFF // 10)
                posted.append(slots.post(enterprise, wanted, reasons={}, by=cast.person("hua").viewer).id)
    return posted


def _timed(deed: Callable[[], object]) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
