"""Matching for a school that has nothing but three sheets: no server, no database, no keys."""
