"""The pages of the room."""

from matching.rounds.views import exports, people, places, rounds, runs, warnings
from matching.rounds.views.blueprint import bp

__all__ = ["bp", "exports", "people", "places", "rounds", "runs", "warnings"]
