"""Mentors: an honest short page. What they will do here comes later; what they can do now."""

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
