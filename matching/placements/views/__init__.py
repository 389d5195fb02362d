"""The pages of publication, of results, and of the answers to them."""

from matching.placements.views import answers, mine, preview, publication, results
from matching.placements.views.blueprint import bp

__all__ = ["answers", "bp", "mine", "preview", "publication", "results"]
