"""What the tests of this room read from the tables."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.models import MatchRound, Proposal
from tests.make import acting

RESULTS = (Letter.RESULT_STUDENT, Letter.RESULT_SCHOOL, Letter.RESULT_ENTERPRISE)


@dataclass(frozen=True)
class Standing:
    """How far a publication has come: all of it, or nothing."""

    state: str
    published: bool
    requests: tuple[str, ...]
    placements: int
    letters: int
    told: int  # audit events of the publication


def standing(round_id: int) -> Standing:
    """As the tables say now."""
    with acting():
        match_round = db.session.get_one(MatchRound, round_id)
        return Standing(
            match_round.state.value,
            match_round.published_run_id is not None,
            tuple(
                request.state.value
                for request in db.session.scalars(
                    select(PublicationRequest)
                    .where(PublicationRequest.round_id == round_id)
                    .order_by(PublicationRequest.id)
                )
            ),
            _count(Placement, Placement.round_id == round_id),
            _count(OutboxLetter, OutboxLetter.kind.in_(RESULTS)),
            _count(AuditEvent, (AuditEvent.kind == AuditKind.PUBLISH) & (AuditEvent.subject_id == round_id)),
        )


def explanation_of(run_id: int, student_id: int) -> list[dict[str, Any]]:
    """The frozen explanation of one student."""
    with acting():
        return list(
            db.session.scalars(
                select(Proposal.explanation).where(
                    Proposal.run_id == run_id, Proposal.student_id == student_id
                )
            ).one()
        )


def trail_of(kind: AuditKind) -> list[AuditEvent]:
    """Every event of a kind, the oldest first, free of its session."""
    with acting():
        events = list(
            db.session.scalars(select(AuditEvent).where(AuditEvent.kind == kind).order_by(AuditEvent.id))
        )
        for event in events:
            db.session.expunge(event)
        return events


def letters(kind: Letter) -> list[tuple[int, str, dict[str, Any]]]:
    """(to whom, address, facts) of every letter of a kind."""
    with acting():
        query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.to_id)
        return [(row.to_id, row.url, row.facts) for row in db.session.scalars(query)]


def _count(table: Any, where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(where)) or 0
