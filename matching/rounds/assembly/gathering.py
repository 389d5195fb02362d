"""From tables to a snapshot: a handful of statements, whatever the number of students."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.cohorts.models import Student
from matching.engine import ENGINE_VERSION
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.law.book import Book, Rule
from matching.law.finding import Finding, text
from matching.law.students import STUDENT_RULES, check_student
from matching.rounds import queries
from matching.rounds.assembly.eligibility import student_facts
from matching.rounds.assembly.scoring import FARTHEST_KM, FIT_SHARES, Applicant, score
from matching.rounds.assembly.snapshot import FORMAT, Snapshot
from matching.rounds.assembly.told import frozen
from matching.rounds.models import LotteryNumber, MatchRound, PreAssignment, WishSubmission
from matching.slots.assembly import facts_of
from matching.slots.models import Slot


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the tables hold of a locked round; only who was there at the lock, and is still enrolled."""

    match_round: MatchRound
    students: Sequence[Student]
    frozen: Mapping[int, LotteryNumber]  # at the lock, by student
    submissions: Mapping[int, WishSubmission]  # by student
    by_hand: Mapping[int, int]  # slot by student
    slots: Mapping[int, Slot]
    offered: frozenset[int]


def gathered(session: Session, round_id: int) -> Material:
    """Read it all, in one view of the data."""
    if session.get_bind().dialect.name == "postgresql":
        # Otherwise each statement would see another moment.
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    match_round = session.get_one(MatchRound, round_id)
    at_the_lock = {one.student_id: one for one in session.scalars(queries.lottery_of(round_id))}
    students = [one for one in session.scalars(queries.students_of(round_id)) if one.id in at_the_lock]
    submissions = {one.student_id: one for one in session.scalars(queries.submissions_of(round_id))}
    by_hand = {
        one.student_id: one.slot_id
        for one in session.scalars(select(PreAssignment).where(PreAssignment.round_id == round_id))
    }
    offered = {slot.id: slot for slot in session.scalars(queries.slots_of(match_round))}
    wished = {slot_id for submission in submissions.values() for slot_id in submission.order}
    gone = (wished | set(by_hand.values())) - set(offered)
    query = select(Slot).options(joinedload(Slot.enterprise)).where(Slot.id.in_(gone)).order_by(Slot.id)
    return Material(
        match_round=match_round,
        students=students,
        frozen=at_the_lock,
        submissions=submissions,
        by_hand=by_hand,
        slots=offered | {slot.id: slot for slot in session.scalars(query)},
        offered=frozenset(offered),
    )


def frozen_input(material: Material, *, book: Book) -> Snapshot:
    """The snapshot of a run. Refused where a place given by hand no longer passes."""
    desk = _Desk(material, book)
    desk.look_at_places_given_by_hand()
    match_round = material.match_round
    return Snapshot(
        {
            "format": FORMAT,
            "engine": ENGINE_VERSION,
            "round": _round(match_round),
            "rules": _rules(match_round, desk.law_in_force()),
            "lottery": {
                "round": str(match_round.id),
                "seed": match_round.seed.hex(),
                "commitment": match_round.seed_commitment,
            },
            "slots": [desk.slot(material.slots[slot_id]) for slot_id in sorted(material.slots)],
            "students": [
                desk.student(one) for one in sorted(material.students, key=lambda one: one.pseudonym)
            ],
        }
    )


class _Desk:
    """Judges and scores pair by pair; each slot is turned into facts once."""

    def __init__(self, material: Material, book: Book) -> None:
        self._material, self._book = material, book
        self._facts = {slot_id: facts_of(slot) for slot_id, slot in material.slots.items()}

    def slot(self, slot: Slot) -> dict[str, Any]:
        return {
            "id": slot.id,
            "open": slot.id in self._material.offered,
            "seats": slot.seats,
            "title": slot.title,
            "enterprise": slot.enterprise.name,
            "county": slot.county,
            "pay_monthly": slot.pay_monthly,
            "starts_on": slot.starts_on.isoformat(),
            "ends_on": slot.ends_on.isoformat(),
        }

    def student(self, student: Student) -> dict[str, Any]:
        submission = self._material.submissions.get(student.id)
        return {
            "id": student.pseudonym,
            "lottery": self._material.frozen[student.id].number,
            "fixed": self._material.by_hand.get(student.id),
            "submitted_at": submission.submitted_at.isoformat() if submission else None,
            "wishes": [self._wish(student, slot_id) for slot_id in (submission.order if submission else [])],
        }

    def _wish(self, student: Student, slot_id: int) -> dict[str, Any]:
        barred = self._barred(student, slot_id)
        return {
            "slot": slot_id,
            "parts": list(
                score(self._applicant(student), self._material.slots[slot_id], self._material.match_round)
            ),
            "barred": frozen(barred) if barred else None,
        }

    def _applicant(self, student: Student) -> Applicant:
        """With score and home as they were when wishes closed."""
        frozen = self._material.frozen[student.id]
        return Applicant(student.cohort.major_code, frozen.home_county, frozen.school_score)

    def _barred(self, student: Student, slot_id: int) -> Finding | None:
        found = check_student(student_facts(student), self._facts[slot_id], book=self._book)
        return next((finding for finding in found if finding.blocks), None)

    def look_at_places_given_by_hand(self) -> None:
        """Since a place was given, slots may have been withdrawn or shrunk, and students corrected."""
        taken: Counter[int] = Counter()
        for student in self._material.students:
            slot_id = self._material.by_hand.get(student.id)
            if slot_id is None:
                continue
            taken[slot_id] += 1
            why = self._why_not_by_hand(student, slot_id, taken[slot_id])
            if why:
                sentence = _(
                    "The place given by hand to {student} no longer passes: {why} Take it back first."
                )
                raise Refused(sentence.format(student=student.pseudonym, why=why))

    def _why_not_by_hand(self, student: Student, slot_id: int, taken: int) -> str | None:
        if slot_id not in self._material.offered:
            return _("The slot is no longer offered in this round.")
        if taken > self._material.slots[slot_id].seats:
            return _("The slot has fewer seats than were given by hand.")
        barred = self._barred(student, slot_id)
        return text(barred, _) if barred else None

    def law_in_force(self) -> list[dict[str, Any]]:
        """Every version of a rule that was asked, once."""
        days: set[Any] = {facts.first_day for facts in self._facts.values()}
        rules = {
            (rule.id, rule.valid_from): rule
            for day in days
            for rule in self._book.on(day).values()
            if rule.id in STUDENT_RULES
        }
        return [_law(rules[key]) for key in sorted(rules, key=str)]


def _round(match_round: MatchRound) -> dict[str, Any]:
    window = (match_round.internship_from, match_round.internship_until)
    return {
        "id": match_round.id,
        "name": match_round.name,
        "closes_at": match_round.closes_at.isoformat(),
        "locked_at": match_round.locked_at.isoformat() if match_round.locked_at else None,
        "wish_limit": match_round.wish_limit,
        "internship": [day.isoformat() for day in window],
    }


def _rules(match_round: MatchRound, law: list[dict[str, Any]]) -> dict[str, Any]:
    fit, distance, school = match_round.weights
    return {
        "weights": {"fit": fit, "distance": distance, "school": school},
        "farthest_km": FARTHEST_KM,
        "fit_tenths": {fit.value: tenths for fit, tenths in FIT_SHARES.items()},
        "law": law,
    }


def _law(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "value": str(rule.value),
        "source": rule.source,
        "article": rule.article,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
        "valid_until": rule.valid_until.isoformat() if rule.valid_until else None,
    }
