"""Visits in sentences."""
