"""Words and limits of accounts."""

from matching.kernel.labels import LabelledEnum

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128
WRONG_TRIES = 10
WRONG_TRIES_MINUTES = 5
IDLE_MINUTES = 30
LONGEST_SESSION_HOURS = 12
ACTIVATION_DAYS = 60
LONGEST_DEVICE = 80
PRIVACY_NOTICE = "2026-11-24"  # the version of templates/public/_privacy_*.html people are asked to read


class AccountState(LabelledEnum):
    """Whether somebody may come in."""

    INVITED = "invited", "Not activated yet", "info", "clock"
    ACTIVE = "active", "Active", "ok", "check"
    DEACTIVATED = "deactivated", "Deactivated", "bad", "x"


MOVES = {
    AccountState.INVITED: frozenset({AccountState.ACTIVE, AccountState.DEACTIVATED}),
    AccountState.ACTIVE: frozenset({AccountState.DEACTIVATED}),
    AccountState.DEACTIVATED: frozenset({AccountState.ACTIVE, AccountState.INVITED}),
}
