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
    RESULT_RECORDED = "result_recorded", "Your school wrote down your answer"
    CONSENT_ENDED = "consent_ended", "A student took the consent back: delete the data"
    RESULT_LAPSED = "result_lapsed", "Your place was not answered in time"
    PLACES_LAPSED = "places_lapsed", "Places of your students were not answered in time"
    NEW_SLIP = "new_slip", "A new activation slip was made for your account"


class LetterState(LabelledEnum):
    """Where a letter is."""

    WAITING = "waiting", "Waiting", "info", "clock"
    SENT = "sent", "Sent", "ok", "check"
    FAILED = "failed", "Not delivered", "bad", "alert"
