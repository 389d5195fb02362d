"""Whose bookings the viewer may read."""

from matching.access.permissions import Permission as P
from matching.visits.queries.bookings import Reach
from matching.web.session import the_viewer


def reach() -> Reach:
    """Those of schools one books for, and those for visits of hosts one offers for."""
    viewer = the_viewer()
    return Reach(schools=viewer.within(P.VISIT_BOOK), hosts=viewer.within(P.VISIT_OFFER))
