"""Questions about rounds.

`within` are organisations: the bureau sees its rounds, a school those its cohorts take part in once they
are open.
"""

from matching.rounds.queries.choices import (
    lottery_of,
    one_pre_assignment,
    pre_assignments_of,
    slots_of,
    submissions_of,
)
from matching.rounds.queries.people import (
    busy_elsewhere,
    classes_of,
    cohorts_of,
    has_order,
    is_only_saved,
    kinds_of_students,
    participants,
    schools_of,
    sizes_of,
    students_of,
)
from matching.rounds.queries.rounds import (
    all_held,
    one_round,
    open_to,
    own_round,
    past_their_deadline,
    round_held,
    round_of_student,
    rounds_in,
    rounds_of_bureau,
    rounds_of_student,
    sharing_days_with,
)
from matching.rounds.queries.runs import (
    a_run_of,
    attempts_at,
    one_run,
    run_jobs_of,
    run_of_job,
    running_jobs_of,
    runs_of,
    unplaced_of,
)

__all__ = [
    "a_run_of",
    "all_held",
    "attempts_at",
    "busy_elsewhere",
    "classes_of",
    "cohorts_of",
    "has_order",
    "is_only_saved",
    "kinds_of_students",
    "lottery_of",
    "one_pre_assignment",
    "one_round",
    "one_run",
    "open_to",
    "own_round",
    "participants",
    "past_their_deadline",
    "pre_assignments_of",
    "round_held",
    "round_of_student",
    "rounds_in",
    "rounds_of_bureau",
    "rounds_of_student",
    "run_jobs_of",
    "run_of_job",
    "running_jobs_of",
    "runs_of",
    "schools_of",
    "sharing_days_with",
    "sizes_of",
    "slots_of",
    "students_of",
    "submissions_of",
    "unplaced_of",
]
