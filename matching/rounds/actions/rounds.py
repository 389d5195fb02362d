"""Make a round, change it, say who takes part, open it, lock it at the deadline."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, insert, select, update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Cohort
from matching.db import db, flush_or_conflict
from matching.kernel import clock, vault
from matching.kernel.errors import Conflict, Difference, Refused, refuse_if
from matching.kernel.i18n import _, _l
from matching.kernel.moments import spoken
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.rounds import queries, rules
from matching.rounds.actions.by_hand import take_back_all
from matching.rounds.assembly import draw, new_seed
from matching.rounds.enums import RoundState
from matching.rounds.models import LotteryNumber, MatchRound, RoundCohort


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is agreed before a round opens. Weights are points that make 100 together."""

    name: str
    opens_at: datetime
    closes_at: datetime
    results_on: date
    answer_by: datetime
    internship_from: date
    internship_until: date
    wish_limit: int
    fit_weight: int
    distance_weight: int
    score_weight: int


LABELS = {
    "name": _l("Name of the round"),
    "opens_at": _l("Wishes open"),
    "closes_at": _l("Deadline for wishes"),
    "results_on": _l("Results planned for"),
    "answer_by": _l("Students answer by"),
    "internship_from": _l("Internships start from"),
    "internship_until": _l("Internships start until"),
    "wish_limit": _l("Most wishes a student"),
    "fit_weight": _l("Points for the major"),
    "distance_weight": _l("Points for the way from home"),
    "score_weight": _l("Points for the school score"),
}

# What may still be put off after the opening; all else students were told and have relied on.
STAY_OPEN = {
    RoundState.COLLECTING: frozenset({"closes_at", "results_on", "answer_by"}),
    RoundState.LOCKED: frozenset({"results_on", "answer_by"}),
}


def create(terms: Terms, *, bureau_id: int, by: Viewer) -> MatchRound:
    """A round nobody else sees yet. The seed of its lottery is drawn and committed now."""
    _refuse_terms(terms)
    row_key = vault.new_row_key()
    seed_sealed, commitment = new_seed(row_key)
    match_round = MatchRound(
        bureau_id=bureau_id,
        row_key=row_key,
        seed_sealed=seed_sealed,
        seed_commitment=commitment,
        created_at=clock.now(),
        created_by_id=by.id,
        **_columns(terms),
    )
    db.session.add(match_round)
    flush_or_conflict(_("There is already a round with this name."), field="name")
    _tell(AuditKind.ROUND_CREATE, match_round, by=by, commitment=commitment)
    return match_round


def edit(match_round: MatchRound, terms: Terms, *, version: int, by: Viewer) -> None:
    """Change the terms; after the opening, dates that lie ahead may be put off, and nothing else."""
    _hold(match_round)
    refuse_if(rules.why_not_edit(match_round, clock.now()))
    new = _columns(terms)
    changed = {name for name, value in new.items() if getattr(match_round, name) != value}
    if match_round.version != version:
        raise _conflict(match_round, new, changed)
    _refuse_terms(terms)
    if match_round.state is not RoundState.PREPARING:
        _refuse_broken_promises(match_round, terms, changed)
    before = {name: str(getattr(match_round, name)) for name in sorted(changed)}
    for name in changed:
        setattr(match_round, name, new[name])
    match_round.version += 1
    flush_or_conflict(_("There is already a round with this name."), field="name")
    _tell(AuditKind.ROUND_EDIT, match_round, by=by, before=before, after={n: str(new[n]) for n in before})


def set_cohorts(match_round: MatchRound, cohorts: Sequence[Cohort], *, by: Viewer) -> None:
    """Say who takes part: exactly these cohorts."""
    _hold(match_round)
    refuse_if(rules.why_not_set_cohorts(match_round))
    chosen = {cohort.id: cohort for cohort in cohorts}
    # Two rounds that take the same cohort at once: the second waits here, then sees the first.
    db.session.execute(select(Cohort.id).where(Cohort.id.in_(chosen)).order_by(Cohort.id).with_for_update())
    elsewhere = dict(db.session.execute(queries.busy_elsewhere(match_round.id)).all())
    for cohort in chosen.values():
        refuse_if(rules.why_not_add_cohort(cohort.name, elsewhere.get(cohort.id)), field="cohorts")
    known = {row.cohort_id: row for row in db.session.scalars(_memberships(match_round))}
    gone = known.keys() - chosen.keys()
    take_back_all(match_round, gone, by=by)
    for cohort_id in gone:
        db.session.delete(known[cohort_id])
    db.session.add_all(
        RoundCohort(round_id=match_round.id, cohort_id=cohort_id)
        for cohort_id in sorted(chosen.keys() - known.keys())
    )
    match_round.version += 1
    db.session.flush()
    _tell(AuditKind.ROUND_EDIT, match_round, by=by, cohorts=sorted(chosen))


def open_(match_round: MatchRound, *, by: Viewer) -> None:
    """Let students choose; each of them gets a letter."""
    db.session.execute(queries.all_held())
    _hold(match_round)
    students = list(db.session.scalars(queries.students_of(match_round.id)))
    slots = len(db.session.scalars(queries.slots_of(match_round)).all())
    other = db.session.scalars(queries.sharing_days_with(match_round)).first()
    refuse_if(
        rules.why_not_open(
            match_round,
            students=len(students),
            slots=slots,
            beside=other.name if other else None,
            now=clock.now(),
        )
    )
    match_round.state = RoundState.COLLECTING
    match_round.version += 1
    db.session.flush()
    _tell(AuditKind.ROUND_OPEN, match_round, by=by, students=len(students), slots=slots)
    facts = {
        "round": match_round.name,
        "opens_at": clock.written(match_round.opens_at),
        "closes_at": clock.written(match_round.closes_at),
    }
    post_all(
        Letter.ROUND_OPENED,
        [Address(student.account_id, facts) for student in students],
        key=f"round:{match_round.id}",
        round_id=match_round.id,
        url="/wishes",
    )


def lock(match_round: MatchRound, *, by: Viewer | None) -> None:
    """Close the wishes after the deadline, by itself (`by=None`) or by an officer; draw the lottery and
    freeze what points depend on, once.
    """
    now = clock.now()
    refuse_if(rules.why_not_lock(match_round, now))
    moved = db.session.execute(
        update(MatchRound)
        .where(
            MatchRound.id == match_round.id,
            MatchRound.state == RoundState.COLLECTING,
            MatchRound.closes_at <= now,
        )
        .values(state=RoundState.LOCKED, locked_at=now, version=MatchRound.version + 1)
    )
    if not isinstance(moved, CursorResult) or moved.rowcount != 1:
        raise Refused(_("The round is already locked."))
    db.session.refresh(match_round)
    students = list(db.session.scalars(queries.students_of(match_round.id)))
    numbers = draw(match_round, [student.pseudonym for student in students])
    rows = [
        {
            "round_id": match_round.id,
            "student_id": student.id,
            "number": number,
            "school_score": student.school_score,
            "home_county": student.home_county,
        }
        for student, number in zip(students, numbers, strict=True)
    ]
    if rows:
        db.session.execute(insert(LotteryNumber), rows)
    lists = len(db.session.scalars(queries.submissions_of(match_round.id)).all())
    _tell(AuditKind.ROUND_LOCK, match_round, by=by, count=lists, students=len(students))


def _hold(match_round: MatchRound) -> None:
    """Read the row afresh, and keep others from changing it until this transaction ends."""
    db.session.refresh(match_round, with_for_update={"of": MatchRound})


def _tell(kind: AuditKind, match_round: MatchRound, *, by: Viewer | None, **facts: Any) -> None:
    organisation_id, name = match_round.bureau_id, match_round.name
    record(kind, match_round, by=by, organisation_id=organisation_id, name=name, **facts)


def _columns(terms: Terms) -> dict[str, Any]:
    return {field.name: getattr(terms, field.name) for field in fields(terms)}


def _memberships(match_round: MatchRound) -> Any:
    return select(RoundCohort).where(RoundCohort.round_id == match_round.id).order_by(RoundCohort.cohort_id)


def _refuse_terms(terms: Terms) -> None:
    weights = (terms.fit_weight, terms.distance_weight, terms.score_weight)
    refuse_if(rules.why_not_these_weights(*weights), field="fit_weight")
    refuse_if(rules.why_not_these_dates(terms.opens_at, terms.closes_at, terms.answer_by), field="closes_at")
    if terms.internship_from > terms.internship_until:
        raise Refused(
            _("The last first day of internships must not be before the first."), field="internship_until"
        )


def _refuse_broken_promises(match_round: MatchRound, terms: Terms, changed: set[str]) -> None:
    refuse_if(rules.why_not_move_deadline(match_round, terms.closes_at), field="closes_at")
    refuse_if(rules.why_not_move_results(match_round, terms.results_on), field="results_on")
    refuse_if(rules.why_not_move_answers(match_round, terms.answer_by), field="answer_by")
    for name, label in LABELS.items():
        if name in changed - STAY_OPEN[match_round.state]:
            sentence = _("The round has been opened, so this stays as it is: {field}.")
            raise Refused(sentence.format(field=label), field=name)


def _conflict(match_round: MatchRound, new: dict[str, Any], changed: set[str]) -> Conflict:
    return Conflict(
        _("Somebody changed this round meanwhile. Look at both texts, then decide."),
        differences=[
            Difference(str(LABELS[name]), _as_read(getattr(match_round, name)), _as_read(new[name]))
            for name in LABELS
            if name in changed
        ],
    )


def _as_read(value: Any) -> str:
    return spoken(value) if isinstance(value, date) else str(value)
