"""The words of digests and their hours."""

from datetime import timedelta

DIGEST_JOB = "digests.write"  # the kind of job that writes the summaries of one hour

LATE = timedelta(hours=3)  # a machine that was off until later says nothing: the next summary will
QUIET_FROM = 21  # no letter at once after this hour
EVERY = timedelta(minutes=1)  # how often a process asks for everybody's matters
