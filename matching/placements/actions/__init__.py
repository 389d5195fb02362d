"""What is done with results: asked for and confirmed by two officers, answered, lapsed, closed."""

from matching.placements.actions.answers import answer, answer_for, lapse, take_back
from matching.placements.actions.publication import ask, close_round, confirm, withdraw_request

__all__ = ["answer", "answer_for", "ask", "close_round", "confirm", "lapse", "take_back", "withdraw_request"]
