"""The units facts and rules are counted in, so that no bare number stands in a check."""

from matching.law.book import Number

TENTHS = 10  # facts count hours in tenths, rules in hours
PERCENT = 100


def hours(tenths: int) -> str:
    """Tenths of an hour as people write them: 80 is 8, 75 is 7.5."""
    whole, rest = divmod(tenths, TENTHS)
    return f"{whole}.{rest}" if rest else str(whole)


def share_floor(percent: Number, of: int) -> int:
    """The whole persons in a share: 10 % of 29 is 2."""
    return int(of * percent // PERCENT)


def share_ceiling(percent: Number, of: int) -> int:
    """The whole money that reaches a share: 80 % of 3,333 is 2,667."""
    return int(-(of * percent // -PERCENT))
