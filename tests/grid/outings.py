"""Visits in the world of the grid: each host has a date; one class is booked, one asks, one waits."""

from collections.abc import Mapping
from datetime import timedelta

from tests.cast import Person
from tests.make.cohorts import a_cohort
from tests.visits.make import A_THURSDAY, a_booking, a_date


def go_out(people: Mapping[str, Person]) -> dict[str, int]:
    """Classes of Lin's school at visits of Hua; a class of Mo's at one of Qi."""
    lin, mo, hua, qi = (people[name] for name in ("lin", "mo", "hua", "qi"))
    first, second = (a_cohort(of=lin, students=2, entry_year=2025) for _class in range(2))
    open_date = a_date(of=hua)
    a_booking(open_date, first.id, of=lin, students=2, needs="一位坐轮椅")
    asking = a_date(of=hua, at=A_THURSDAY + timedelta(days=1), decides=True, seats=2)
    asked = a_booking(asking, first.id, of=lin, students=2)
    a_booking(asking, second.id, of=lin, students=2, waits=True)
    a_booking(a_date(of=qi), a_cohort(of=mo, students=2).id, of=mo, students=2)
    return {"visit_date": open_date, "asked_booking": asked, "class": second.id}
