"""The pages of teachers."""

from matching.teachers.views import lists, teachers
from matching.teachers.views.blueprint import bp

__all__ = ["bp", "lists", "teachers"]
