"""The pages of practice."""

from matching.practice.views import (
    days,
    decisions,
    here,
    leaving,
    lists,
    offering,
    offers,
    recognitions,
    records,
    shares,
    sign_ups,
    standings,
    statements,
)
from matching.practice.views.blueprint import bp

__all__ = [
    "bp",
    "days",
    "decisions",
    "here",
    "leaving",
    "lists",
    "offering",
    "offers",
    "recognitions",
    "records",
    "shares",
    "sign_ups",
    "standings",
    "statements",
]
