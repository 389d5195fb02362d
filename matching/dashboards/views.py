"""The home page of every role: what must I do now."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matching.dashboards.assembly.home import home_of
from matching.kernel import clock
from matching.web.guard import signed_in
from matching.web.session import the_viewer

bp = Blueprint("dashboards", __name__)


@bp.get("/home")
@signed_in
def home() -> ResponseReturnValue:
    """From live data; a task disappears when it is done."""
    viewer = the_viewer()
    return render_template("dashboards/home.html", home=home_of(viewer), today=clock.today())
