"""The demo city, built by calling real actions. Invented names only."""
