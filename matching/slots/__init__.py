"""Internship slots: posting, the law's answer, seats, and the list people choose from."""
