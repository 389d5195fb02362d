"""The blueprint of the room, and what its pages ask again and again."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.web.session import the_viewer

bp = Blueprint("cohorts", __name__)


def keeps(school_id: int) -> bool:
    """Whether the reader keeps this school's lists: only then are names and numbers shown."""
    return school_id in the_viewer().within(P.COHORT_EDIT)
