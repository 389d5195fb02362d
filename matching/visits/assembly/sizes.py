"""How large the classes are, and how many of their students are old enough on the day of a visit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from matching.cohorts.models import Cohort
from matching.db import db
from matching.kernel import clock
from matching.law.ages import age_on
from matching.visits.models import Occurrence
from matching.visits.queries.bookings import birthdays_of
from matching.visits.rules.bookings import Size


def sizes(cohorts: Sequence[Cohort], occurrence: Occurrence) -> Mapping[int, Size]:
    """Cohort -> its size; one statement, however many they are."""
    day, least = clock.local(occurrence.starts_at).date(), occurrence.visit.least_age
    born: defaultdict[int, list[date]] = defaultdict(list)
    for cohort_id, born_on in db.session.execute(birthdays_of([each.id for each in cohorts])):
        born[cohort_id].append(born_on)
    return {
        each.id: Size(
            students=len(born[each.id]),
            old_enough=sum(age_on(born_on, day) >= least for born_on in born[each.id]),
        )
        for each in cohorts
    }


def size_of(cohort: Cohort, occurrence: Occurrence) -> Size:
    """Of one."""
    return sizes([cohort], occurrence)[cohort.id]
