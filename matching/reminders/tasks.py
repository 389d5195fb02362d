"""What happens without a request: on its mornings every round reminds those who are missing."""

from matching.db import db
from matching.kernel import clock
from matching.reminders import actions, queries, rules
from matching.reminders.assembly import told_at
from matching.reminders.enums import About


def remind_due() -> None:
    """Called by the worker's sweep, which commits. Before the morning and long after it nothing is asked."""
    now = clock.now()
    if not rules.is_due([clock.today()], now):
        return
    for match_round in db.session.scalars(queries.running()).all():
        for about in About:
            if rules.is_asked_for(match_round, about, now):
                days = rules.mornings(match_round, about, told_at=told_at(match_round, about))
                if clock.today() in days:
                    actions.remind(match_round, about, by=None)
