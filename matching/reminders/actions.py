"""Remind students, in letters of their own, and remember how many of each school."""

from collections import defaultdict
from collections.abc import Collection

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.kernel.i18n import _
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.reminders import queries, rules
from matching.reminders.enums import About
from matching.reminders.models import Reminder
from matching.rounds.models import MatchRound

LETTERS = {
    About.WISHES: (Letter.WISHES_REMINDER, "/rounds/{round_id}/choices"),
    About.ANSWERS: (Letter.ANSWER_REMINDER, "/rounds/{round_id}/result"),
}


def remind(
    match_round: MatchRound, about: About, *, schools: Collection[int] | None = None, by: Viewer | None
) -> int:
    """Everybody of these schools who has not done it yet, by nobody in the morning; how many that were.

    A school whose students were reminded today is left out; in the morning and by hand count apart.
    """
    now, by_hand = clock.now(), by is not None
    done = set(db.session.scalars(queries.sent_on(match_round.id, about, clock.today(), by_hand=by_hand)))
    students: defaultdict[int, list[int]] = defaultdict(list)
    for school_id, account_id in db.session.execute(queries.missing(match_round.id, about, schools)):
        students[school_id].append(account_id)
    waiting = {school_id: theirs for school_id, theirs in students.items() if school_id not in done}
    if by_hand:
        reminded = bool(students) and not waiting
        count = sum(map(len, students.values()))
        refuse_if(rules.why_not_remind(match_round, about, missing=count, reminded_today=reminded, now=now))
    _keep(match_round, about, waiting, by=by)
    count = sum(map(len, waiting.values()))
    if count:
        record(
            AuditKind.STUDENTS_REMIND,
            match_round,
            by=by,
            organisation_id=match_round.bureau_id,
            name=match_round.name,
            count=count,
            about=about.value,
            schools=sorted(waiting),
        )
    return count


def _keep(match_round: MatchRound, about: About, waiting: dict[int, list[int]], *, by: Viewer | None) -> None:
    now, today = clock.now(), clock.today()
    db.session.add_all(
        Reminder(
            round_id=match_round.id,
            about=about,
            school_id=school_id,
            day=today,
            by_hand=by is not None,
            count=len(theirs),
            sent_at=now,
            by_id=by.id if by else None,
        )
        for school_id, theirs in waiting.items()
    )
    # Two hands at once: the second finds the row of the first, and no letter is written twice.
    flush_or_conflict(_("Somebody reminded them this very moment."))
    letter, address = LETTERS[about]
    ends = clock.written(rules.ends(match_round, about))
    facts = {"round": match_round.name, "ends": ends}
    post_all(
        letter,
        [Address(account_id, facts) for theirs in waiting.values() for account_id in theirs],
        key=f"reminder:{match_round.id}:{today}:{'hand' if by else 'morning'}",
        url=address.format(round_id=match_round.id),
        round_id=match_round.id,
    )
