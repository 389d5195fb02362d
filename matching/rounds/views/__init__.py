"""The pages of the room."""

from matching.rounds.views import people, places, rounds, runs, warnings
from matching.rounds.views.blueprint import bp

__all__ = ["bp", "people", "places", "rounds", "runs", "warnings"]
