"""Letters on their way out: by which channel, at most once an attempt, tried again, given up."""

import threading
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update

from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.kernel import clock as time
from matching.outbox.deliveries import resume
from matching.outbox.enums import RETRY_AFTER, UNSURE_AFTER, Channel, DeliveryState, Reason, Topic
from matching.outbox.letters import MANNERS, Letter
from matching.outbox.models import Delivery
from matching.outbox.post import DELIVER, Address, post_all
from matching.outbox.sending import Later, TurnedDown, Unreachable
from tests.make import acting
from tests.outbox.office import Bag, Office, office, send, ways
from tests.statements import Counting

__all__ = ["office"]

MOBILE = "13800002207"


def test_every_letter_has_a_topic_and_an_urgency() -> None:
    assert set(MANNERS) == set(Letter)


def test_an_urgent_letter_goes_out_at_once_and_only_once(office: Office) -> None:
    office.give(1)
    send(1)
    office.deliver()
    office.deliver()
    assert [(one.to, one.subject, one.body) for one in office.mail.parcels] == [
        ("p1@example.cn", "有一轮匹配等你确认", "春季")
    ]
    assert ways() == [(1, "email", "sent", "")]


def test_links_are_whole_and_lead_to_the_page_and_to_the_settings(office: Office) -> None:
    office.give(1)
    send(1)
    office.deliver()
    (parcel,) = office.mail.parcels
    assert parcel.url == "https://matching.example.cn/me"
    assert parcel.settings_url == "https://matching.example.cn/me/messages"


def test_each_reads_the_own_language(office: Office) -> None:
    office.give(1)
    office.give(2, locale="en")
    send(1)
    send(2)
    office.deliver()
    assert [one.subject for one in office.mail.parcels] == [
        "有一轮匹配等你确认",
        "A round waits for your second look",
    ]


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (Letter.RESULT_STUDENT, {}, {"email": "", "sms": ""}),
        (Letter.ROUND_OPENED, {}, {"email": ""}),
        (Letter.RESULT_STUDENT, {"by_default": frozenset({Channel.EMAIL})}, {"email": ""}),
        (
            Letter.RESULT_STUDENT,
            {"chosen": {(Topic.RESULTS, Channel.SMS): False}},
            {"email": "", "sms": "muted"},
        ),
        (
            Letter.NEW_SLIP,
            {"chosen": {(Topic.SECURITY, Channel.SMS): False}, "by_default": frozenset()},
            {"email": "", "sms": ""},
        ),
        (Letter.ROUND_OPENED, {"chosen": {(Topic.SUMMARY, Channel.EMAIL): False}}, {"email": "muted"}),
        (Letter.RESULT_STUDENT, {"not_working": {Channel.EMAIL}}, {"email": "not_working", "sms": ""}),
        (Letter.RESULT_STUDENT, {"addresses": {}}, {}),
    ],
    ids=["both", "no-sms-for-summaries", "default", "muted", "security", "no-summaries", "broken", "nowhere"],
)
def test_which_channels_a_letter_takes(
    office: Office, kind: Letter, facts: dict[str, object], expected: dict[str, str]
) -> None:
    office.give(1, sms=MOBILE, **{"by_default": frozenset(Channel), **facts})
    send(1, kind)
    office.deliver()
    assert {channel: reason for _to, channel, _state, reason in ways()} == expected


def test_what_was_muted_while_it_waited_is_not_sent(office: Office) -> None:
    office.give(1)
    send(1)
    office.mail = Bag(raising=lambda: Unreachable("421"))
    office.deliver()
    office.give(1, chosen={(Topic.RESULTS, Channel.EMAIL): False})
    office.mail = Bag()
    _due_again()
    office.deliver()
    assert (office.mail.parcels, ways()) == ([], [(1, "email", "skipped", "muted")])


def test_a_temporary_refusal_is_tried_again_later_each_time_and_then_given_up(
    office: Office, clock: time_machine.Traveller
) -> None:
    office.give(1)
    office.mail = Bag(raising=lambda: Later("451"))
    send(1)
    for wait in RETRY_AFTER:
        office.deliver()
        assert ways() == [(1, "email", "waiting", "turned_down")]
        clock.shift(wait - timedelta(seconds=5))
        office.deliver()
        assert ways() == [(1, "email", "waiting", "turned_down")]
        clock.shift(timedelta(seconds=10))
    office.deliver()
    assert ways() == [(1, "email", "failed", "turned_down")]
    with acting():
        row = db.session.scalars(select(Delivery)).one()
        assert (row.attempts, row.answer) == (len(RETRY_AFTER) + 1, "451")


def test_a_letter_refused_for_good_is_not_tried_again_and_the_address_is_noted(office: Office) -> None:
    office.give(1)
    office.mail = Bag(raising=lambda: TurnedDown(Reason.NO_SUCH_ADDRESS, "550"))
    send(1)
    office.deliver()
    office.mail = Bag()
    _due_again()
    office.deliver()
    assert (office.mail.parcels, ways()) == ([], [(1, "email", "failed", "no_such_address")])
    assert office.noted == [(1, Channel.EMAIL, False)]


def test_a_server_that_is_away_costs_one_attempt_for_all_letters_and_one_connection(
    office: Office, clock: time_machine.Traveller
) -> None:
    office.mail = Bag(raising=lambda: Unreachable("TimeoutError"))
    for one in range(1, 31):
        office.give(one)
        send(one)
    office.deliver()
    assert office.mail.lines == 1
    assert {(state, reason) for _to, _channel, state, reason in ways()} == {("waiting", "not_reached")}
    with acting():
        assert set(db.session.scalars(select(Delivery.attempts))) == {1}
    for wait in RETRY_AFTER:
        clock.shift(wait + timedelta(seconds=5))
        office.deliver()
    assert {(state, reason) for _to, _channel, state, reason in ways()} == {("failed", "not_reached")}


def test_a_letter_that_lacks_a_fact_does_not_hold_up_the_others(office: Office) -> None:
    office.give(1)
    office.give(2)
    with acting():
        post_all(Letter.PUBLICATION_ASKED, [Address(1, {}), Address(2, {"name": "春季"})], key="a")
    office.deliver()
    assert ways() == [(1, "email", "failed", "not_written"), (2, "email", "sent", "")]


def test_twenty_workers_deliver_each_letter_once(office: Office) -> None:
    for one in range(1, 41):
        office.give(one, sms=f"138000{one:05}", by_default=frozenset(Channel))
    with acting():
        post_all(Letter.PUBLICATION_ASKED, [Address(n, {"name": "春季"}) for n in range(1, 41)], key="a")
    start = threading.Barrier(20)

    def go() -> None:
        start.wait()
        office.deliver()

    workers = [threading.Thread(target=go) for _n in range(20)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    office.deliver()
    assert sorted(one.to for one in office.mail.parcels) == sorted(f"p{n}@example.cn" for n in range(1, 41))
    assert sorted(one.to for one in office.sms.parcels) == sorted(f"138000{n:05}" for n in range(1, 41))


def test_a_worker_killed_in_the_middle_leaves_a_letter_unsure_and_nobody_sends_it_twice(
    office: Office, app: Flask, clock: time_machine.Traveller
) -> None:
    class Killed(BaseException):
        """As a kill, nothing catches it."""

    office.give(1)
    office.mail = Bag(raising=Killed)  # type: ignore[arg-type]  # a kill is no Exception
    send(1)
    with pytest.raises(Killed):
        office.deliver()
    office.mail = Bag()
    office.deliver()
    app.extensions["workshop"].sweep()
    assert ways() == [(1, "email", "sending", "")]
    clock.shift(UNSURE_AFTER + timedelta(seconds=5))
    app.extensions["workshop"].sweep()
    office.deliver()
    assert (office.mail.parcels, ways()) == ([], [(1, "email", "failed", "unsure")])


def test_the_sweep_calls_a_worker_for_what_is_due_and_only_one(office: Office) -> None:
    office.give(1)
    office.mail = Bag(raising=lambda: Later("451"))
    send(1)
    office.deliver()
    with acting():
        db.session.execute(update(Job).values(state=JobState.DONE, finished_at=time.now()))
    assert _called() == 0
    _due_again()
    assert _called() == 1
    assert _called() == 1


def test_a_letter_whose_job_failed_is_planned_by_the_next(office: Office) -> None:
    office.give(1)
    send(1)
    with acting():
        over = {"state": JobState.FAILED, "finished_at": time.now()}
        db.session.execute(update(Job).where(Job.kind == DELIVER).values(over))
    for _sweep in range(2):
        with acting():
            resume()
    with acting():
        waiting = select(func.count()).where(Job.kind == DELIVER, Job.state == JobState.QUEUED)
        assert db.session.scalar(waiting) == 1


@pytest.mark.parametrize("people", [20, 200])
def test_planning_costs_the_same_for_twenty_people_and_for_two_hundred(
    office: Office, statements: Counting, people: int
) -> None:
    for one in range(1, people + 1):
        office.give(one)
    with acting():
        post_all(Letter.ROUND_OPENED, [Address(n, {"name": "春季"}) for n in range(1, people + 1)], key="a")
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1
    with statements() as asked:
        office.deliver()
    assert len(ways()) == people
    assert len(asked) <= 7, asked


def _called() -> int:
    """How many postmen are on call after the chore."""
    with acting():
        resume()
    with acting():
        called = select(func.count()).where(Job.kind == DELIVER, Job.state == JobState.QUEUED)
        return db.session.scalar(called) or 0


def _due_again() -> None:
    with acting():
        db.session.execute(
            update(Delivery).where(Delivery.state == DeliveryState.WAITING).values(next_try_at=time.now())
        )
