"""Words and limits of the pages on which students order their wishes."""

from enum import StrEnum

POOL_PAGE = 20  # slots one may still choose, a page
BARRED_SHOWN = 6  # slots one may not choose now, before the link to all of them
BARRED_PAGE = 40
KEY = "s"  # a slot's key on the page: s12; also the place a moved card is found again


class MoveKind(StrEnum):
    """What one press of a button does to a list."""

    UP = "up"
    DOWN = "down"
    TO = "to"
    ADD = "add"
    REMOVE = "remove"


class Barred(StrEnum):
    """Why a slot that exists cannot be wished for."""

    WITHDRAWN = "withdrawn"  # the enterprise took it back
    OUTSIDE = "outside"  # its first day left the round's window
    RULE = "rule"  # a hard finding of the law
