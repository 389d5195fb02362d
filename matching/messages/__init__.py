"""The ledger of messages: what went to whom, when, by which way, read or failed."""
