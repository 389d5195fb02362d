"""From live data to a home page: one module a role, `home.py` puts them together."""
