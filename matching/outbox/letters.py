"""Every letter this service writes: its kind, its subject line, its template, and how soon it goes out."""

from collections.abc import Mapping
from typing import NamedTuple

from matching.kernel.labels import LabelledEnum
from matching.outbox.enums import Channel, Topic, Urgency


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
    ADDRESS_CHANGED = "address_changed", "Your address for messages was changed"
    WISHES_REMINDER = "wishes_reminder", "Your list of wishes is still missing"
    ANSWER_REMINDER = "answer_reminder", "Your result waits for your answer"
    PRACTICE_POST_WITHDRAWN = "practice_post_withdrawn", "A practice post you signed up for was withdrawn"
    PRACTICE_DUTY = "practice_duty", "Your enterprise is to offer practice posts for teachers"
    PRACTICE_INVITED = "practice_invited", "You are invited to a practice post"
    PRACTICE_ASKED = "practice_asked", "A teacher asks to go to a practice post"
    PRACTICE_APPROVED = "practice_approved", "Your school agrees to your practice"
    PRACTICE_TO_ACCEPT = "practice_to_accept", "A teacher wants to come to your practice post"
    PRACTICE_ACCEPTED = "practice_accepted", "The enterprise accepts you for practice"
    PRACTICE_REFUSED = "practice_refused", "Your sign-up for practice was refused"
    PRACTICE_WITHDRAWN = "practice_withdrawn", "A teacher withdrew from a practice post"
    PRACTICE_SEAT_OFFERED = "practice_seat_offered", "A seat of a practice post is free for you"
    PRACTICE_SEAT_LAPSED = "practice_seat_lapsed", "A seat of a practice post was not taken in time"
    PRACTICE_QUEUE_OVER = "practice_queue_over", "No seat of a practice post became free in time"
    PRACTICE_DAYS_REFUSED = "practice_days_refused", "The enterprise did not confirm a day of your practice"
    PRACTICE_CERTIFIED = "practice_certified", "Your practice is certified"
    PRACTICE_REOPENED = "practice_reopened", "Your school corrects the days of a practice"
    REPORT_RETURNED = "report_returned", "Your school asks you to change your practice report"
    REPORT_ACCEPTED = "report_accepted", "Your school accepts your practice report"
    WORTH_ASKED = "worth_asked", "What is a teacher's improvement worth to you?"
    RECORD_CERTIFIED = "record_certified", "Your school certified practice you recorded"
    RECORD_REFUSED = "record_refused", "Your school does not count practice you recorded"
    PRACTICE_ENDS_EARLY = "practice_ends_early", "A teacher's practice with you ends today"
    TEACHER_LEFT = "teacher_left", "Your school noted that you left"
    TEACHER_ASKS = "teacher_asks", "A teacher asks to join your school"
    TEACHER_ADMITTED = "teacher_admitted", "Your school has agreed: you are in its list of teachers"
    TEACHER_NOT_ADMITTED = "teacher_not_admitted", "A school did not take you into its list of teachers"
    ALLOCATION_ASKED = "allocation_asked", "An allocation waits for your second look"
    ALLOCATION_PLACED = "allocation_placed", "You have a practice post"
    ALLOCATION_WITHOUT = "allocation_without", "The practice posts are handed out"
    ALLOCATION_SCHOOL = "allocation_school", "Teachers of yours were given practice posts"
    ALLOCATION_CANCELLED = "allocation_cancelled", "An allocation of practice posts was cancelled"
    VISIT_BOOKED = "visit_booked", "A class books a visit"
    VISIT_CHANGED = "visit_changed", "A class comes to a visit with another number"
    VISIT_CANCELLED_BY_SCHOOL = "visit_cancelled_by_school", "A class does not come to a visit"
    VISIT_ACCEPTED = "visit_accepted", "The host takes your class for a visit"
    VISIT_REFUSED = "visit_refused", "The host does not take your class for a visit"
    VISIT_PLACES_OFFERED = "visit_places_offered", "Places of a visit are free for your class"
    VISIT_PLACES_LAPSED = "visit_places_lapsed", "Places of a visit were not taken in time"
    VISIT_WAITED_IN_VAIN = "visit_waited_in_vain", "No places of a visit became free"
    VISIT_DATE_CANCELLED = "visit_date_cancelled", "A visit does not take place"
    DIGEST = "digest", "What waits for you today"
    DUE_TODAY = "due_today", "Something is due today"


class Manner(NamedTuple):
    """What a letter is about, how soon it goes out, and by which channels it may."""

    topic: Topic
    urgency: Urgency
    channels: frozenset[Channel]


def _now(topic: Topic) -> Manner:
    return Manner(topic, Urgency.NOW, frozenset(Channel))


def _with_the_summary(topic: Topic) -> Manner:
    return Manner(topic, Urgency.SUMMARY, frozenset({Channel.EMAIL}))


# At once: what somebody must answer, what was done in one's name, what is about the own account.
MANNERS: Mapping[Letter, Manner] = {
    Letter.ROUND_OPENED: _with_the_summary(Topic.ROUNDS),
    Letter.WISHES_SUBMITTED: _with_the_summary(Topic.ROUNDS),
    Letter.WISHES_ENTERED: _now(Topic.ROUNDS),
    Letter.RESULT_STUDENT: _now(Topic.RESULTS),
    Letter.RESULT_SCHOOL: _now(Topic.RESULTS),
    Letter.RESULT_ENTERPRISE: _now(Topic.RESULTS),
    Letter.PUBLICATION_ASKED: _now(Topic.RESULTS),
    Letter.RESULT_ANSWERED: _with_the_summary(Topic.RESULTS),
    Letter.RESULT_RECORDED: _now(Topic.RESULTS),
    Letter.CONSENT_ENDED: _now(Topic.RESULTS),
    Letter.RESULT_LAPSED: _now(Topic.RESULTS),
    Letter.PLACES_LAPSED: _with_the_summary(Topic.RESULTS),
    Letter.WISHES_REMINDER: _now(Topic.ROUNDS),
    Letter.ANSWER_REMINDER: _now(Topic.RESULTS),
    Letter.PRACTICE_POST_WITHDRAWN: _now(Topic.PRACTICE),
    Letter.PRACTICE_DUTY: _now(Topic.PRACTICE),
    Letter.PRACTICE_INVITED: _now(Topic.PRACTICE),
    Letter.PRACTICE_ASKED: _with_the_summary(Topic.PRACTICE),
    Letter.PRACTICE_APPROVED: _with_the_summary(Topic.PRACTICE),
    Letter.PRACTICE_TO_ACCEPT: _with_the_summary(Topic.PRACTICE),
    Letter.PRACTICE_ACCEPTED: _now(Topic.PRACTICE),
    Letter.PRACTICE_REFUSED: _now(Topic.PRACTICE),
    Letter.PRACTICE_WITHDRAWN: _with_the_summary(Topic.PRACTICE),
    Letter.PRACTICE_SEAT_OFFERED: _now(Topic.PRACTICE),
    Letter.PRACTICE_SEAT_LAPSED: _now(Topic.PRACTICE),
    Letter.PRACTICE_QUEUE_OVER: _now(Topic.PRACTICE),
    Letter.PRACTICE_DAYS_REFUSED: _now(Topic.PRACTICE),
    Letter.PRACTICE_CERTIFIED: _now(Topic.PRACTICE),
    Letter.PRACTICE_REOPENED: _now(Topic.PRACTICE),
    Letter.REPORT_RETURNED: _now(Topic.PRACTICE),
    Letter.REPORT_ACCEPTED: _with_the_summary(Topic.PRACTICE),
    Letter.WORTH_ASKED: _with_the_summary(Topic.PRACTICE),
    Letter.RECORD_CERTIFIED: _now(Topic.PRACTICE),
    Letter.RECORD_REFUSED: _now(Topic.PRACTICE),
    Letter.PRACTICE_ENDS_EARLY: _now(Topic.PRACTICE),
    Letter.TEACHER_LEFT: _now(Topic.PRACTICE),
    Letter.TEACHER_ASKS: _with_the_summary(Topic.PRACTICE),
    Letter.TEACHER_ADMITTED: _now(Topic.PRACTICE),
    Letter.TEACHER_NOT_ADMITTED: _now(Topic.PRACTICE),
    Letter.ALLOCATION_ASKED: _now(Topic.PRACTICE),
    Letter.ALLOCATION_PLACED: _now(Topic.PRACTICE),
    Letter.ALLOCATION_WITHOUT: _now(Topic.PRACTICE),
    Letter.ALLOCATION_SCHOOL: _with_the_summary(Topic.PRACTICE),
    Letter.ALLOCATION_CANCELLED: _now(Topic.PRACTICE),
    Letter.VISIT_BOOKED: _with_the_summary(Topic.VISITS),
    Letter.VISIT_CHANGED: _now(Topic.VISITS),
    Letter.VISIT_CANCELLED_BY_SCHOOL: _now(Topic.VISITS),
    Letter.VISIT_ACCEPTED: _now(Topic.VISITS),
    Letter.VISIT_REFUSED: _now(Topic.VISITS),
    Letter.VISIT_PLACES_OFFERED: _now(Topic.VISITS),
    Letter.VISIT_PLACES_LAPSED: _now(Topic.VISITS),
    Letter.VISIT_WAITED_IN_VAIN: _with_the_summary(Topic.VISITS),
    Letter.VISIT_DATE_CANCELLED: _now(Topic.VISITS),
    Letter.NEW_SLIP: _now(Topic.SECURITY),
    Letter.ADDRESS_CHANGED: _now(Topic.SECURITY),
    Letter.DUE_TODAY: Manner(Topic.SUMMARY, Urgency.NOW, frozenset({Channel.EMAIL})),
    Letter.DIGEST: Manner(Topic.SUMMARY, Urgency.NOW, frozenset({Channel.EMAIL})),
}
