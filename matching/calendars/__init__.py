"""Calendars people subscribe to: one secret link a person, revocable; each room tells its dates."""
