"""A result as people read it: sentences and pictures, every number taken from the frozen explanation.

Nothing here asks the tables, and nothing of another student is in it: the explanation of a student holds
only counts of the others (PIPL Art 24: why, in plain words; Art 25: no publishing of others' data).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.regions import county
from matching.kernel.sentences import joined
from matching.placements.enums import CUTOFF_APPLICANTS, CUTOFF_SEATS, Claim, Outcome
from matching.rounds.assembly import told
from matching.rounds.models import MatchRound, MatchRun, Proposal

Entry = Mapping[str, Any]

OUTCOMES = {outcome.value: outcome for outcome in Outcome}
GOT = frozenset({Outcome.PLACED, Outcome.PREASSIGNED})

PROVED_BY = {
    Claim.NO_QUEUE_JUMPING: "blocking",
    Claim.NO_WASTED_SEAT: "blocking",
    Claim.NO_OVERFULL_SLOT: "over_capacity",
    Claim.NO_BARRED_PLACE: "ineligible",
    Claim.BEST_POSSIBLE: "improvable",
}
PROMISED_AS = {
    Claim.NO_QUEUE_JUMPING: "stable",
    Claim.NO_WASTED_SEAT: "stable",
    Claim.BEST_POSSIBLE: "student_optimal",
}
"""What the mechanism of the run must have promised: of any other, these checks only take notes."""


class Ruler(NamedTuple):
    """The picture: of `total` who wanted the slot, the first `cut` got in, and this student is `me`."""

    total: int
    cut: int
    me: int
    waiting: int | None


class Points(NamedTuple):
    """One part of a score, in points, and the most it could have been."""

    label: str
    points: float
    max: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What became of one wish."""

    nth: int | None
    outcome: Outcome
    title: str
    enterprise: str
    sentence: str
    note: str = ""
    ruler: Ruler | None = None
    score: tuple[Points, ...] = ()
    score_title: str = ""

    @property
    def got(self) -> bool:
        """Whether this is the place."""
        return self.outcome in GOT

    @property
    def unused(self) -> bool:
        """Whether it was never compared."""
        return self.outcome is Outcome.NOT_NEEDED


@dataclass(frozen=True, kw_only=True)
class Place:
    """The slot somebody got, as it was when the match was computed; pay is whole CNY a month."""

    title: str
    enterprise: str
    county: str
    pay_monthly: int
    starts_on: date
    ends_on: date
    by_hand: bool


@dataclass(frozen=True, kw_only=True)
class Story:
    """The whole explanation of one student's result."""

    headline: str
    summary: str
    place: Place | None
    choices: tuple[Choice, ...]


class Fairness(NamedTuple):
    """One thing the certificate of the run proves."""

    label: str
    text: str
    ok: bool


def story_of(proposal: Proposal, match_round: MatchRound) -> Story:
    """The explanation of one student, in the current language."""
    entries: list[Entry] = proposal.explanation
    got = next((entry for entry in entries if _outcome(entry) in GOT), None)
    by_hand = got is not None and _outcome(got) is Outcome.PREASSIGNED
    return Story(
        headline=_headline(got),
        summary=_summary(entries, got),
        place=_place(got) if got else None,
        choices=()
        if by_hand
        else tuple(_choice(entry, got=got, match_round=match_round) for entry in entries),
    )


def fairness_of(run: MatchRun) -> list[Fairness]:
    """What verification proved, and only that: nothing that was not checked, or not promised."""
    made, breaches = run.certificate["checks"], run.certificate["breaches"]
    promised = run.certificate["guarantees"]
    return [
        Fairness(claim.label, _proof(claim), breaches == 0)
        for claim, check in PROVED_BY.items()
        if check in made and (claim not in PROMISED_AS or promised[PROMISED_AS[claim]])
    ]


def _headline(got: Entry | None) -> str:
    if got is None:
        return _("You have no place yet")
    if _outcome(got) is Outcome.PREASSIGNED:
        return _("You have a place")
    return _("You were placed at choice {n}").format(n=got["wish"])


def _summary(entries: list[Entry], got: Entry | None) -> str:
    if got is not None and _outcome(got) is Outcome.PREASSIGNED:
        return _("The bureau gave you this place before the match, so your wishes were not compared.")
    if got is not None:
        return _("Your wishes were compared one by one, in the order you ranked them.")
    if not entries:
        return _("No list of wishes was submitted for you, so there was nothing to compare.")
    if any(_outcome(entry) is Outcome.OUTRANKED for entry in entries):
        return _(
            "Every seat you asked for went to students who come first there. This is no judgement of you."
        )
    return _("None of the slots you ranked could be given to you. The reason stands beside each of them.")


def _place(entry: Entry) -> Place:
    where = county(entry["county"])
    return Place(
        title=entry["title"],
        enterprise=entry["enterprise"],
        county=where.name if where else "",
        pay_monthly=entry["pay_monthly"],
        starts_on=date.fromisoformat(entry["starts_on"]),
        ends_on=date.fromisoformat(entry["ends_on"]),
        by_hand=_outcome(entry) is Outcome.PREASSIGNED,
    )


def _choice(entry: Entry, *, got: Entry | None, match_round: MatchRound) -> Choice:
    outcome = _outcome(entry)
    compared = outcome in (Outcome.PLACED, Outcome.OUTRANKED)
    return Choice(
        nth=entry["wish"],
        outcome=outcome,
        title=entry["title"],
        enterprise=entry["enterprise"],
        sentence=_sentence(entry, got),
        note=_note(entry),
        ruler=_ruler(entry) if compared else None,
        score=_score(entry, match_round) if compared else (),
        score_title=_("How your {points} points came about").format(points=_points(entry["score"]))
        if compared
        else "",
    )


def _sentence(entry: Entry, got: Entry | None) -> str:
    match _outcome(entry):
        case Outcome.PLACED:
            return _n(
                "{seats} place. You were number {rank}, within the places.",
                "{seats} places. You were number {rank}, within the places.",
                entry["seats"],
            ).format(seats=entry["seats"], rank=entry["rank"])
        case Outcome.OUTRANKED:
            return _outranked(entry)
        case Outcome.INELIGIBLE:
            return told(entry["rule"])
        case Outcome.WITHDRAWN:
            return _("This slot was no longer offered in this round, so it was skipped.")
        case Outcome.NOT_NEEDED if got is not None:
            return _(
                "You were placed at choice {n}, which you wanted more, so this one was not compared."
            ).format(n=got["wish"])
        case _:
            return _("This one was not compared.")


def _outranked(entry: Entry) -> str:
    places = _n("{seats} place.", "{seats} places.", entry["seats"]).format(seats=entry["seats"])
    before = _n(
        "{n} person who also wanted it came before you, so none was left.",
        "{n} people who also wanted it came before you, so none was left.",
        entry["ahead"],
    ).format(n=entry["ahead"])
    return joined([places, before])


def _note(entry: Entry) -> str:
    notes = [_tie(entry), _cutoff(entry)]
    if entry["changes_on"]:
        notes.append(
            _("Slots that start on {day} or later would be open to you.").format(
                day=spoken(date.fromisoformat(entry["changes_on"]))
            )
        )
    return joined(note for note in notes if note)


def _tie(entry: Entry) -> str:
    if not (entry["by_lottery"] and entry["tied"]):
        return ""
    return _n(
        "You had the same score as {n} other. By the published random order you were number {rank}.",
        "You had the same score as {n} others. By the published random order you were number {rank}.",
        entry["tied"],
    ).format(n=entry["tied"], rank=entry["rank"])


def _cutoff(entry: Entry) -> str:
    """Where few seats or few applicants are, a score would point at one person."""
    many = entry["seats"] >= CUTOFF_SEATS and entry["applicants"] >= CUTOFF_APPLICANTS
    if _outcome(entry) is not Outcome.OUTRANKED or entry["cutoff"] is None or not many:
        return ""
    return _("The lowest score that got in was {cutoff}; yours here was {score}.").format(
        cutoff=_points(entry["cutoff"]), score=_points(entry["score"])
    )


def _ruler(entry: Entry) -> Ruler:
    total = entry["applicants"]
    return Ruler(total, min(entry["seats"], total), entry["rank"], entry["waiting"])


def _score(entry: Entry, match_round: MatchRound) -> tuple[Points, ...]:
    fit, distance, school = match_round.weights
    parts = entry["parts"]
    return (
        Points(_("Fit of the major"), _points(parts["fit"]), fit),
        Points(_("Way from home"), _points(parts["distance"]), distance),
        Points(_("School score"), _points(parts["school"]), school),
    )


def _points(tenths: int) -> float:
    """Tenths as points: 810 is 81, 885 is 88.5."""
    return tenths // 10 if tenths % 10 == 0 else tenths / 10


def _proof(claim: Claim) -> str:
    return {
        Claim.NO_QUEUE_JUMPING: _("Nobody who comes after you got a place you wanted more."),
        Claim.NO_WASTED_SEAT: _("No seat stayed free that you wanted more and may take."),
        Claim.NO_OVERFULL_SLOT: _("Every slot got at most as many students as it has seats."),
        Claim.NO_BARRED_PLACE: _("Nobody was placed where age, hours or major forbid it."),
        Claim.BEST_POSSIBLE: _("There is no other fair result in which anybody gets a better wish."),
    }[claim]


def _outcome(entry: Entry) -> Outcome:
    return OUTCOMES[entry["reason"]]
