"""From rows to values and letters."""
