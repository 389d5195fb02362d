"""How far a piece of background work is; the same address gives the page and, to htmx, its moving part."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.jobs.queries import one_job
from matching.kernel.i18n import _
from matching.web.guard import signed_in
from matching.web.session import the_viewer

bp = Blueprint("jobs", __name__, url_prefix="/jobs")


@bp.get("/<int:job_id>")
@signed_in
def show(job_id: int) -> ResponseReturnValue:
    """One's own job, or one of the bureau's for its officers; done, a script leads on by itself."""
    viewer = the_viewer()
    job = db.one_or_404(one_job(job_id, owner_id=viewer.id, within=viewer.within(P.ROUND_RUN)))
    fragment = bool(request.headers.get("HX-Request"))
    page = render_template(
        "jobs/_progress.html" if fragment else "jobs/show.html",
        job=job,
        words=_words(job),
        running=job.state in (JobState.QUEUED, JobState.RUNNING),
    )
    lead_on = fragment and job.state is JobState.DONE and job.back_url
    return page, 200, {"Vary": "HX-Request", **({"HX-Redirect": job.back_url} if lead_on else {})}


def _words(job: Job) -> str:
    """The sentence of the job in the reader's language; a refusal carries no places to fill."""
    if not job.words:
        return job.state.label
    return _(job.words).format(**job.words_with) if job.words_with else _(job.words)
