"""Matters: what waits for somebody, as a row from the moment it is there until it is done."""
