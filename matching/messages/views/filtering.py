"""What the ledger can be narrowed by."""

from collections.abc import Iterator

from matching.db import db
from matching.kernel.i18n import _
from matching.kernel.labels import LabelledEnum
from matching.messages import queries
from matching.messages.enums import LedgerState
from matching.outbox.enums import Channel
from matching.outbox.models import OutboxLetter
from matching.web.listing import Filter, Kind, Listing, Option
from matching.web.paging import asked_for

MOST_ROUNDS = 30


def listing(within: frozenset[int]) -> Listing:
    """By state, kind, way, round, organisation and day."""
    kinds = db.session.execute(queries.kinds_in(within))
    rounds = db.session.execute(queries.rounds_in_letters(within, MOST_ROUNDS))
    return asked_for(
        [
            Filter(name="state", legend=_("State"), where=queries.stands, options=_options(LedgerState)),
            Filter(
                name="kind",
                legend=_("What"),
                where=lambda kind: OutboxLetter.kind == kind,
                options=[Option(kind.value, kind.label, count) for kind, count in kinds],
            ),
            Filter(name="channel", legend=_("Way"), where=queries.went_by, options=_options(Channel)),
            Filter(
                name="round",
                legend=_("Match round"),
                where=lambda one_id: OutboxLetter.round_id == int(one_id),
                options=[Option(str(one_id), name) for one_id, name in rounds],
            ),
            *_typed(),
        ]
    )


def _typed() -> Iterator[Filter]:
    """What is written: an organisation's name, and from when until when."""
    called = queries.at_an_organisation_called
    yield Filter(name="organisation", legend=_("Organisation"), where=called, kind=Kind.WORDS)
    yield Filter(name="since", legend=_("From"), where=queries.since, kind=Kind.DAY)
    yield Filter(name="until", legend=_("Until"), where=queries.until, kind=Kind.DAY)


def _options(words: type[LabelledEnum]) -> list[Option]:
    return [Option(*choice) for choice in words.choices()]
