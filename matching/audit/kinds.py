"""The vocabulary of the trail: `subject:verb`, each with the sentence it is told in."""

from matching.kernel.labels import LabelledEnum


class AuditKind(LabelledEnum):
    """One kind for each thing that can be done."""

    ACCOUNT_ACTIVATE = "account:activate", "{by} set a first password"
    ACCOUNT_CREATE = "account:create", "{by} created the account {username}"
    ACCOUNT_DEACTIVATE = "account:deactivate", "{by} deactivated the account {username}: {reason}"
    ACCOUNT_REACTIVATE = "account:reactivate", "{by} reactivated the account {username}"
    ACCOUNT_RENAME = "account:rename", "{by} changed the user name {before} to {username}"
    ACCOUNT_SIGN_IN = "account:sign_in", "{by} signed in"
    ACCOUNT_SIGN_OUT = "account:sign_out", "{by} signed out"
    ACCOUNT_END_SESSION = "account:end_session", "{by} ended a session"
    DENIED = "access:denied", "{by} was refused at {path}"
    EXPORT = "list:export", "{by} exported {count} rows: {list}"
    EXPORT_FULL = "list:export_full", "{by} exported {count} rows, numbers in full: {list}. {reason}"
    EXPORT_PERSONS = (
        "list:export_persons",
        "{by} exported {count} rows about persons: {list}. {reason}",
    )
    CALENDAR_MAKE = "calendar:make", "{by} made a new link to the own calendar"
    CALENDAR_REMOVE = "calendar:remove", "{by} took back the link to the own calendar"
    CONTACT_ASK = "contact:ask", "{by} asked for a code for a new address"
    CONTACT_CONFIRM = "contact:confirm", "{by} confirmed an address for messages"
    CONTACT_REMOVE = "contact:remove", "{by} took an address for messages away"
    MESSAGE_AGAIN = "message:again", "{by} sent a message again that had not arrived"
    MESSAGES_CHOOSE = "messages:choose", "{by} chose which messages come by which way"
    MEMBERSHIP_ADD = "membership:add", "{by} gave {username} the role {role}"
    HAT_CHANGE = "membership:wear", "{by} went on as {role}"
    MEMBERSHIP_END = "membership:end", "{by} ended the role {role} of {username}"
    NOTICE_ACCEPT = "privacy:accept", "{by} read and accepted the privacy notice {version}"
    ORGANISATION_CREATE = "organisation:create", "{by} registered {name}"
    ORGANISATION_CLASSIFY = "organisation:classify", "{by} noted the class of {name}"
    ORGANISATION_EDIT = "organisation:edit", "{by} changed {name}"
    PASSWORD_CHANGE = "password:change", "{by} changed the password"
    SIGN_IN_FAILED = "account:sign_in_failed", "A sign-in failed for {username}"
    COHORT_CREATE = "cohort:create", "{by} made the cohort {name}"
    COHORT_EDIT = "cohort:edit", "{by} changed the cohort {name}"
    COHORT_ENROL = "cohort:enrol", "{by} enrolled {count} students"
    ROSTER_WORKBOOK = (
        "roster:workbook",
        "{by} brought a workbook of {count} sheets to choose a class list from",
    )
    ROSTER_UPLOAD = "roster:upload", "{by} uploaded a class list of {count} rows"
    ROSTER_EXPORT = "roster:export", "{by} took a class list of {count} rows with its faults marked"
    ROSTER_MEND = "roster:mend", "{by} corrected {count} cells of a class list"
    ROSTER_CANCEL = "roster:cancel", "{by} threw a class list away"
    SLIPS_ISSUE = "slips:issue", "{by} issued {count} activation slips"
    SLIP_OF_STAFF = "slips:staff", "{by} made a slip for the account {username}: {reason}"
    SLIP_OF_TEACHER = "slips:teacher", "{by} made a new slip for the teacher {username}"
    SLIP_OF_STUDENT = "slips:student", "{by} made a new slip for the student {username}"
    STUDENT_EDIT = "student:edit", "{by} changed a student's data: {fields}"
    STUDENT_REVEAL = "student:reveal", "{by} looked at full data of a student: {reason}"
    STUDENT_WITHDRAW = "student:withdraw", "{by} withdrew a student: {reason}"
    SLOT_EDIT = "slot:edit", "{by} changed the slot {title}"
    SLOT_POST = "slot:post", "{by} posted the slot {title}"
    SLOT_SETTLE = "slot:settle", "{by} settled the terms of {count} slots in which students were placed"
    SLOT_WITHDRAW = "slot:withdraw", "{by} withdrew the slot {title}: {reason}"
    ALLOCATION_ASK = "allocation:ask", "{by} asked a second officer to publish the allocation {name}"
    ALLOCATION_CANCEL = "allocation:cancel", "{by} cancelled the allocation {name}: {reason}"
    ALLOCATION_CREATE = "allocation:create", "{by} set up the allocation {name} of {count} practice posts"
    ALLOCATION_FINISH = "allocation:finish", "The allocation {name} was computed"
    ALLOCATION_PUBLISH = (
        "allocation:publish",
        "{by} published the allocation {name}: {placed} places",
    )
    ALLOCATION_RANK = "allocation:rank", "{by} ranked {count} practice posts in the allocation {name}"
    ALLOCATION_RUN = "allocation:run", "{by} had the allocation {name} computed"
    ALLOCATION_TAKE_BACK = (
        "allocation:take_back",
        "{by} took the request to publish the allocation {name} back",
    )
    OFFER_CONFIRM = "offer:confirm", "{by} confirmed that the practice post {title} still holds"
    OFFER_EDIT = "offer:edit", "{by} changed the practice post {title}"
    OFFER_HAND_OUT = (
        "offer:hand_out",
        "An allocation gave {count} seats of the practice post {title}",
    )
    OFFER_POST = "offer:post", "{by} offered the practice post {title}"
    OFFER_RELEASE = "offer:release", "{count} sign-ups for the practice post {title} ended: {reason}"
    OFFER_WITHDRAW = "offer:withdraw", "{by} withdrew the practice post {title}: {reason}"
    DAY_ENTER = "practice_day:enter", "{by} entered {day} at the practice post {title}"
    DAY_TAKE_BACK = "practice_day:take_back", "{by} took back a day at the practice post {title}"
    DAYS_CONFIRM = "practice_day:confirm", "{by} confirmed {count} days of {teacher} at {title}"
    DAYS_REFUSE = "practice_day:refuse", "{by} refused {count} days of {teacher} at {title}: {reason}"
    PRACTICE_CERTIFY = "practice:certify", "{by} certified {count} days of {teacher} at {title}"
    PRACTICE_REOPEN = "practice:reopen", "{by} opened the days of {teacher} at {title} again: {reason}"
    RECORD_ADD = "practice_record:add", "{by} recorded practice of {teacher} at {enterprise}"
    RECORD_CERTIFY = "practice_record:certify", "{by} certified practice of {teacher} at {enterprise}"
    RECORD_REFUSE = (
        "practice_record:refuse",
        "{by} refused practice of {teacher} at {enterprise}: {reason}",
    )
    DUTY_REMIND = "practice:remind", "{by} reminded {name} to offer practice posts"
    INVITE = "practice:invite", "{by} invited {count} teachers to the practice post {title}"
    INVITATION_DECLINE = (
        "practice_invitation:decline",
        "{by} declined an invitation to the practice post {title}",
    )
    QUEUE_END = "seat:queue_end", "No seat of {title} became free for {teacher} in time"
    SEAT_LAPSE = "seat:lapse", "{teacher} did not take the seat of {title} in time"
    SEAT_OFFER = "seat:offer", "A free seat of {title} was offered to {teacher}"
    SEAT_TAKE = "seat:take", "{by} took the offered seat of {title}"
    REPORT_ACCEPT = "practice_report:accept", "{by} accepted the report of {teacher} on {title}"
    REPORT_HAND_IN = "practice_report:hand_in", "{by} handed in the report on {title}"
    REPORT_RETURN = "practice_report:return", "{by} returned the report of {teacher} on {title}: {reason}"
    REPORT_WORTH = "practice_report:worth", "{by} put CNY {worth} a year to the improvement of {teacher}"
    REPORT_WRITE = "practice_report:write", "{by} wrote on the report on {title}"
    SIGN_UP = "sign_up:ask", "{by} signed up for the practice post {title}"
    SIGN_UP_ACCEPT = "sign_up:accept", "{by} accepted {teacher} for the practice post {title}"
    SIGN_UP_APPROVE = "sign_up:approve", "{by} approved that {teacher} goes to the practice post {title}"
    SIGN_UP_EDIT = "sign_up:edit", "{by} changed the sign-up for the practice post {title}"
    SIGN_UP_END = (
        "sign_up:end",
        "{by} ended the practice of {teacher} at {title}: the teacher left the school",
    )
    SIGN_UP_LEAVE = "sign_up:leave", "{by} withdrew {teacher} from {title}: the teacher left the school"
    SIGN_UP_REFUSE = "sign_up:refuse", "{by} refused {teacher} for the practice post {title}: {reason}"
    SIGN_UP_WITHDRAW = "sign_up:withdraw", "{by} withdrew from the practice post {title}"
    ROUND_CREATE = "round:create", "{by} made the round {name}"
    ROUND_EDIT = "round:edit", "{by} changed the round {name}"
    ROUND_LOCK = "round:lock", "The round {name} was locked with {count} lists of wishes"
    ROUND_OPEN = "round:open", "{by} opened the round {name} for wishes"
    ROUND_CLOSE = "round:close", "{by} closed the round {name}"
    ROUND_EXPORT = "round:export", "{by} exported the frozen input of a run of {name}"
    RUN_FINISH = "run:finish", "A run of the round {name} was computed and verified"
    RUN_START = "run:start", "{by} started a run of the round {name}"
    PREASSIGN = "round:preassign", "{by} gave a student a place before the match: {reason}"
    PREASSIGN_WITHDRAW = "round:preassign_withdraw", "{by} took back a place given before the match: {reason}"
    WISH_CHANGE = "wish:change", "{by} changed a list of wishes"
    WISH_SUBMIT = "wish:submit", "{by} submitted a list of {count} wishes"
    CONSENT_TAKE_BACK = "consent:take_back", "{by} took back the consent to an enterprise"
    PLACEMENT_ANSWER = "placement:answer", "{by} answered a result: {answer}"
    STUDENTS_REMIND = "students:remind", "{count} students of the round {name} were reminded"
    PLACEMENT_LAPSE = "placement:lapse", "{count} places of the round {name} were not answered in time"
    PREVIEW = (
        "publication:preview",
        "{by} looked at the unpublished result of {pseudonym} in {name}",
    )
    PUBLICATION_ASK = "publication:ask", "{by} asked a second officer to publish the round {name}"
    PUBLICATION_WITHDRAW = "publication:withdraw", "{by} took back the request to publish {name}"
    BACKUP = "backup:make", "{by} made a backup of {count} rows"
    KEY_ADD = "keys:add", "{by} put a new field key in use"
    KEY_FORGET = "keys:forget", "{by} removed {count} old field keys"
    KEY_RESEAL = "keys:reseal", "{by} sealed {count} values anew under the new field key"
    RESTORE = "backup:restore", "{by} restored the backup of {made_at}"
    INVARIANTS_HOLD = "invariants:hold", "{by} checked the data: all {count} invariants hold"
    INVARIANTS_BROKEN = "invariants:broken", "{by} checked the data: {broken} do not hold"
    STATEMENT_PRINT = "practice_statement:print", "{by} printed the practice record of {teacher}"
    RECOGNITION_RECORD = "recognition:record", "{by} recorded that {teacher} is a dual-qualified teacher"
    RECOGNITION_TAKE_BACK = (
        "recognition:take_back",
        "{by} took back a recognition of {teacher} as dual-qualified: {reason}",
    )
    SCHOOL_CODE_MAKE = "school_code:make", "{by} made a new code with which teachers join"
    SCHOOL_CODE_REMOVE = "school_code:remove", "{by} switched off the code with which teachers join"
    JOIN_ADMIT = "join:admit", "{by} agreed that {name} teaches here"
    JOIN_ASK = "join:ask", "{by} asked to join as a teacher"
    JOIN_FAILED = "join:failed", "Somebody tried a school code that is none"
    JOIN_REFUSE = "join:refuse", "{by} refused {name} as a teacher: {reason}"
    JOIN_TAKE_BACK = "join:take_back", "{by} took back the request to join as a teacher"
    BOOKING_ACCEPT = "booking:accept", "{by} accepted {group} for the visit {title}"
    BOOKING_CANCEL = "booking:cancel", "{by} cancelled the booking of {group} for the visit {title}"
    BOOKING_CHANGE = "booking:change", "{by} changed the booking of {group} for the visit {title}"
    BOOKING_LAPSE = "booking:lapse", "{group} got no places for the visit {title} in time"
    BOOKING_MAKE = "booking:make", "{by} booked the visit {title} for {students} of {group}"
    BOOKING_OFFER = "booking:offer", "Free places of the visit {title} were offered to {group}"
    BOOKING_REFUSE = "booking:refuse", "{by} refused {group} for the visit {title}: {reason}"
    BOOKING_RELEASE = "booking:release", "{count} bookings of the visit {title} ended: {reason}"
    BOOKING_TAKE = "booking:take", "{by} took the offered places of the visit {title} for {group}"
    VISIT_CANCEL = "visit:cancel", "{by} called off the visit {title} on {moment}: {reason}"
    VISIT_DATES = "visit:dates", "{by} added {count} dates to the visit {title}"
    VISIT_EDIT = "visit:edit", "{by} changed the visit {title}"
    VISIT_OFFER = "visit:offer", "{by} offered the visit {title}"
    VISIT_RESEAT = "visit:reseat", "{by} changed the places of the visit {title} from {before} to {seats}"
    VISIT_WITHDRAW = "visit:withdraw", "{by} withdrew the visit {title}: {reason}"
    TEACHER_ADD = "teacher:add", "{by} added the teacher {name}"
    TEACHER_EDIT = "teacher:edit", "{by} changed the profile of the teacher {name}"
    TEACHERS_UPLOAD = "teachers:upload", "{by} uploaded a list of {count} teachers"
    TEACHERS_EXPORT = "teachers:export", "{by} took a list of {count} teachers with its faults marked"
    TEACHERS_MEND = "teachers:mend", "{by} corrected {count} cells of a list of teachers"
    TEACHERS_ENROL = "teachers:enrol", "{by} took over a list of {count} teachers"
    TEACHERS_CANCEL = "teachers:cancel", "{by} threw a list of teachers away"
    TEACHER_LEAVE = "teacher:leave", "{by} noted that a teacher left: {reason}"
    PUBLISH = "round:publish", "{by} published the round {name}: {count} students"
