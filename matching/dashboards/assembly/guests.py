"""Mentors, and people without a role: an honest short page. What comes later, and what they can do now."""

from collections.abc import Sequence

from matching.access.viewer import Viewer
from matching.dashboards.assembly.side import Advice, Side
from matching.kernel.i18n import _
from matching.matters.found import Found


def mentor(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Guiding students is not here yet."""
    del viewer, matters
    return Side(
        coming=_(
            "The students you will guide and their weekly logs come later. "
            "Today you can read the slots of your enterprise."
        ),
        advice=[Advice(text=_("Read slots"), endpoint="slots.index", icon="work")],
    )


def without_role() -> Side:
    """Whoever left a school, or waits for one to agree."""
    return Side(
        coming=_(
            "You have no role at a school or an enterprise now. What you did is kept. "
            "Teachers join a school with its code."
        ),
        advice=[Advice(text=_("Join a school"), endpoint="teachers.joining", icon="building")],
    )
