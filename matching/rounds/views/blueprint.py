"""The room's address book, and who reads."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.rounds.models import MatchRound
from matching.web.session import the_viewer

bp = Blueprint("rounds", __name__, url_prefix="/rounds")


def keeps(match_round: MatchRound) -> bool:
    """Whether the reader is an officer of the bureau whose round it is."""
    return match_round.bureau_id in the_viewer().within(P.ROUND_EDIT)
