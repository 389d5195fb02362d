"""Who may pass: every view is marked `requires`, `signed_in`, `by_token` or `public`; a test counts."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, Protocol, cast

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.db import db
from matching.kernel.errors import OtherHat
from matching.web.session import current_viewer, is_under_one_hat


class Access(NamedTuple):
    """The mark: how a view is guarded, and by which permission."""

    how: str
    permission: Permission | None = None


class View(Protocol):
    """A marked view."""

    access: Access

    def __call__(self, *args: Any, **kwargs: Any) -> ResponseReturnValue: ...


AnyView = Callable[..., ResponseReturnValue]


def requires(permission: Permission) -> Callable[[AnyView], View]:
    """Stop those who hold the permission nowhere; hand the rest `within`, where it holds."""

    def mark(view: AnyView) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            viewer = _under_one_hat()
            if viewer is None or not viewer.privacy_seen:
                return _first(viewer)
            within = viewer.within(permission)
            if not within:
                # The key of the form may be claimed already; SQLite has room for one writer.
                db.session.rollback()
                record_apart(AuditKind.DENIED, by=viewer, path=request.path, permission=permission.value)
                abort(403)
            return view(*args, within=within, **kwargs)

        return _marked(guarded, Access("requires", permission))

    return mark


def signed_in(view: AnyView) -> View:
    """Own pages: anybody signed in, who sees nothing but their own."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        viewer = _under_one_hat()
        if viewer is None or not viewer.privacy_seen:
            return _first(viewer)
        return view(*args, **kwargs)

    return _marked(guarded, Access("signed_in"))


def before_notice(view: AnyView) -> View:
    """Own pages that must be reachable before the privacy notice was read: the notice itself, sign-out."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return view(*args, **kwargs) if current_viewer() else _first(None)

    return _marked(guarded, Access("signed_in"))


def by_token(setting: str) -> Callable[[AnyView], View]:
    """For machines: those that show the token of this installation; where none is set, there is no page."""

    def mark(view: AnyView) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            token = current_app.config[setting]
            if not token:
                abort(404)
            shown = request.authorization
            told = shown.token or "" if shown is not None and shown.type == "bearer" else ""
            if not hmac.compare_digest(told.encode(), token.encode()):
                return "", 401, {"WWW-Authenticate": "Bearer"}
            return view(*args, **kwargs)

        return _marked(guarded, Access("by_token"))

    return mark


def public(view: AnyView) -> View:
    """Anybody."""
    return _marked(view, Access("public"))


def _under_one_hat() -> Viewer | None:
    """Who is there; what was begun under a hat they no longer wear is not done under another."""
    viewer = current_viewer()
    if viewer is not None and not is_under_one_hat(viewer) and request.method == "POST":
        raise OtherHat
    return viewer


def _marked(view: AnyView, access: Access) -> View:
    marked = cast(View, view)
    marked.access = access
    return marked


def _first(viewer: Viewer | None) -> ResponseReturnValue:
    """What has to happen before the page: signing in, or reading the notice."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    if request.headers.get("HX-Request"):
        return "", 401, {"HX-Redirect": url_for("accounts.sign_in")}
    endpoint = "accounts.sign_in" if viewer is None else "accounts.privacy_notice"
    return redirect(url_for(endpoint, next=back), code=303)
