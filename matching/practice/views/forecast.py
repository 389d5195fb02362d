"""Who will miss days by when, by subject, and the posts that would close the gaps."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.practice.assembly import forecast as assembly
from matching.practice.assembly.invitations import answers_to
from matching.practice.queries import invitations as queries
from matching.practice.queries.records import posts_in
from matching.practice.views.blueprint import bp
from matching.slots.telling import county_name
from matching.teachers.telling import group_name
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_POSTS = 12


@bp.get("/practice-forecast")
@requires(P.PRACTICE_RECORD_SEE)
def forecast(within: frozenset[int]) -> ResponseReturnValue:
    """All subjects, or one; the teachers to invite to a post are named before anybody is."""
    today, subject = clock.today(), request.args.get("subject")
    prospects = assembly.prospects_of(db.session.scalars(posts_in(within)).all(), today)
    lines = assembly.lines_of(prospects)
    offers = db.session.scalars(queries.inviting(the_viewer().within(P.PRACTICE_SEE))).unique().all()
    asked = [one for one in prospects if subject is None or one.post.teacher.subject == subject]
    return render_template(
        "practice/forecast.html",
        lines=lines,
        total=assembly.sum_of(lines) if lines else None,
        days=assembly.days_looked_at(today),
        chances=assembly.chances(
            offers, asked, today, invited=answers_to([each.id for each in offers], within), most=MOST_POSTS
        ),
        subject=subject,
        subject_name=group_name,
        county=county_name,
        may_invite=the_viewer().may(P.PRACTICE_INVITE),
    )
