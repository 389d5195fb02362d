"""Stored files: sealed, counted, small; opened only through what they belong to."""
