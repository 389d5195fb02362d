"""Prove a stored run again: from its snapshot alone, and against everything that was stored beside it."""

from sqlalchemy import select
from sqlalchemy.orm import object_session

from matching.cohorts.models import Student
from matching.engine import ENGINE_VERSION
from matching.rounds.assembly.lottery import draw
from matching.rounds.assembly.outcome import Answer, Outcome, computed
from matching.rounds.assembly.snapshot import Snapshot
from matching.rounds.models import MatchRun, Proposal


class NotVerified(RuntimeError):
    """A stored run does not agree with itself: it was changed, or the engine is wrong. Never publish it."""


def verified(run: MatchRun) -> Outcome:
    """The outcome, computed anew from the snapshot. Raises `NotVerified` where anything disagrees.

    Compared are the hashes, the lottery with the committed seed, the certificate, the figures, and every
    student's place and explanation.
    """
    try:
        snapshot = Snapshot.unpacked(run.snapshot)
        outcome = computed(snapshot)
    except Exception as error:
        raise NotVerified(f"run {run.id}: the snapshot cannot be computed: {error}") from error
    disagreeing = [name for name, agrees in _comparisons(run, outcome).items() if not agrees]
    if disagreeing:
        raise NotVerified(f"run {run.id}: {', '.join(disagreeing)}")
    return outcome


def doubts(run: MatchRun) -> list[str]:
    """What of a stored run no longer follows from its snapshot, for as long as it is kept.

    Fewer questions than `verified` asks: words and figures may be told in another way by a later release, and
    only the engine that computed a match can compute it again.
    """
    snapshot = Snapshot.unpacked(run.snapshot)
    told = {
        "input": snapshot.input_hash == run.input_hash,
        "rules": snapshot.rules_hash == run.rules_hash,
        "lottery": snapshot.lottery_hash == run.lottery_hash,
        "draw": _is_as_drawn(run, snapshot),
        "certificate": run.certificate["result"] == run.result_hash,
    }
    if run.engine_version == ENGINE_VERSION and all(told.values()):
        outcome = computed(snapshot)
        told["result"] = outcome.result_hash == run.result_hash
        told["places"] = [a[:3] for a in _stored_answers(run)] == [a[:3] for a in outcome.answers]
    return [name for name, agrees in told.items() if not agrees]


def _comparisons(run: MatchRun, outcome: Outcome) -> dict[str, bool]:
    snapshot = outcome.snapshot
    return {
        "round": snapshot.content["round"]["id"] == run.round_id,
        "input": snapshot.input_hash == run.input_hash,
        "rules": snapshot.rules_hash == run.rules_hash,
        "lottery": snapshot.lottery_hash == run.lottery_hash,
        "draw": _is_as_drawn(run, snapshot),
        "result": outcome.result_hash == run.result_hash,
        "certificate": outcome.certificate == run.certificate,
        "figures": outcome.figures == run.figures,
        "proposals": _stored_answers(run) == outcome.answers,
    }


def _is_as_drawn(run: MatchRun, snapshot: Snapshot) -> bool:
    """The order of any two students follows from the seed, however many took part in the draw."""
    match_round = run.match_round
    told = {
        "round": str(match_round.id),
        "seed": match_round.seed.hex(),
        "commitment": match_round.seed_commitment,
    }
    pseudonyms = [student["id"] for student in snapshot.students]
    drawn = dict(zip(pseudonyms, draw(match_round, pseudonyms), strict=True))
    by_number = sorted(snapshot.students, key=lambda student: int(student["lottery"]))
    return snapshot.content["lottery"] == told and [student["id"] for student in by_number] == sorted(
        pseudonyms, key=drawn.__getitem__
    )


def _stored_answers(run: MatchRun) -> list[Answer]:
    query = (
        select(Student.pseudonym, Proposal.slot_id, Proposal.wish, Proposal.explanation)
        .join(Proposal.student)
        .where(Proposal.run_id == run.id)
        .order_by(Proposal.id)
    )
    session = object_session(run)
    assert session is not None  # a run that is loaded
    stored = [Answer(*row) for row in session.execute(query)]
    return sorted(stored, key=lambda answer: answer.pseudonym)
