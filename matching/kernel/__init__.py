"""Ideas that belong to no feature: time, words, errors, moves, regions, sheets. No web, no database."""
