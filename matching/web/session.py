"""Who is signed in. The cookie carries a random token; what it means stands in the database.

The rooms above register how a token becomes a viewer: the web knows no accounts.
"""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask, g, session

from matching.access.viewer import Viewer
from matching.settings import Settings

TOKEN = "token"
WORN = "worn"  # the membership under which the pages of this browser are made
CHANGED = "changed"  # whether it was another one before

Source = Callable[[str], Viewer | None]


class _Registered:
    viewer_of: Source | None = None


def register_viewer_source(source: Source) -> None:
    """Say how a token becomes a viewer."""
    _Registered.viewer_of = source


def init_session(app: Flask, settings: Settings) -> None:
    """Cookies that scripts cannot read and other sites cannot send."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if settings.https else "session",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )


def begin(token: str, *, worn: int | None = None) -> None:
    """A new browser session: nothing of the old one stays, the forms get a new token too.

    `worn` is said where somebody changed hats: pages made before are then no longer answered.
    """
    session.clear()
    session[TOKEN] = token
    if worn is not None:
        session[WORN], session[CHANGED] = worn, True


def is_under_one_hat(viewer: Viewer) -> bool:
    """Whether the pages of this browser were made under the hat worn now; if not, their forms are void."""
    before, worn = session.get(WORN), viewer.hat.membership_id if viewer.hat else 0
    if before != worn:
        session[WORN] = worn
    if before in (None, worn):
        return True
    session.pop("csrf_token", None)
    session[CHANGED] = True
    return False


def has_changed_hats() -> bool:
    """Whether a form of this browser may come from a page made under another hat."""
    return bool(session.get(CHANGED))


def end() -> None:
    """Forget who it was."""
    session.clear()
    g.viewer = None


def current_viewer() -> Viewer | None:
    """The person behind this request, or None; looked up when first asked, so that /healthz never asks."""
    if "viewer" not in g:
        token = session.get(TOKEN)
        g.viewer = _Registered.viewer_of(token) if token and _Registered.viewer_of else None
    viewer: Viewer | None = g.viewer
    return viewer


def the_viewer() -> Viewer:
    """The person the guard let pass: behind it there always is somebody."""
    viewer = current_viewer()
    assert viewer is not None
    return viewer


def nobody() -> None:
    """Look nobody up any more: for pages that must not ask the database."""
    g.setdefault("viewer", None)
