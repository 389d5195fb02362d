"""The pages of visits."""

from matching.visits.views import booking, bookings, dates, lists, offering
from matching.visits.views.blueprint import bp

__all__ = ["booking", "bookings", "bp", "dates", "lists", "offering"]
