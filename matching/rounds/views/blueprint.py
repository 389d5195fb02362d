"""The room's address book, and who reads."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.access.viewer import Viewer
from matching.rounds.models import MatchRound
from matching.web.session import current_viewer

bp = Blueprint("rounds", __name__, url_prefix="/rounds")


def reader() -> Viewer:
    """Who reads: behind the guard there always is somebody."""
    viewer = current_viewer()
    assert viewer is not None
    return viewer


def keeps(match_round: MatchRound) -> bool:
    """Whether the reader is an officer of the bureau whose round it is."""
    return match_round.bureau_id in reader().within(P.ROUND_EDIT)
