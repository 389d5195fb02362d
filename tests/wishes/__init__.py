"""Wishes: ranked, submitted, entered on behalf."""
