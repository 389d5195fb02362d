"""What everybody who takes part may know of a round's course: nothing of runs, nothing before its time."""

from matching.audit.kinds import AuditKind

SHOWN_TO_ALL = (AuditKind.ROUND_OPEN, AuditKind.ROUND_LOCK, AuditKind.PUBLISH, AuditKind.ROUND_CLOSE)
