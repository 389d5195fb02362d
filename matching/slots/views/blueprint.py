"""The blueprint of the room, and what its pages ask again and again."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.web.session import current_viewer

DIGITS = 9

bp = Blueprint("slots", __name__, url_prefix="/slots")


def reader() -> Viewer:
    """Who reads: behind the guard there always is somebody."""
    viewer = current_viewer()
    assert viewer is not None
    return viewer


def own_enterprises(within: frozenset[int]) -> frozenset[int]:
    """Where the reader sees withdrawn slots and who posted: where they belong; the bureau everywhere."""
    viewer = reader()
    if viewer.is_a(Role.BUREAU_OFFICER):
        return within
    return within & {hat.organisation_id for hat in viewer.hats}


def id_in(text: str) -> int | None:
    """The id an address carries; what is no id any database has ever given is none."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def may_post() -> bool:
    """Whether the reader hires for an enterprise."""
    return reader().may(P.SLOT_EDIT)
