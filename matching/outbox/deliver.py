"""Deliver letters after the deed: plan their channels, then hand each on, at most once an attempt."""

import threading
from collections.abc import Mapping

import structlog
from jinja2 import Environment

from matching.jobs.worker import RunningJob
from matching.outbox import deliveries
from matching.outbox.enums import Channel, Reason
from matching.outbox.models import Delivery
from matching.outbox.planning import plan_all
from matching.outbox.reach import NOBODY, Directory, Reach, why_not_by
from matching.outbox.sending import Later, Line, Parcel, Sender, TurnedDown, Unreachable
from matching.outbox.writing import CannotWrite, written

SETTINGS = "/me/messages"

log = structlog.get_logger()


class Postman:
    """The handler of the job `outbox.deliver`.

    One line a channel and process: a mail server that hangs holds one worker, never all of them.
    """

    def __init__(
        self, environment: Environment, directory: Directory, senders: Mapping[Channel, Sender], base: str
    ) -> None:
        self._environment = environment
        self._directory = directory
        self._senders = senders
        self._base = base.rstrip("/")
        self._busy = {channel: threading.Lock() for channel in senders}

    def deliver(self, job: RunningJob) -> None:
        """Everything that is due; whoever finds a channel busy leaves it to the one at work there."""
        del job
        plan_all(self._directory)
        for channel, sender in self._senders.items():
            if self._busy[channel].acquire(blocking=False):
                try:
                    self._walk(channel, sender)
                finally:
                    self._busy[channel].release()

    def _walk(self, channel: Channel, sender: Sender) -> None:
        while batch := deliveries.due(channel):
            known = self._directory.reach_of({one.letter.to_id for one in batch})
            try:
                with sender.line() as line:
                    for one in batch:
                        self._turn(one, known.get(one.letter.to_id, NOBODY), line)
            except Unreachable as error:
                log.error("nobody answers", channel=channel.value, answer=error.answer)
                deliveries.put_off_all(channel, error.answer)
                return

    def _turn(self, one: Delivery, reach: Reach, line: Line) -> None:
        """One attempt, if nobody else makes it."""
        if not deliveries.begin(one):
            return
        if (why_not := why_not_by(one.channel, one.letter.kind, reach)) is not None:
            deliveries.skipped(one, why_not)
            return
        try:
            provider_id = line.carry(self._parcel(one, reach))
        except Later as error:
            deliveries.put_off(one, Reason.TURNED_DOWN, error.answer)
        except TurnedDown as error:
            deliveries.failed(one, error.reason, error.answer)
            if error.reason is Reason.NO_SUCH_ADDRESS:
                self._directory.note(one.letter.to_id, one.channel, False)
            log.warning("turned down", id=one.letter_id, channel=one.channel.value, answer=error.answer)
        except CannotWrite as error:
            deliveries.failed(one, Reason.NOT_WRITTEN)
            log.error("letter not written", id=one.letter_id, kind=one.letter.kind.value, error=str(error))
        except Unreachable as error:
            deliveries.put_off(one, Reason.NOT_REACHED, error.answer)
            raise
        else:
            deliveries.sent(one, provider_id)
            self._directory.note(one.letter.to_id, one.channel, True)

    def _parcel(self, one: Delivery, reach: Reach) -> Parcel:
        text = written(one.letter, self._environment, locale=reach.locale)
        return Parcel(
            reference=f"letter-{one.letter_id}-{one.letter.created_at:%Y%m%d%H%M%S}",
            to=reach.addresses[one.channel],
            subject=text.subject,
            body=text.body,
            url=f"{self._base}{one.letter.url}" if self._base and one.letter.url else "",
            settings_url=f"{self._base}{SETTINGS}" if self._base else "",
            locale=reach.locale,
        )
