"""Whether somebody may begin or end teaching at a school."""

from matching.kernel.i18n import _
from matching.kernel.moves import may_move
from matching.teachers.enums import POST_MOVES, PostState
from matching.teachers.models import TeachingPost


def why_not_leave(post: TeachingPost) -> str | None:
    """Once, and only who teaches there."""
    if not may_move(POST_MOVES, post.state, PostState.LEFT):
        return _("This teacher does not teach here any more.")
    return None
