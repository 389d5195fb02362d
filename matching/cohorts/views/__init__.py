"""The pages of cohorts: lists, class lists on their way in, students, slips."""

from matching.cohorts.views import cohorts, exports, rosters, slips, students
from matching.cohorts.views.blueprint import bp

__all__ = ["bp", "cohorts", "exports", "rosters", "slips", "students"]
