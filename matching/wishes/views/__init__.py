"""Pages of wishes: the student's own, and the same in the dress of the school that enters a paper list."""

from matching.wishes.views import behalf, own
from matching.wishes.views.blueprint import bp

__all__ = ["behalf", "bp", "own"]
