"""Words, moves and limits of rounds."""

from matching.kernel.labels import LabelledEnum

MOST_WISHES = 20  # below this, cutting lists short would break truthfulness (engine.md)
USUAL_WISHES = 8
FEW_WISHES = 3  # with fewer, ending without a place is more likely; said, never enforced
FULL_WEIGHT = 100
FEWEST_SLOTS = 3  # with fewer slots one may choose, somebody should look for more
LONGEST_NAME = 60
LONGEST_REASON = 300
YEARS_BACK, YEARS_AHEAD = 1, 5  # how far from today the dates of a round may lie

RUN_JOB = "rounds.run"  # the kind of job that computes a run


class RoundState(LabelledEnum):
    """Where a round stands."""

    PREPARING = "preparing", "Preparing", "neutral", "clock"
    COLLECTING = "collecting", "Collecting wishes", "info", "clock"
    LOCKED = "locked", "Locked", "alt", "lock"
    PUBLISHED = "published", "Published", "ok", "check"
    CLOSED = "closed", "Closed", "neutral", "check"


MOVES = {
    RoundState.PREPARING: frozenset({RoundState.COLLECTING}),
    RoundState.COLLECTING: frozenset({RoundState.LOCKED}),
    RoundState.LOCKED: frozenset({RoundState.PUBLISHED}),
    RoundState.PUBLISHED: frozenset({RoundState.CLOSED}),
    RoundState.CLOSED: frozenset[RoundState](),
}


LIVE = frozenset({RoundState.PREPARING, RoundState.COLLECTING, RoundState.LOCKED})
AFTER_THE_DEADLINE = frozenset({RoundState.LOCKED, RoundState.PUBLISHED, RoundState.CLOSED})


class WhyWithout(LabelledEnum):
    """Why a run found no place for a student."""

    NO_LIST = "no_list", "No list was submitted"
    BARRED = "barred", "Nothing on the list could be given: barred by the rules, or no longer offered"
    FULL = "full", "Every slot on the list went to students who come first there"


class ListState(LabelledEnum):
    """Where a student's list of wishes stands, derived from what is saved and submitted."""

    EMPTY = "empty", "Not started", "neutral", "clock"
    SAVED = "saved", "Saved, not submitted", "warn", "alert"
    CHANGED = "changed", "Submitted, changed since", "warn", "alert"  # what was submitted counts
    SUBMITTED = "submitted", "Submitted", "ok", "check"
    LOCKED = "locked", "Locked", "neutral", "lock"


class WhyFew(LabelledEnum):
    """What leaves a student too little to choose from, most of all."""

    MAJOR = "major", "No slot is for the major"
    SCARCE = "scarce", "Too few slots are for the major"
    AGE = "age", "Too young on the first day"
    YEAR = "year", "Too early in the course of study"
    WORK = "work", "The work is closed to them: night, hazards, intensity"
