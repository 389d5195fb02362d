"""Letters: a row in the transaction of the deed, delivered after it, at most once."""
