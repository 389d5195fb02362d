"""The pages of help: all of them by role or by what was searched, and one of them."""

from flask import Blueprint, Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from matching.help.readers import own_first
from matching.help.searching import LONGEST_QUERY, search
from matching.help.topic import Topic
from matching.help.topics import TOPICS, topics_for
from matching.kernel.i18n import current_locale
from matching.web.guard import public
from matching.web.session import current_viewer

bp = Blueprint("help", __name__, url_prefix="/help")

TONGUES = {"zh_CN": "zh", "en": "en"}


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Every page by role, one's own first; with `?q=` those that answer."""
    typed = request.args.get("q", "").strip()[:LONGEST_QUERY]
    groups = [(reader, topics_for(reader)) for reader in own_first(current_viewer())]
    answer = search(typed, TOPICS.values(), _text_of) if typed else None
    return render_template("help/index.html", typed=typed, groups=groups, answer=answer)


@bp.get("/<string:slug>")
@public
def topic(slug: str) -> ResponseReturnValue:
    """One question and its answer, to follow step by step or to print."""
    if slug not in TOPICS:
        abort(404)
    one = TOPICS[slug]
    related = [TOPICS[other] for other in one.related]
    return render_template("help/topic.html", topic=one, text=text_name(one), related=related)


def text_name(topic: Topic) -> str:
    """The template of the text in the reader's language."""
    return f"help/_{topic.slug}.{TONGUES[current_locale()]}.html"


def _text_of(topic: Topic) -> str:
    return Markup(render_template(text_name(topic))).striptags()


def init_help(app: Flask) -> None:
    """Pages link to help by its name: an unknown one fails where it is written."""
    app.jinja_env.globals["help_topic"] = TOPICS.__getitem__
