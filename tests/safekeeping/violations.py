"""What no action would ever write, and which invariants it breaks: those, and no other.

A row says what it is, the numbers of the broken invariants, and statements; `unguarded` is a table whose
constraints would say no.
"""

from typing import NamedTuple

ROUND = "(SELECT id FROM match_round WHERE state = 'published')"
RUN = "(SELECT published_run_id FROM match_round WHERE state = 'published')"
ACCEPTED = "(SELECT min(id) FROM placement WHERE state = 'accepted')"
OFFERED = "(SELECT min(id) FROM placement WHERE state = 'offered')"
SOMEBODY = "(SELECT min(id) FROM student)"
SOMEBODY_ELSE = "(SELECT max(id) FROM student)"
UNPLACED = f"(SELECT student_id FROM proposal WHERE run_id = {RUN} AND slot_id IS NULL)"
LIN = "(SELECT id FROM account WHERE username = 'lin')"

# Only the engine that computed a match can compute it again: of another's, the hashes are compared.
OF_ANOTHER_ENGINE = f"UPDATE match_run SET engine_version = '0' WHERE id = {RUN}"

# A practice post and a teacher, as far as the tables ask; neither is in the busy world.
OFFER = (
    "INSERT INTO practice_offer (id, enterprise_id, title, learn, contents, form, starts_on, ends_on,"
    " days_week, seats, taken, queued, mentor, county, address, requirements, safety, allowance_day, state,"
    " fresh_at, withdrawn_why, created_at, version)"
    " SELECT {id}, min(id), '', '', '[]', 'visit', '2026-07-06', '2026-07-31', 5, 2, {taken}, 0, '', '', '',"
    " '', '', 0, 'open', min(created_at), '', min(created_at), 1 FROM organisation"
)
TEACHER = (
    "INSERT INTO teacher (id, account_id, name, kind, subject, teaches, is_new, skill_level, teaching_since,"
    " created_at, version)"
    " SELECT 9999, id, name, 'general', '', '', false, 'none', '2020-09-01', created_at, 1 FROM account"
    " WHERE username = 'lin'"
)
SIGN_UP = (
    "INSERT INTO practice_sign_up (id, offer_id, teacher_id, school_id, state, wants, timetable,"
    " timetable_note, department_agrees, starts_on, ends_on, allocated, asked_at, moved_at, why, version)"
    " SELECT {id}, {id}, 9999, min(id), 'accepted', '', 'free', '', true, '2026-07-06', '2026-07-31', false,"
    " min(created_at), min(created_at), '', 1 FROM organisation"
)

PLACEMENT = "round_id, run_id, student_id, school_id, enterprise_id, slot_id, wish, created_at, answer_note"
JOB = "kind, key, payload, state, done, total, words, words_with, back_url, attempts, created_at, finished_at"


class Violation(NamedTuple):
    """Something planted."""

    what: str
    breaks: str
    statements: tuple[str, ...]
    unguarded: str = ""


VIOLATIONS = (
    Violation("a seat for practice that nobody holds", "I1", (OFFER.format(id=9999, taken=1),)),
    Violation(
        "a teacher in two places",
        "I13",
        (
            TEACHER,
            *(OFFER.format(id=number, taken=1) for number in (9998, 9999)),
            *(SIGN_UP.format(id=number) for number in (9998, 9999)),
        ),
    ),
    Violation(
        "two places for one student",
        "I3",
        (
            f"INSERT INTO placement (id, state, answered_at, {PLACEMENT})"
            f" SELECT 9999, 'lapsed', created_at, {PLACEMENT} FROM placement WHERE id = {OFFERED}",
        ),
        unguarded="placement",
    ),
    Violation(
        "a seat too few",
        "I4",
        (f"UPDATE slot SET seats = 0 WHERE id = (SELECT slot_id FROM placement WHERE id = {ACCEPTED})",),
        unguarded="slot",
    ),
    Violation("rules of another run", "I6", (f"UPDATE match_run SET rules_hash = 'f' WHERE id = {RUN}",)),
    Violation(
        "a result of another run",
        "I6 I7 I8",
        (f"UPDATE match_run SET result_hash = 'f' WHERE id = {RUN}",),
    ),
    Violation(
        "a snapshot that is none",
        "I5 I6 I10",
        (f"UPDATE match_run SET snapshot = (SELECT min(row_key) FROM match_round) WHERE id = {RUN}",),
    ),
    Violation(
        "a place nobody chose",
        "I5 I7",
        (
            OF_ANOTHER_ENGINE,
            f"UPDATE proposal SET slot_id = (SELECT max(id) FROM slot) WHERE run_id = {RUN} AND wish = 1",
        ),
    ),
    Violation("a place that is missing", "I7", (f"DELETE FROM placement WHERE id = {OFFERED}",)),
    Violation("another wish", "I7", (f"UPDATE placement SET wish = 7 WHERE id = {OFFERED}",)),
    Violation(
        "one officer",
        "I7",
        ("UPDATE publication_request SET decided_by_id = asked_by_id",),
        unguarded="publication_request",
    ),
    Violation(
        "a round closed by hand", "I8", (f"UPDATE match_round SET state = 'closed' WHERE id = {ROUND}",)
    ),
    Violation(
        "an answer by hand",
        "I8",
        (f"UPDATE placement SET state = 'declined', answered_at = created_at WHERE id = {OFFERED}",),
    ),
    Violation(
        "a student withdrawn by hand",
        "I8",
        (
            "UPDATE student SET state = 'withdrawn', withdrawn_at = '2026-03-30 00:00:00.000000',"
            f" withdrawn_by_id = 1 WHERE id = {SOMEBODY}",
        ),
    ),
    Violation(
        "a slot withdrawn by hand",
        "I8",
        (
            "UPDATE slot SET state = 'withdrawn', withdrawn_at = created_at, withdrawn_by_id = 1"
            " WHERE id = (SELECT min(id) FROM slot)",
        ),
    ),
    Violation(
        "an account deactivated by hand",
        "I8",
        (
            "UPDATE account SET state = 'deactivated', deactivated_at = created_at, deactivated_by_id = 1"
            " WHERE username = 'tang'",
        ),
    ),
    Violation(
        "another lottery number",
        "I9",
        (f"UPDATE lottery_number SET number = 99 WHERE round_id = {ROUND} AND student_id = {UNPLACED}",),
    ),
    Violation(
        "another promise",
        "I6 I9",
        (f"UPDATE match_round SET seed_commitment = 'f' WHERE id = {ROUND}",),
    ),
    Violation(
        "a list after the deadline",
        "I10",
        ("UPDATE wish_submission SET submitted_at = '2027-01-01 00:00:00.000000' WHERE id = 1",),
    ),
    Violation(
        "a child at work",
        "I11",
        (
            "UPDATE student SET born_on = '2015-01-01'"
            f" WHERE id = (SELECT student_id FROM placement WHERE id = {ACCEPTED})",
        ),
    ),
    Violation(
        "a list of another school", "I14 I23", ("UPDATE roster_upload SET school_id = 1 WHERE id = 1",)
    ),
    Violation(
        "wishes of somebody else",
        "I14",
        (f"UPDATE wish_submission SET student_id = {SOMEBODY_ELSE} WHERE id = 1",),
    ),
    Violation(
        "a place at another enterprise",
        "I14",
        (f"UPDATE placement SET enterprise_id = 1 WHERE id = {OFFERED}",),
    ),
    Violation(
        "the number of somebody else",
        "I15",
        (
            "UPDATE student SET id_number_sealed ="
            f" (SELECT id_number_sealed FROM student WHERE id = {SOMEBODY_ELSE}) WHERE id = {SOMEBODY}",
        ),
    ),
    Violation(
        "a digest of something else",
        "I15",
        (f"UPDATE student SET phone_index = id_number_index WHERE id = {SOMEBODY}",),
    ),
    Violation(
        "a name changed in the trail", "I16", ("UPDATE audit_event SET by_name = 'nobody' WHERE id = 3",)
    ),
    Violation(
        "the end of the trail cut off",
        "I16",
        (
            "UPDATE account SET state = 'invited', deactivated_at = NULL, deactivated_by_id = NULL"
            " WHERE state = 'deactivated'",
            "DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)",
        ),
    ),
    Violation(
        "a job nobody holds",
        "I17",
        ("UPDATE job SET state = 'running', finished_at = NULL WHERE id = 1",),
        unguarded="job",
    ),
    Violation(
        "a lease for ever",
        "I17",
        (
            "UPDATE job SET state = 'running', finished_at = NULL, lease_token = 'x',"
            " lease_until = '2036-01-01 00:00:00.000000' WHERE id = 1",
        ),
    ),
    Violation(
        "a job twice",
        "I18",
        (
            f"INSERT INTO job (id, {JOB}) SELECT 9999, {JOB} FROM job"
            " WHERE id = (SELECT min(id) FROM job WHERE key IS NOT NULL)",
        ),
        unguarded="job",
    ),
    Violation(
        "signed in without an account that is open",
        "I19",
        (f"UPDATE account SET state = 'invited', password_hash = NULL WHERE id = {LIN}",),
    ),
    Violation(
        "signed in for days",
        "I19",
        (f"UPDATE account_session SET seen_at = '2026-03-30 02:00:00.000000' WHERE account_id = {LIN}",),
    ),
    Violation(
        "a list emptied too early",
        "I20",
        ("UPDATE roster_upload SET state = 'checked' WHERE state = 'enrolled'",),
        unguarded="roster_upload",
    ),
    Violation("a longer list", "I20", ("UPDATE roster_upload SET rows = 9 WHERE state = 'checked'",)),
    Violation(
        "a student who vanished",
        "I22",
        (OF_ANOTHER_ENGINE, f"DELETE FROM proposal WHERE run_id = {RUN} AND slot_id IS NULL"),
    ),
    Violation(
        "a major of no slot",
        "I23",
        ("INSERT INTO slot_major (slot_id, major_code) VALUES (9999, '0101')",),
    ),
    *(
        Violation(
            what,
            "I24",
            (
                "INSERT INTO delivery (id, letter_id, channel, state, finished_at,"
                " answer, attempts, provider_id)"
                f" SELECT 9999, min(id), 'email', {state}, '', 1, '' FROM outbox_letter",
            ),
            unguarded="delivery",
        )
        for what, state in (
            ("sent at no time", "'sent', NULL"),
            ("waiting for no time", "'waiting', NULL"),
            ("failed of nothing", "'failed', min(created_at)"),
        )
    ),
    Violation(
        "waiting twice",
        "I25",
        (
            "INSERT INTO matter (id, kind, audience, audience_id, subject_id, n, urgency, raised_at)"
            " SELECT 9998 + n, 'rank', 'account', 1, 0, 1, 'now', at FROM"
            " (SELECT min(raised) AS at FROM (SELECT created_at AS raised FROM outbox_letter) letters) first,"
            " (SELECT 0 AS n UNION ALL SELECT 1) two",
        ),
        unguarded="matter",
    ),
)
