"""What anybody may read: what this is, how usable it is, what happens with personal data."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from matching.accounts.enums import PRIVACY_NOTICE
from matching.accounts.views.blueprint import HOME, bp
from matching.web.guard import public
from matching.web.session import current_viewer


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """What this is and the way in; who is in already goes home."""
    if current_viewer() is not None:
        return redirect(HOME, code=303)
    return render_template("public/front.html")


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """What was done so that everybody can use this, and what is still missing."""
    return render_template("public/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """The privacy notice, for anybody."""
    return render_template("public/privacy.html", version=PRIVACY_NOTICE)
