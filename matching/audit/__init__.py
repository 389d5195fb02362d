"""The trail: who did what, when. Append-only, chained by a keyed hash; told in sentences."""
