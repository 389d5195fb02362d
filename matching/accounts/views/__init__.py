"""The pages of accounts: the door, oneself, and what anybody may read."""

from matching.accounts.views import entrance, notice, oneself, public
from matching.accounts.views.blueprint import bp

__all__ = ["bp", "entrance", "notice", "oneself", "public"]
