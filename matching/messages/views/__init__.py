"""The pages of the ledger of messages."""

from matching.messages.views import ledger
from matching.messages.views.blueprint import bp

__all__ = ["bp", "ledger"]
