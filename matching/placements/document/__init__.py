"""Results as people read them: the story a student is told, and what others may see of a student."""

from matching.placements.document.demand import Interest, interest_of
from matching.placements.document.people import Intern, Line, intern_of, line_of, standing_of
from matching.placements.document.story import Story, fairness_of, story_of

__all__ = [
    "Intern",
    "Interest",
    "Line",
    "Story",
    "fairness_of",
    "interest_of",
    "intern_of",
    "line_of",
    "standing_of",
    "story_of",
]
