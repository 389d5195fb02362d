"""The pages of practice."""

from matching.practice.views import (
    allocating,
    allocations,
    days,
    decisions,
    here,
    leaving,
    lists,
    offering,
    offers,
    rankings,
    recognitions,
    records,
    shares,
    sign_ups,
    standings,
    statements,
)
from matching.practice.views.blueprint import bp

__all__ = [
    "allocating",
    "allocations",
    "bp",
    "days",
    "decisions",
    "here",
    "leaving",
    "lists",
    "offering",
    "offers",
    "recognitions",
    "rankings",
    "records",
    "shares",
    "sign_ups",
    "standings",
    "statements",
]
