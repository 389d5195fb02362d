"""The journeys look at the same city as the grid."""

from tests.grid.conftest import built, city, world

__all__ = ["built", "city", "world"]
