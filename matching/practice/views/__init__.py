"""The pages of practice."""

from matching.practice.views.blueprint import bp

__all__ = ["bp"]
