"""How long an allocation of practice posts takes, computed and published: `python -m bench.allocation`.

Two thousand teachers rank ten of five hundred posts. The computation is the real job: it reads rankings and
standings, pairs, certifies, explains every choice and stores it; the publication proves it again and gives
the seats. Bare is reading the same rows and storing one a teacher with nothing asked. Seconds of processor.
"""

import logging
import random
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

import time_machine
from sqlalchemy import insert, select

from bench._house import application
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.db import db
from matching.kernel import clock
from matching.practice.models import PracticeOffer, Preference
from matching.teachers.enums import PostState, SkillLevel, TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from tests import cast, make
from tests.cast import Person
from tests.practice.allocating import after_the_deadline, an_allocation, answer_of, asks, compute, publishes
from tests.practice.make import offer_terms

TEACHERS, POSTS, SEATS, CHOICES = 2000, 500, 3, 10
MONDAY = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)


def main() -> None:
    """Print seconds and ratios."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MONDAY, tick=True):
        app = application(Path(folder))
        with app.app_context():
            lin, hua, bao, bing = (cast.person(name) for name in ("lin", "hua", "bao", "bing"))
        made = _ranked(lin, hua, bao)
        with after_the_deadline(made):
            computed = _timed(lambda: compute(made, by=bao))
            asks(bao, made)
            published = _timed(lambda: publishes(bing, made))
        bare = _timed(lambda: _bare(Path(folder) / "matching.db"))
        placed = answer_of(made)["figures"]["placed"]
    print(f"an allocation of {TEACHERS:,} teachers, ten choices each, {POSTS} posts: {placed:,} placed")
    print(f"  bare       {bare:6.2f} s   the same rankings read, one row a teacher stored")
    print(f"  computed   {computed:6.2f} s   {computed / bare:5.1f} x bare   read, paired, proven, explained")
    print(f"  published  {published:6.2f} s   {published / bare:5.1f} x bare   proven again, seats, letters")


def _bare(database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in ("teacher", "teaching_post", "practice_offer", "practice_sign_up"):
        connection.execute(f"SELECT * FROM {table}").fetchall()
    rows = connection.execute(
        "SELECT teacher_id, offer_id FROM practice_preference WHERE rank = 1"
    ).fetchall()
    connection.execute("CREATE TABLE bare (teacher_id, offer_id)")
    with connection:
        connection.executemany("INSERT INTO bare VALUES (?, ?)", rows)
    connection.close()


def _ranked(lin: Person, hua: Person, bao: Person) -> int:
    """People, posts and rankings are written straight into their tables: making them is another benchmark."""
    chance = random.Random(1)
    with make.acting():
        _staff(lin, chance)
        _offers(hua)
    made = an_allocation(by=bao, name="bench")
    with make.acting():
        posts = db.session.scalars(select(PracticeOffer.id).order_by(PracticeOffer.id)).all()
        teachers = db.session.scalars(select(Teacher.id).order_by(Teacher.id)).all()
        lists = ((teacher, _popular_first(posts, chance)) for teacher in teachers)
        rows = [
            {
                "allocation_id": made,
                "teacher_id": teacher,
                "offer_id": post,
                "rank": rank,
                "ranked_at": MONDAY,
            }
            for teacher, order in lists
            for rank, post in enumerate(order, start=1)
        ]
        db.session.execute(insert(Preference), rows)
    return made


def _popular_first(posts: Sequence[int], chance: random.Random) -> list[int]:
    """Half the choices fall on a fifth of the posts, as in a real city."""
    loved = chance.sample(posts[: len(posts) // 5], CHOICES // 2)
    return loved + chance.sample(posts[len(posts) // 5 :], CHOICES - len(loved))


def _staff(lin: Person, chance: random.Random) -> None:
    accounts = [
        Account(state=AccountState.INVITED, username=f"bench-{n}", name=f"第 {n} 位", created_at=clock.now())
        for n in range(TEACHERS)
    ]
    db.session.add_all(accounts)
    db.session.flush()
    db.session.add_all(_post(account, lin, chance) for account in accounts)
    db.session.flush()


def _post(account: Account, lin: Person, chance: random.Random) -> TeachingPost:
    since = date(2018, 9, 1) + timedelta(days=chance.randrange(2500))
    teacher = Teacher(
        account=account,
        name=account.name,
        kind=TeacherKind.SPECIALISED,
        subject="01",
        skill_level=SkillLevel.NONE,
        teaching_since=since,
        created_at=clock.now(),
    )
    return TeachingPost(
        teacher=teacher,
        school_id=lin.organisation_id,
        state=PostState.ACTIVE,
        since=since,
        asked_at=clock.now(),
        decided_at=clock.now(),
        decided_by_id=lin.account_id,
    )


def _offers(hua: Person) -> None:
    terms = {name: value for name, value in vars(offer_terms(seats=SEATS)).items() if name != "subjects"}
    terms |= {"contents": sorted(content.value for content in terms["contents"])}
    now = clock.now()
    db.session.add_all(
        PracticeOffer(enterprise_id=hua.organisation_id, fresh_at=now, created_at=now, **terms)
        for _number in range(POSTS)
    )
    db.session.flush()


def _timed(deed: Callable[[], object]) -> float:
    begun = process_time()
    deed()
    return process_time() - begun


if __name__ == "__main__":
    main()
