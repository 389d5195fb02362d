"""Teachers' factory practice: posts, sign-ups, allocation, the days themselves, and the five-year ledger."""
