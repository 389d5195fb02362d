"""The pages of organisations: their register, their people, the trail."""

from matching.organisations.views import hats, people, register, trail
from matching.organisations.views.blueprint import bp

__all__ = ["bp", "hats", "people", "register", "trail"]
