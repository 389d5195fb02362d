"""How an officer asks for messages."""

from matching.kernel.labels import LabelledEnum

DAYS_LOOKED_BACK = 90  # of the figures above the list
DAYS_TO_LOOK_AFTER = 14  # a message that failed longer ago is no task any more
MAILINGS_SHOWN = 4
SMALLEST_MAILING = 2


class LedgerState(LabelledEnum):
    """Where a message stands, in one word; READ is said of the page, the others of the ways."""

    WAITING = "waiting", "Waiting", "info", "clock"
    SENT = "sent", "Sent, not read yet", "neutral", "check"
    READ = "read", "Read", "ok", "check"
    FAILED = "failed", "Not delivered", "bad", "alert"
    MUTED = "muted", "Switched off or not sent", "neutral", "x"
    ON_THE_PAGE = "on_the_page", "Only here on the page", "neutral", "bell"
