"""The pages of organisations: their register, their people, the trail."""

from matching.organisations.views import exports, hats, people, register, trail
from matching.organisations.views.blueprint import bp

__all__ = ["bp", "exports", "hats", "people", "register", "trail"]
