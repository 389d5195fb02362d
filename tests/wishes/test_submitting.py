"""From a saved list to a receipt, and again."""

from sqlalchemy import func, select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.rounds.models import WishSubmission
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import Scene
from tests.wishes.pressing import press, send


def check(pupil: Browser, scene: Scene) -> Page:
    return pupil.get("wishes.check", round_id=scene.round_id)


def test_a_student_checks_submits_and_gets_a_receipt(pupil: Browser, scene: Scene) -> None:
    a, b, c, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [b, a, c], submit=False)
    page = check(pupil, scene)
    assert page.text.index("铣工") < page.text.index("车工") < page.text.index("钳工")
    receipt = press(pupil, page, read="y")
    made = list_of(scene.student_id, scene.round_id)
    assert made.submitted == (b, a, c)
    assert made.receipt in receipt
    assert "已提交 3 个志愿" in receipt
    assert "这一份一直有效" in receipt


def test_without_the_tick_nothing_is_submitted(pupil: Browser, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3], submit=False)
    page = send(pupil, check(pupil, scene))
    assert page.status == 422
    assert "勾上「我看过了」" in page
    assert list_of(scene.student_id, scene.round_id).submitted is None


def test_few_wishes_are_warned_of_and_allowed(pupil: Browser, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2], submit=False)
    page = check(pupil, scene)
    assert "没有岗位的可能更大" in page
    assert "已提交 2 个志愿" in press(pupil, page, read="y")


def test_an_empty_list_is_not_submitted(pupil: Browser, scene: Scene) -> None:
    assert "先选至少 1 个" in check(pupil, scene)
    page = pupil.post("wishes.submission", {"version": "0", "read": "y"}, round_id=scene.round_id)
    assert page.status == 422


def test_the_old_submission_counts_until_the_new_one_is_submitted(pupil: Browser, scene: Scene) -> None:
    a, b, c, *_rest = scene.slots
    first = wishes_of(scene.student_id, scene.round_id, [a, b, c])
    page = press(pupil, pupil.get("wishes.choices", round_id=scene.round_id), "move", f"s{c}:up")
    assert "3 个已保存，未提交" in page
    assert list_of(scene.student_id, scene.round_id).submitted == (a, b, c)
    page = check(pupil, scene)
    assert "现在有效" in page
    press(pupil, page, read="y")
    second = list_of(scene.student_id, scene.round_id)
    assert (second.submitted, second.number) == ((a, c, b), 2)
    assert second.receipt != first.receipt
    old = pupil.get("wishes.receipt", round_id=scene.round_id, number=1)
    assert first.receipt in old
    assert "又提交过一份" in old


def test_school_and_student_read_the_same_of_a_list_moved_after_its_submission(
    browser: Browser, pupil: Browser, lin: Person, scene: Scene
) -> None:
    a, b, c, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b, c])
    school = browser.as_(lin)
    assert "改动未提交" not in school.get("rounds.participants", round_id=scene.round_id)
    press(pupil, pupil.get("wishes.choices", round_id=scene.round_id), "move", f"s{c}:up")
    submitted = school.get("rounds.participants", round_id=scene.round_id, state="submitted")
    assert "已提交，改动未提交" in submitted
    assert "已保存，未提交" in pupil.get("wishes.choices", round_id=scene.round_id)


def test_an_unchanged_list_is_not_submitted_twice(pupil: Browser, scene: Scene) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:3])
    assert "这份志愿已经提交" in check(pupil, scene)
    page = pupil.post(
        "wishes.submission", {"version": str(made.version), "read": "y"}, round_id=scene.round_id
    )
    assert page.status == 422
    assert list_of(scene.student_id, scene.round_id).number == 1


def test_a_double_click_gives_one_submission_and_the_same_receipt(pupil: Browser, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3], submit=False)
    page = check(pupil, scene)
    first, second = (send(pupil, page, read="y") for _click in range(2))
    assert first.location == second.location
    assert _submissions() == 1


def test_a_stale_check_page_shows_the_newer_list_and_asks_again(pupil: Browser, scene: Scene) -> None:
    a, b, c, d, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b, c], submit=False)
    old = check(pupil, scene)
    press(pupil, pupil.get("wishes.choices", round_id=scene.round_id), "add", f"s{d}")
    again = send(pupil, old, read="y")
    assert again.status == 422
    assert "志愿又改过" in again
    assert "磨工" in again
    assert list_of(scene.student_id, scene.round_id).submitted is None
    press(pupil, again, read="y")
    assert list_of(scene.student_id, scene.round_id).submitted == (a, b, c, d)


def test_the_student_is_written_to_and_the_trail_tells_of_it(pupil: Browser, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3])
    with acting():
        letter = db.session.scalars(
            select(OutboxLetter).where(OutboxLetter.kind == Letter.WISHES_SUBMITTED)
        ).one()
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.WISH_SUBMIT)).one()
        assert letter.to_id == scene.student.account_id
        assert pupil.get(letter.url).status == 200
        assert (event.by_id, event.acting_for_id) == (scene.student.account_id, None)
        # What somebody wishes for is nobody's business who reads the trail.
        assert set(event.facts) == {"count", "number", "receipt", "on_behalf"}


def _submissions() -> int:
    with acting():
        return db.session.scalar(select(func.count()).select_from(WishSubmission)) or 0
