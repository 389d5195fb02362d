"""Six students of the first school, two slots of two enterprises, and a round that took their wishes."""

import pytest
from flask import Flask

from tests.cast import Person
from tests.make.cohorts import MadeCohort, a_cohort
from tests.make.rounds import MadeRound, a_round
from tests.make.slots import a_slot
from tests.make.wishes import wishes_of

CNC = "0106"


@pytest.fixture
def cohort(lin: Person) -> MadeCohort:
    return a_cohort(of=lin, students=6, major=CNC)


@pytest.fixture
def posted(app: Flask, hua: Person, qi: Person) -> list[int]:
    return [a_slot(of=hua, seats=2), a_slot(of=qi, seats=1, county="141024")]


@pytest.fixture
def collected(cohort: MadeCohort, posted: list[int]) -> MadeRound:
    """Six students: three want the first slot most, two the second, one says nothing."""
    made = a_round(cohorts=[cohort])
    near, far = posted
    for number, student in enumerate(cohort.students[:5]):
        wishes_of(student, made, [near, far] if number < 3 else [far, near])
    return made
