"""Letters that can wait: held for the summary of the day, carried by one mail, of one fate with it."""

from matching.kernel import clock as time
from matching.outbox import digest
from matching.outbox.enums import Reason
from matching.outbox.letters import Letter
from matching.outbox.sending import TurnedDown
from tests.make import acting
from tests.outbox.office import Bag, Office, office, send, ways

__all__ = ["office"]


def test_letters_that_can_wait_are_held_and_carried_by_one_summary(office: Office) -> None:
    office.give(1)
    office.give(2)
    for key in "ab":
        send(1, Letter.ROUND_OPENED, key=key)
    send(2, Letter.ROUND_OPENED)
    office.deliver()
    assert office.mail.parcels == []
    _summaries("2026-03-16")
    assert ways()[0] == (1, "email", "held", "")
    office.deliver()
    assert [(one.to, one.body) for one in office.mail.parcels] == [
        ("p1@example.cn", "轮次轮次"),
        ("p2@example.cn", "轮次"),
    ]
    assert {state for _to, _channel, state, _reason in ways()} == {"sent"}
    with acting():
        assert digest.held_for() == {}


def test_what_a_summary_carries_shares_its_fate(office: Office) -> None:
    office.give(1)
    send(1, Letter.ROUND_OPENED)
    office.deliver()
    _summaries("2026-03-16")
    office.mail = Bag(raising=lambda: TurnedDown(Reason.NO_SUCH_ADDRESS, "550"))
    office.deliver()
    assert ways() == [(1, "email", "failed", "no_such_address")] * 2


def test_a_summary_that_goes_nowhere_takes_nothing_along(office: Office) -> None:
    office.give(1)
    send(1, Letter.ROUND_OPENED)
    office.deliver()
    _summaries("2026-03-16")
    office.people.clear()
    office.deliver()
    assert ways() == [(1, "email", "skipped", "no_address")]


def test_what_was_read_on_the_page_needs_no_summary(office: Office) -> None:
    office.give(1)
    send(1, Letter.ROUND_OPENED)
    office.deliver()
    with acting():
        (letter,) = digest.held_for([1])[1]
        letter.read_at = time.now()
    with acting():
        assert digest.held_for() == {}
    _summaries("2026-03-16")
    assert ways() == [(1, "email", "skipped", "read")]


def _summaries(day: str) -> None:
    with acting():
        held = digest.held_for()
        digest.carry(
            [
                digest.Summary(to, {"news": ["轮次"] * len(letters)}, tuple(one.id for one in letters))
                for to, letters in held.items()
            ],
            key=day,
        )
