"""The pages of slots: the list people choose from, one slot, and posting, editing, withdrawing it."""

from matching.slots.views import changing, lists, live, posting, showing
from matching.slots.views.blueprint import bp

__all__ = ["bp", "changing", "lists", "live", "posting", "showing"]
