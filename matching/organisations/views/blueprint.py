"""The blueprint of the room, and the person behind the request."""

from flask import Blueprint

from matching.access.viewer import Viewer
from matching.web.session import current_viewer

bp = Blueprint("organisations", __name__)


def the_viewer() -> Viewer:
    """Whom the guard let pass."""
    viewer = current_viewer()
    assert viewer is not None  # the guard has seen somebody
    return viewer
