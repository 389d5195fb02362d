"""The printed record of practice, and the page where anybody checks one."""

from datetime import timedelta

import segno
from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice import document
from matching.practice.actions.statements import keep_statement
from matching.practice.assembly.standings import ledgers_of
from matching.practice.assembly.statements import digest_of, new_code, said_by, since_then
from matching.practice.queries.records import one_post
from matching.practice.queries.sign_ups import teaching_post
from matching.practice.queries.statements import statement_with
from matching.practice.telling.statements import paper
from matching.practice.views.blueprint import bp
from matching.teachers.models import TeachingPost
from matching.web.addresses import public_address
from matching.web.downloads import attached
from matching.web.guard import public, requires
from matching.web.session import the_viewer
from matching.web.throttle import Throttle

WRONG_CODES = Throttle(600, within=timedelta(hours=1))
UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


@bp.post("/practice-record.pdf")
@requires(P.PRACTICE_SIGN_UP)
def own_statement(within: frozenset[int]) -> ResponseReturnValue:
    """The teacher's own."""
    return _printed(db.one_or_404(teaching_post(the_viewer().id, within)))


@bp.post("/teachers/<int:teacher_id>/practice-record.pdf")
@requires(P.PRACTICE_RECORD_SEE)
def statement(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the school and the bureau."""
    return _printed(db.one_or_404(one_post(teacher_id, within)))


@bp.get("/verify/<string:token>")
@public
def verify(token: str) -> ResponseReturnValue:
    """Whether this service printed it, and whether the record still says so; no more than that."""
    found = one(statement_with(digest_of(token)))
    if found is None:
        WRONG_CODES.count(request.remote_addr or "")
        return render_template("practice/verify.html", found=None), 404, UNLISTED
    return render_template("practice/verify.html", found=found, then=since_then(found)), 200, UNLISTED


def _printed(post: TeachingPost) -> ResponseReturnValue:
    ledger, code = ledgers_of([post.teacher], clock.today())[post.teacher_id], new_code()
    told, said = paper(post, ledger, made_by=the_viewer().name), said_by(post, ledger)
    address, name = public_address(".verify", token=code), post.teacher.name
    told["check"] = {
        "code": segno.make(address, error="m").svg_inline(border=0),
        "how": _("Scan to check, or open the address with this number: {address}").format(
            address=address.removesuffix(code)
        ),
        "number": code,
    }
    if lost := document.without_shape(_letters(told)):
        told["notes"].append(
            _("No font has these letters, write them in by hand: {letters}").format(letters=lost)
        )
    # It is set while no transaction is open: SQLite has room for one writer.
    db.session.rollback()
    pdf = document.record_pdf(told, made_at=clock.now())
    keep_statement(post, said, code=code, by=the_viewer())
    title = _("{first}, {second}").format(first=told["title"], second=name)
    return attached(pdf, f"{title} {clock.today().isoformat()}", ending=".pdf")


def _letters(told: object) -> list[str]:
    """Every word of the paper, however deep."""
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        return [word for each in told for word in _letters(each)]
    return [told] if isinstance(told, str) else []
