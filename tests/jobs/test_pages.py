"""The page that tells how far a job is: to its owner, in both languages, whole or as a fragment."""

import pytest

from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.kernel import clock
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.statements import MOST, Counting

HTMX = {"HX-Request": "true"}


def _a_job(owner: Person, state: JobState, *, organisation: int | None = None, words: str = "") -> int:
    over = state in (JobState.DONE, JobState.FAILED)
    running = state is JobState.RUNNING
    with acting():
        job = Job(
            kind="test.work",
            payload={},
            state=state,
            done=3,
            total=10,
            words=words,
            words_with={"done": 3} if "{done}" in words else {},
            owner_id=owner.account_id,
            organisation_id=organisation,
            back_url="/me",
            attempts=1,
            lease_token="x" if running else None,
            lease_until=clock.now() if running else None,
            created_at=clock.now(),
            finished_at=clock.now() if over else None,
        )
        db.session.add(job)
        db.session.flush()
        return job.id


def test_a_stranger_sees_nothing(browser: Browser, lin: Person, mo: Person, bao: Person) -> None:
    job_id = _a_job(lin, JobState.RUNNING)
    assert browser.as_(lin).get("jobs.show", job_id=job_id).status == 200
    for headers in ({}, HTMX):
        assert browser.as_(mo).get("jobs.show", job_id=job_id, headers=headers).status == 404
        assert browser.as_(bao).get("jobs.show", job_id=job_id, headers=headers).status == 404
    assert browser.get("jobs.show", job_id=job_id).location.startswith("/sign-in")
    assert browser.get("jobs.show", job_id=job_id, headers=HTMX).status == 401


def test_officers_see_the_jobs_of_their_bureau(
    browser: Browser, bao: Person, bing: Person, ada: Person
) -> None:
    job_id = _a_job(bao, JobState.RUNNING, organisation=bao.organisation_id)
    assert browser.as_(bing).get("jobs.show", job_id=job_id).status == 200
    assert browser.as_(ada).get("jobs.show", job_id=job_id).status == 404


def test_while_it_runs_the_page_asks_again_with_and_without_scripts(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    job_id = _a_job(lin, JobState.RUNNING)
    page = inside.get("jobs.show", job_id=job_id)
    assert f'hx-get="/jobs/{job_id}"' in page.html
    assert '<noscript><meta http-equiv="refresh"' in page.html
    fragment = inside.get("jobs.show", job_id=job_id, headers=HTMX)
    assert "<html" not in fragment.html
    assert "hx-get" in fragment.html
    assert "HX-Redirect" not in fragment.headers
    assert "HX-Request" in fragment.headers["Vary"]


def test_when_it_is_done_the_way_on_is_shown(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    job_id = _a_job(lin, JobState.DONE)
    page = inside.get("jobs.show", job_id=job_id)
    assert 'href="/me"' in page.html
    assert "hx-get" not in page.html
    assert "http-equiv" not in page.html
    assert inside.get("jobs.show", job_id=job_id, headers=HTMX).headers["HX-Redirect"] == "/me"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Something went wrong on our side. It has been noted.", "是我们的错"),
        ("花括号 {里面} 不用填", "花括号 {里面} 不用填"),
        ("", "没有办成"),
    ],
)
def test_what_did_not_work_is_told_with_what_to_do(
    browser: Browser, lin: Person, words: str, told: str
) -> None:
    page = browser.as_(lin).get("jobs.show", job_id=_a_job(lin, JobState.FAILED, words=words))
    assert told in page
    assert "什么都没有改动" in page


@pytest.mark.parametrize("state", list(JobState))
def test_every_state_reads_in_both_languages(browser: Browser, lin: Person, state: JobState) -> None:
    inside = browser.as_(lin)
    job_id = _a_job(lin, state)
    told = []
    for language in ("zh", "en"):
        inside.client.set_cookie("lang", language)
        page = inside.get("jobs.show", job_id=job_id)
        assert page.status == 200
        told.append(page.text)
    assert told[0] != told[1]


def test_the_fragment_costs_few_statements(browser: Browser, lin: Person, statements: Counting) -> None:
    inside, job_id = browser.as_(lin), _a_job(lin, JobState.RUNNING)
    with statements() as asked:
        inside.get("jobs.show", job_id=job_id, headers=HTMX)
    assert len(asked) <= MOST, asked
