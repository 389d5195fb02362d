"""Whose sign-ups the viewer may read."""

from matching.access.permissions import Permission as P
from matching.practice.queries.sign_ups import Reach
from matching.web.session import the_viewer


def reach() -> Reach:
    """The own, those of schools one approves or sees the records of, those of enterprises one hosts at."""
    viewer = the_viewer()
    return Reach(
        account_id=viewer.id,
        schools=viewer.within(P.PRACTICE_APPROVE) | viewer.within(P.PRACTICE_RECORD_SEE),
        enterprises=viewer.within(P.PRACTICE_HOST),
    )
