"""The pages of teachers."""

from matching.teachers.views import codes, joining, lists, requests, slips, teachers
from matching.teachers.views.blueprint import bp

__all__ = ["bp", "codes", "joining", "lists", "requests", "slips", "teachers"]
