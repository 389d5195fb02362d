"""The pages of teachers."""

from matching.teachers.views import lists, slips, teachers
from matching.teachers.views.blueprint import bp

__all__ = ["bp", "lists", "slips", "teachers"]
