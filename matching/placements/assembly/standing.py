"""What may be said of a run before it is published: that it proves itself, and still fits the tables."""

from typing import Any

import structlog

from matching.db import apart, db
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.law.book import Book
from matching.placements import queries
from matching.rounds.assembly import NotVerified, Snapshot, frozen_input, gathered, verified
from matching.rounds.models import MatchRun

log = structlog.get_logger()


def why_not_stands(run: MatchRun) -> str | None:
    """Prove the run from its own snapshot, then compare the snapshot with what the tables say now.

    As much work as the match itself: asked where somebody asks or confirms, never to show a page.
    """
    return _why_not_proved(run) or _why_not_current(run)


def why_not_at_a_glance(run: MatchRun) -> str | None:
    """What can be seen without computing: who left, and which slots given away are gone or too small."""
    drift = db.session.execute(queries.drift_of(run)).one()
    if drift.left or drift.gone or drift.overfull or drift.by_hand:
        return _changed()
    return None


def _why_not_proved(run: MatchRun) -> str | None:
    try:
        verified(run)
    except NotVerified as error:
        log.error("run not verified", run=run.id, error=str(error))
        return _(
            "This match does not agree with its own records. Do not publish it; tell the administrators."
        )
    return None


def _why_not_current(run: MatchRun) -> str | None:
    try:
        with apart("read") as session:
            now = frozen_input(gathered(session, run.round_id), book=Book.default())
    except Refused as refusal:
        return refusal.sentence
    if _bearing_on_the_match(now) == _bearing_on_the_match(Snapshot.unpacked(run.snapshot)):
        return None
    return _changed()


def _changed() -> str:
    return _(
        "Since the match was computed, students, slots, seats or places given by hand have changed. "
        "Compute it again."
    )


def _bearing_on_the_match(snapshot: Snapshot) -> dict[str, Any]:
    """What the places depend on. A slot posted after the lock is on nobody's list and changes nothing."""
    content = snapshot.content
    students: list[dict[str, Any]] = content["students"]
    wanted = {wish["slot"] for student in students for wish in student["wishes"]}
    wanted |= {student["fixed"] for student in students}
    return {
        "students": students,
        "slots": [slot for slot in content["slots"] if slot["id"] in wanted],
        "lottery": content["lottery"],
        "weights": content["rules"]["weights"],
    }
