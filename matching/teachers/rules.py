"""Whether somebody may begin or end teaching at a school, and whether their profile may change."""

from collections.abc import Iterable

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.kernel.i18n import _
from matching.kernel.moves import may_move
from matching.organisations.models import Membership
from matching.teachers.enums import POST_MOVES, PostState
from matching.teachers.models import TeachingPost


def why_not_profile(roles: Iterable[Membership], school_id: int) -> str | None:
    """A school keeps the profiles of its own teachers only."""
    if not any(each.role is Role.TEACHER and each.organisation_id == school_id for each in roles):
        return _("This account is not a teacher of your school.")
    return None


def why_not_edit(post: TeachingPost) -> str | None:
    """While the teacher is here: afterwards the profile goes along."""
    if post.state is not PostState.ACTIVE:
        return _("This teacher does not teach here any more.")
    return None


def why_not_leave(post: TeachingPost) -> str | None:
    """Once, and only who teaches there."""
    if not may_move(POST_MOVES, post.state, PostState.LEFT):
        return _("This teacher does not teach here any more.")
    return None


def why_not_join(hats: Iterable[Role]) -> str | None:
    """The code is for teachers: whoever has another role here is added by the school or an administrator."""
    if any(role is not Role.TEACHER for role in hats):
        return _("Your account has another role here. Ask the school to add you to its teachers itself.")
    return None


def why_not_ask(posts: Iterable[TeachingPost], school_id: int) -> str | None:
    """One request at a time, and none where somebody teaches already."""
    for post in posts:
        if post.state is PostState.REQUESTED:
            return _("Your request waits already. Take it back first if you want to ask another school.")
        if post.state is PostState.ACTIVE and post.school_id == school_id:
            return _("You teach at this school already.")
    return None


def why_not_admit(post: TeachingPost, others: Iterable[TeachingPost]) -> str | None:
    """Somebody teaches at one school at a time: the one before has to note the leaving first."""
    if not may_move(POST_MOVES, post.state, PostState.ACTIVE):
        return _("This request is answered already.")
    if post.teacher.account.state is AccountState.DEACTIVATED:
        return _("This account is switched off. Ask an administrator.")
    if any(other.state is PostState.ACTIVE for other in others):
        return _(
            "This teacher still teaches at another school. Agree once that school has noted the leaving."
        )
    return None


def why_not_refuse(post: TeachingPost) -> str | None:
    """Once: an answer stands."""
    if not may_move(POST_MOVES, post.state, PostState.REFUSED):
        return _("This request is answered already.")
    return None


def why_not_slip(post: TeachingPost, roles: Iterable[Membership]) -> str | None:
    """A slip opens the whole account: a school makes one only for who is nothing but its teacher."""
    if post.state is not PostState.ACTIVE:
        return _("This teacher does not teach here any more.")
    if post.teacher.account.state is AccountState.DEACTIVATED:
        return _("This account is switched off. Ask an administrator.")
    if any(each.role is not Role.TEACHER or each.organisation_id != post.school_id for each in roles):
        return _("This person has further roles here, so only an administrator can make the slip.")
    return None


def why_not_issue(waiting: int) -> str | None:
    """Slips are for those who have no password yet."""
    return None if waiting else _("Every teacher has a password already. No slip is needed.")
