"""What is kept of a teacher, in words."""

from matching.kernel.i18n import _
from matching.kernel.majors import groups


def group_name(code: str) -> str:
    """The group of majors somebody teaches; general subjects belong to none."""
    return next((group.name for group in groups() if group.code == code), _("None: general subjects"))


def newness(is_new: bool) -> str:
    """Whether somebody practises before teaching."""
    return _("Yes, a new teacher") if is_new else _("No, not new")
