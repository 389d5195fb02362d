"""Match rounds: scope, rules, wishes, the lock at the deadline, and immutable runs of the engine."""
