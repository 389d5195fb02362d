"""Before the publication officers, and nobody else, read the very pages that will be published."""

import re

from matching.audit.kinds import AuditKind
from matching.db import db
from matching.placements.assembly.looks import sample_of
from matching.rounds.models import MatchRun, Proposal
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import activate
from tests.make.placements import Market, a_market, publish
from tests.placements.reading import trail_of

LISTED = re.compile(r'id="results"[^>]*>(.*?)</h2>.*?(<table.*?</table>)', re.S)


def _names(market: Market) -> list[str]:
    with acting():
        return [one.student.name for one in db.session.query(Proposal).filter_by(run_id=market.run.id)]


def _pseudonyms(market: Market) -> dict[int, str]:
    with acting():
        rows = db.session.query(Proposal).filter_by(run_id=market.run.id)
        return {one.student_id: one.student.pseudonym for one in rows}


def test_a_student_is_shown_the_same_story_after_the_publication(
    browser: Browser, bing: Person, market: Market
) -> None:
    officer = browser.as_(bing)
    before = [
        officer.get("placements.preview_student", round_id=market.id, student_id=student)
        for student in market.students
    ]
    publish(market)
    for student, page in zip(market.students[:3], before[:3], strict=True):
        after = browser.as_(activate(student)).get("placements.result", round_id=market.id)
        story = re.compile(r'<ol class="plain-list">.*?</ol>', re.S)
        assert story.findall(page.html)[0] == story.findall(after.html)[0]
    assert all("预览，还没有公布" in page for page in before)


def test_no_page_of_a_preview_names_a_student_and_no_button_of_it_works(
    *, browser: Browser, bing: Person, lin: Person, hua: Person, market: Market
) -> None:
    officer, names = browser.as_(bing), _names(market)
    pages = [
        officer.get("placements.preview_student", round_id=market.id, student_id=market.students[0]),
        officer.get("placements.preview_school", round_id=market.id, school_id=lin.organisation_id),
        officer.get("placements.preview_enterprise", round_id=market.id, enterprise_id=hua.organisation_id),
        *(
            officer.get("placements.preview", round_id=market.id, **{"as": tab})
            for tab in ("schools", "enterprises")
        ),
    ]
    for page in pages:
        assert page.status == 200
        assert [name for name in names if name in page] == []
        assert "/result/acceptance" not in page.html
        assert "/answer" not in page.html
    assert '<button class="btn primary"' in pages[0].html
    assert re.search(r"<button class=\"btn primary\"[^>]*disabled", pages[0].html)


def test_a_school_and_an_enterprise_read_after_the_publication_what_officers_saw(
    *, browser: Browser, bing: Person, hua: Person, market: Market
) -> None:
    officer = browser.as_(bing)
    before = officer.get(
        "placements.preview_enterprise", round_id=market.id, enterprise_id=hua.organisation_id
    )
    publish(market)
    after = browser.as_(hua).get("placements.results", round_id=market.id)
    assert LISTED.findall(before.html) == LISTED.findall(after.html) != []


def test_the_sample_follows_from_the_result_and_is_the_same_for_every_officer(
    *, browser: Browser, bao: Person, bing: Person, lin: Person, hua: Person
) -> None:
    market = a_market(of=lin, at=hua, lists=[(0,)] * 14, seats=(5,))
    with acting():
        run = db.session.get_one(MatchRun, market.run.id)
        drawn = sample_of(run, sorted(_rows(run.id)))
        assert len(drawn) == 10
        assert drawn == sample_of(run, sorted(_rows(run.id), reverse=True))
        other = MatchRun(result_hash="another")
        assert drawn != sample_of(other, _rows(run.id))
    sheets = [browser.as_(one).get("placements.preview", round_id=market.id).html for one in (bao, bing)]
    listed = [re.findall(r'task-title num">([^<]+)<', html) for html in sheets]
    assert listed == [[pseudonym for _id, pseudonym in drawn]] * 2


def _rows(run_id: int) -> list[tuple[int, str]]:
    rows = db.session.query(Proposal).filter_by(run_id=run_id)
    return [(one.student_id, one.student.pseudonym) for one in rows]


def test_looks_are_kept_once_counted_and_tick_the_box(
    browser: Browser, bao: Person, bing: Person, market: Market
) -> None:
    officer = browser.as_(bao)
    box = re.compile(r'<input[^>]*name="looked"[^>]*>')
    assert "checked" not in box.findall(officer.get("placements.publication", round_id=market.id).html)[0]
    for student in market.students * 2:
        officer.get("placements.preview_student", round_id=market.id, student_id=student)
    told = trail_of(AuditKind.PREVIEW)
    assert sorted(one.facts["pseudonym"] for one in told) == sorted(_pseudonyms(market).values())
    page = officer.get("placements.publication", round_id=market.id)
    assert "你看过 4 人的结果，至少要看 4 人" in page
    assert "checked" in box.findall(page.html)[0]
    other = browser.as_(bing).get("placements.publication", round_id=market.id)
    assert "你看过 0 人的结果" in other


def test_a_tick_says_no_more_than_the_trail_does(
    browser: Browser, bao: Person, bing: Person, market: Market
) -> None:
    officer = browser.as_(bao)
    for student in market.students[:3]:
        officer.get("placements.preview_student", round_id=market.id, student_id=student)
    ticks = {"looked": "y", "schools_told": "y", "note": ""}
    assert officer.post("placements.ask", ticks, round_id=market.id).status == 303
    second = browser.as_(bing)
    assert "打开看过 3 人的结果" in second.get("placements.publication", round_id=market.id)
    assert second.post("placements.confirm", {"read": "y"}, round_id=market.id).status == 303
    asked, published = trail_of(AuditKind.PUBLICATION_ASK), trail_of(AuditKind.PUBLISH)
    assert [one.facts["looks"] for one in (*asked, *published)] == [3, 0]


def test_strangers_and_unknown_names_find_nothing(
    *,
    browser: Browser,
    bao: Person,
    lin: Person,
    hua: Person,
    ada: Person,
    mo: Person,
    qi: Person,
    market: Market,
) -> None:
    pupil = activate(market.students[1])
    there = {
        "preview_student": {"student_id": market.students[0]},
        "preview_school": {"school_id": lin.organisation_id},
        "preview_enterprise": {"enterprise_id": hua.organisation_id},
    }
    for endpoint, values in there.items():
        for somebody in (lin, hua, ada, mo, pupil):
            page = browser.as_(somebody).get(f"placements.{endpoint}", round_id=market.id, **values)
            assert page.status == 403
    officer = browser.as_(bao)
    elsewhere = {"school_id": mo.organisation_id, "student_id": 999, "enterprise_id": qi.organisation_id}
    for (part, one_id), endpoint in zip(
        elsewhere.items(), ("preview_school", "preview_student", "preview_enterprise"), strict=True
    ):
        assert officer.get(f"placements.{endpoint}", round_id=market.id, **{part: one_id}).status == 404


def test_a_published_round_has_no_preview(browser: Browser, bao: Person, published: Market) -> None:
    officer = browser.as_(bao)
    assert officer.get("placements.preview", round_id=published.id).status == 404
    first = published.students[0]
    assert officer.get("placements.preview_student", round_id=published.id, student_id=first).status == 404
