"""Limits of stored files."""

LARGEST_PHOTO = 8 * 1024 * 1024  # bytes, as it is brought
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600  # pixels, as it is kept
QUALITY = 82
