"""What students are reminded of, and when."""

from datetime import timedelta

from matching.kernel.labels import LabelledEnum

DAYS_BEFORE = (3, 1, 0)  # the deadline
HOUR = 8  # in the morning, as the clock in Linfen shows it
LATE = timedelta(hours=3)  # a machine that was off until later lets this morning pass


class About(LabelledEnum):
    """What is missing."""

    WISHES = "wishes", "Lists of wishes"
    ANSWERS = "answers", "Answers to results"
