"""Full years, and the day on which somebody reaches an age."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.law.ages import age_on, birthday_reaching


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 3, 15), date(2026, 3, 14), 15),
        (date(2010, 3, 15), date(2026, 3, 15), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_a_person_grows_older_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_the_day_of_reaching_an_age_is_the_first_day_of_that_age(born, years):
    day = birthday_reaching(born, years)
    assert age_on(born, day) == years
    assert age_on(born, date.fromordinal(day.toordinal() - 1)) == years - 1


def test_one_born_on_a_leap_day_comes_of_age_on_the_first_of_march():
    assert birthday_reaching(date(2008, 2, 29), 18) == date(2026, 3, 1)
