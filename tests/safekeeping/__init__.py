"""Invariants, backups and keys."""
