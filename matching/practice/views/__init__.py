"""The pages of practice."""

from matching.practice.views import decisions, sign_ups
from matching.practice.views.blueprint import bp

__all__ = ["bp", "decisions", "sign_ups"]
