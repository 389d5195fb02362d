"""Whether it may happen."""
