"""Visits of classes at enterprises."""
