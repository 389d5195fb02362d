"""What officers look at before a publication: ten students nobody chose, and whom each officer has read."""

import hashlib
from collections.abc import Iterable

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.db import db
from matching.placements import queries
from matching.placements.enums import LOOKED_AT
from matching.rounds.models import MatchRound, MatchRun


def sample_of(run: MatchRun, students: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Ten of (id, pseudonym): those whose SHA-256 of result hash and pseudonym comes first.

    The result decides who it is, so no officer can pick, and a second one gets the same ten.
    """
    return sorted(students, key=lambda one: _place(run, one[1]))[:LOOKED_AT]


def looked_at(run: MatchRun, *, by_id: int) -> frozenset[str]:
    """The pseudonyms whose results this officer has read; the trail knows."""
    facts = db.session.scalars(queries.looks_of(by_id))
    return frozenset(one["pseudonym"] for one in facts if one["run_id"] == run.id)


def enough(run: MatchRun) -> int:
    """How many results an officer reads before publishing: ten, or all of a smaller round."""
    return min(LOOKED_AT, int(run.figures["students"]))


def note_look(match_round: MatchRound, run: MatchRun, pseudonym: str, *, by: Viewer) -> None:
    """Told to the trail once an officer, run and student; reading again is no news."""
    if pseudonym in looked_at(run, by_id=by.id):
        return
    record_apart(
        AuditKind.PREVIEW,
        by=by,
        organisation_id=match_round.bureau_id,
        name=match_round.name,
        run_id=run.id,
        pseudonym=pseudonym,
    )


def _place(run: MatchRun, pseudonym: str) -> str:
    return hashlib.sha256(f"{run.result_hash}\n{pseudonym}".encode()).hexdigest()
