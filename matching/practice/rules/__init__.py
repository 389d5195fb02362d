"""Whether something may happen in practice now: None, or the reason why not."""
