"""Every letter this service writes: its kind, its subject line, and the template that tells it."""

from matching.kernel.labels import LabelledEnum


class Letter(LabelledEnum):
    """The label is the subject people read; the body is `_letters/<value>.txt`."""

    ROUND_OPENED = "round_opened", "You can rank your wishes now"
    WISHES_SUBMITTED = "wishes_submitted", "Your wishes have been received"
    WISHES_ENTERED = "wishes_entered", "Your school entered wishes for you"
    RESULT_STUDENT = "result_student", "Your match result is here"
    RESULT_SCHOOL = "result_school", "The match results of your students are here"
    RESULT_ENTERPRISE = "result_enterprise", "The match results of your slots are here"
    PUBLICATION_ASKED = "publication_asked", "A round waits for your second look"
    RESULT_ANSWERED = "result_answered", "A student answered a result"


class LetterState(LabelledEnum):
    """Where a letter is."""

    WAITING = "waiting", "Waiting", "info", "clock"
    SENT = "sent", "Sent", "ok", "check"
    FAILED = "failed", "Not delivered", "bad", "alert"
