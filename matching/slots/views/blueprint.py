"""The blueprint of the room, and what its pages ask again and again."""

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.web.session import the_viewer

DIGITS = 9

bp = Blueprint("slots", __name__)


def own_enterprises(within: frozenset[int]) -> frozenset[int]:
    """Where the reader sees withdrawn slots and who posted: where they belong; the bureau everywhere."""
    viewer = the_viewer()
    if viewer.is_a(Role.BUREAU_OFFICER):
        return within
    return within & viewer.places


def id_in(text: str) -> int | None:
    """The id an address carries; what is no id any database has ever given is none."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def may_post() -> bool:
    """Whether the reader hires for an enterprise."""
    return the_viewer().may(P.SLOT_EDIT)
