"""Results as people read them: the story a student is told, and what others may see of a student."""

from matching.placements.document.people import Intern, Line, intern_of, line_of
from matching.placements.document.story import Story, fairness_of, story_of

__all__ = ["Intern", "Line", "Story", "fairness_of", "intern_of", "line_of", "story_of"]
