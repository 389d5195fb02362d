"""Posts that are handed out together: one allocation is published, one takes rankings."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from matching.db import db
from matching.demo.draws import drawn
from matching.demo.offices import BUREAU
from matching.demo.stage import Stage
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import allocations, computing, rankings
from matching.practice.actions.allocations import Plan
from matching.practice.models import Allocation
from matching.practice.queries.allocations import choosable, posts_of
from matching.teachers.models import TeachingPost
from matching.wishes.assembly.order import Move
from matching.wishes.enums import MoveKind

CHOICES = 4
SHARE = 5  # one in so many of the days on which posts begin
IN_SIGHT = 365


@dataclass(frozen=True)
class Scene:
    """One allocation in days from today, of the posts that begin last of all."""

    name: str
    made: int
    closes: int
    one_in: int  # of so many teachers one ranks posts
    which: int


DONE = Scene(name="热门岗位统一分配（第一批）", made=-19, closes=-12, one_in=4, which=0)
UNDER_WAY = Scene(name="热门岗位统一分配（第二批）", made=-4, closes=6, one_in=6, which=2)


def hand_posts_out(stage: Stage) -> None:
    """The first batch goes through to its publication; in the second, some teachers have ranked."""
    for scene in (DONE, UNDER_WAY):
        stage.agenda.add(stage.calendar.at(scene.made, 10), partial(_create, stage, scene))
        stage.agenda.add(stage.calendar.at(scene.made + 1, 19), partial(_rank, stage, scene))
    for days, step in enumerate((_compute, _ask, _publish), start=1):
        stage.agenda.add(stage.calendar.at(DONE.closes + days, 9), partial(step, stage))


def _create(stage: Stage, scene: Scene) -> None:
    officer = stage.viewer("bureau")
    enterprises = frozenset(stage.organisations.values())
    soonest, latest = stage.calendar.on(scene.closes + 1), stage.calendar.on(IN_SIGHT)
    free = db.session.scalars(choosable(enterprises, max(soonest, clock.today()), latest))
    days = sorted({post.starts_on for post in free})
    plan = Plan(
        name=scene.name,
        ranking_until=stage.calendar.at(scene.closes, 18),
        first=days[-max(1, len(days) // SHARE)],
        last=days[-1],
        enterprises=enterprises,
    )
    allocations.create(plan, bureau_id=stage.organisations[BUREAU], by=officer)


def _rank(stage: Stage, scene: Scene) -> None:
    """A few teachers of every school, most of them the same few posts first."""
    found = _named(scene)
    posts = list(db.session.scalars(posts_of(found.id)))
    there = db.session.scalars(select(TeachingPost).order_by(TeachingPost.id)).all()
    for number, post in enumerate(there):
        if number % scene.one_in != scene.which:
            continue
        by = stage.viewer(post.teacher.account.username)
        for place in range(min(CHOICES, len(posts))):
            # First choices fall on a third of the posts, as in a real city.
            among = posts[: 1 + len(posts) // 3] if place == 0 else posts
            chosen = among[drawn(f"{scene.name}:{number}:{place}", len(among))]
            rankings.rank(found, post, move=Move(MoveKind.ADD, chosen.id), by=by)
    stage.say(_("{name}: teachers rank posts.").format(name=scene.name))


def _compute(stage: Stage) -> None:
    computing.start(_named(DONE), attempt=1, by=stage.viewer("bureau"))


def _ask(stage: Stage) -> None:
    allocations.ask(_named(DONE), by=stage.viewer("bureau"))


def _publish(stage: Stage) -> None:
    allocations.publish(_named(DONE), by=stage.viewer("bureau2"))
    stage.say(_("{round} is published.").format(round=DONE.name))


def _named(scene: Scene) -> Allocation:
    return db.session.scalars(select(Allocation).where(Allocation.name == scene.name)).one()
