"""The main navigation: at most seven nouns people use, the same order everywhere, by permission."""

from dataclasses import dataclass
from typing import NamedTuple, cast

from flask import current_app, request, url_for

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.kernel.i18n import _l
from matching.web.guard import View


class Place(NamedTuple):
    """Where one may go: shown to those who hold the permission and wear one of the hats."""

    label: str
    endpoint: str
    icon: str
    permission: P | None
    roles: frozenset[Role] = frozenset(Role)
    pages: frozenset[str] = frozenset()  # further endpoints that belong here, of this room or another


@dataclass(frozen=True)
class NavItem:
    """One entry as the layout shows it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int = 0


# Who works with several organisations, or keeps one; a teacher has five places on a phone without it.
OFFICES = frozenset(Role) - {Role.STUDENT, Role.TEACHER}

PLACES = (
    Place(_l("Home"), "dashboards.home", "home", None),
    Place(_l("Students"), "cohorts.index", "people", P.COHORT_SEE),
    Place(
        _l("Teachers"),
        "teachers.index",
        "user",
        P.TEACHER_SEE,
        pages=frozenset(
            {"practice.bring_list", "practice.former_record", "practice.leave", "practice.records"}
        ),
    ),
    Place(_l("Slots"), "slots.index", "work", P.SLOT_SEE),
    Place(
        _l("Practice"),
        "practice.index",
        "flag",
        P.PRACTICE_SEE,
        frozenset({Role.TEACHER, Role.ENTERPRISE_HR, Role.ENTERPRISE_MENTOR}),
    ),
    # Schools and officers come to it from the page of classes.
    Place(
        _l("Visits"), "visits.index", "calendar", P.VISIT_SEE, frozenset({Role.TEACHER, Role.ENTERPRISE_HR})
    ),
    Place(_l("My wishes"), "wishes.mine", "rank", P.WISH_RANK),
    Place(
        _l("Match rounds"),
        "rounds.index",
        "rank",
        P.ROUND_SEE,
        pages=frozenset({"reminders.index", "reminders.remind"}),
    ),
    Place(_l("Results"), "placements.index", "doc", P.PLACEMENT_SEE),
    Place(_l("My result"), "placements.mine", "doc", P.PLACEMENT_ANSWER, frozenset({Role.STUDENT})),
    Place(_l("Practice record"), "practice.own_record", "doc", P.PRACTICE_SIGN_UP),
    Place(_l("Organisations"), "organisations.index", "building", P.ORGANISATION_SEE, OFFICES),
    # Schools and officers come to it from their notifications.
    Place(_l("Messages"), "messages.index", "bell", P.MESSAGE_SEE, frozenset({Role.ADMINISTRATOR})),
    Place(
        _l("Accounts"),
        "organisations.accounts",
        "user",
        P.ACCOUNT_MANAGE,
        pages=frozenset({"organisations.account", "organisations.slip", "organisations.deactivate"}),
    ),
    Place(_l("Trail"), "organisations.trail", "shield", P.AUDIT_READ),
)


def nav_items(viewer: Viewer | None) -> list[NavItem]:
    """What this person can reach, the current place marked."""
    if viewer is None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    return [
        NavItem(
            label=str(place.label),
            url=url_for(place.endpoint),
            icon=place.icon,
            current=request.endpoint in {place.endpoint, *place.pages}
            or (here == place.endpoint.partition(".")[0] and _owns(place, viewer)),
        )
        for place in PLACES
        if _shown(place, viewer)
    ]


def _shown(place: Place, viewer: Viewer) -> bool:
    allowed = place.permission is None or viewer.may(place.permission)
    allowed = allowed and place.endpoint in current_app.view_functions
    return allowed and any(viewer.is_a(role) for role in place.roles)


def _owns(place: Place, viewer: Viewer) -> bool:
    """A page inside a room lights the room's first place this viewer has; a page of others lights none."""
    wanted = cast(View, current_app.view_functions[str(request.endpoint)]).access.permission
    if wanted is not None and not viewer.may(wanted):
        return False
    room = place.endpoint.partition(".")[0]
    others = {p.endpoint for p in PLACES if p.endpoint.startswith(f"{room}.") and _shown(p, viewer)}
    if request.endpoint in others:
        return request.endpoint == place.endpoint
    first = next(p for p in PLACES if p.endpoint in others)
    named = next((p for p in PLACES if request.endpoint in p.pages and p.endpoint in others), first)
    return named is place
