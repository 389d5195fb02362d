"""How a person can be reached: told by the rooms above, who know addresses and wishes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from matching.kernel.i18n import DEFAULT
from matching.outbox.enums import Channel, Reason, Topic, Urgency
from matching.outbox.letters import MANNERS, Letter

NEVER_MUTED = frozenset({Topic.SECURITY})


@dataclass(frozen=True, kw_only=True)
class Reach:
    """One person: language, confirmed addresses, those that stopped working, and what they chose.

    `by_default` are the channels that bring what nobody has chosen about.
    """

    locale: str = DEFAULT
    addresses: Mapping[Channel, str] = field(default_factory=dict, repr=False)
    not_working: frozenset[Channel] = frozenset()
    chosen: Mapping[tuple[Topic, Channel], bool] = field(default_factory=dict)
    by_default: frozenset[Channel] = frozenset({Channel.EMAIL})

    def wants(self, topic: Topic, channel: Channel) -> bool:
        """Whether letters about this come by this channel; account and security always do."""
        return topic in NEVER_MUTED or self.chosen.get((topic, channel), channel in self.by_default)


NOBODY = Reach(by_default=frozenset())


@dataclass(frozen=True)
class Directory:
    """What the outbox asks for people; `note` is told whether an address took a letter, or refuses all."""

    reach_of: Callable[[Collection[int]], Mapping[int, Reach]]
    note: Callable[[int, Channel, bool], None]


def channels_for(kind: Letter, reach: Reach) -> dict[Channel, Reason | None]:
    """The channels a letter takes, each with None or the reason why nothing is sent there.

    A channel without an address, or one nobody asked for, is not worth a row.
    """
    taken = {
        channel: why_not_by(channel, kind, reach)
        for channel in sorted(MANNERS[kind].channels & set(reach.addresses))
    }
    return {
        channel: why_not
        for channel, why_not in taken.items()
        if why_not is not Reason.MUTED or any((topic, channel) in reach.chosen for topic in _topics(kind))
    }


def why_not_by(channel: Channel, kind: Letter, reach: Reach) -> Reason | None:
    """Why a letter does not go to this person by this channel now."""
    if channel not in reach.addresses:
        return Reason.NO_ADDRESS
    if not all(reach.wants(topic, channel) for topic in _topics(kind)):
        return Reason.MUTED
    if channel in reach.not_working:
        return Reason.NOT_WORKING
    return None


def _topics(kind: Letter) -> set[Topic]:
    """Whoever wants no summaries gets nothing that comes with one."""
    manner = MANNERS[kind]
    return {manner.topic} | ({Topic.SUMMARY} if manner.urgency is Urgency.SUMMARY else set())
