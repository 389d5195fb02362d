"""Deliver letters after the deed, at most once: a row is claimed and committed before it is handed on.

A letter whose worker dies in between stays SENT and is on the person's notifications page all the same.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, Protocol

import structlog
from jinja2 import Environment
from sqlalchemy import update

from matching.db import apart
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.kernel.i18n import DEFAULT
from matching.outbox.letters import LetterState
from matching.outbox.models import OutboxLetter
from matching.outbox.queries import waiting
from matching.outbox.writing import CannotWrite, Written, written

BATCH = 200
LONGEST_FAILURE = 300

log = structlog.get_logger()

Locales = Callable[[Collection[int]], Mapping[int, str]]


class Sender(Protocol):
    """Carries one letter to one account; raises OSError when it cannot."""

    def __call__(self, letter: Written, *, kind: str, to_id: int) -> None: ...


class Console:
    """The sender of an installation without mail: a log line that names nobody; developers see the text."""

    def __init__(self, *, show_text: bool) -> None:
        self._show_text = show_text

    def __call__(self, letter: Written, *, kind: str, to_id: int) -> None:
        """Note that it went out."""
        log.info("letter", kind=kind, to=to_id)
        if self._show_text:
            log.info("letter text", subject=letter.subject, body=letter.body)


class Taken(NamedTuple):
    """A claimed letter, read and free of its session."""

    letter: OutboxLetter
    locale: str


class Postman:
    """The handler of the job `outbox.deliver`: each letter in its reader's language, handed to the sender."""

    def __init__(self, environment: Environment, locales: Locales, send: Sender) -> None:
        self._environment = environment
        self._locales = locales
        self._send = send

    def deliver(self, job: RunningJob) -> None:
        """Everything that waits, in batches of 200, each claimed in a transaction of its own."""
        del job
        while batch := self._claim():
            for taken in batch:
                self._hand_on(taken)

    def _claim(self) -> list[Taken]:
        with apart() as session:
            letters = list(session.scalars(waiting(BATCH).with_for_update(skip_locked=True)))
            if not letters:
                return []
            session.execute(
                update(OutboxLetter)
                .where(
                    OutboxLetter.id.in_([letter.id for letter in letters]),
                    OutboxLetter.state == LetterState.WAITING,
                )
                .values(state=LetterState.SENT, sent_at=clock.now())
                .execution_options(synchronize_session=False)
            )
        known = self._locales({letter.to_id for letter in letters})
        return [Taken(letter, known.get(letter.to_id, DEFAULT)) for letter in letters]

    def _hand_on(self, taken: Taken) -> None:
        letter = taken.letter
        try:
            self._send(
                written(letter, self._environment, locale=taken.locale),
                kind=letter.kind.value,
                to_id=letter.to_id,
            )
        except (CannotWrite, OSError) as error:
            log.error("letter not delivered", id=letter.id, kind=letter.kind.value, error=str(error))
            _note_failure(letter.id, str(error))


def _note_failure(letter_id: int, reason: str) -> None:
    with apart() as session:
        session.execute(
            update(OutboxLetter)
            .where(OutboxLetter.id == letter_id)
            .values(state=LetterState.FAILED, sent_at=None, failure=reason[:LONGEST_FAILURE])
        )
