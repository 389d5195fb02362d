"""The blueprint of the room, and what its pages ask again and again."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.access.viewer import Viewer
from matching.web.session import current_viewer

bp = Blueprint("cohorts", __name__)


def reader() -> Viewer:
    """Who reads: behind the guard there always is somebody."""
    viewer = current_viewer()
    assert viewer is not None
    return viewer


def keeps(school_id: int) -> bool:
    """Whether the reader keeps this school's lists: only then are names and numbers shown."""
    return school_id in reader().within(P.COHORT_EDIT)
