"""The 17 county-level units of Linfen: code, names, a point on the map (FMT-09), and how far apart two are.

Points are WGS84, converted from an open data set and good to about two kilometres.
Yaodu stands for the city centre.
"""

import csv
import math
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matching.kernel.i18n import current_locale

_EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class County:
    """A county, a district or a city of county rank; ``lat`` and ``lon`` in degrees."""

    code: str
    name_zh: str
    name_en: str
    lat: float
    lon: float

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_zh if str(current_locale()).startswith("zh") else self.name_en

    def __str__(self) -> str:
        return self.name


@cache
def counties() -> tuple[County, ...]:
    """All seventeen, in the order of their codes."""
    path = Path(__file__).parent / "data" / "counties.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            County(row["code"], row["name_zh"], row["name_en"], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(lines)
        )


# Homes only: where a student lives whose county is not one of ours. The point is never used.
OUTSIDE = County("000000", "市外", "Outside Linfen", 0.0, 0.0)
_OUTSIDE_WORDS = ("市外", "外市", "外地", "外省", "其他", "outside", "outside linfen", "elsewhere", "other")


def homes() -> tuple[County, ...]:
    """Where a student may live: the seventeen counties, and outside the city."""
    return (*counties(), OUTSIDE)


@cache
def _by_code() -> dict[str, County]:
    return {county.code: county for county in homes()}


def county(code: str) -> County | None:
    """The county with this six-digit code, `OUTSIDE` for 000000, or None."""
    return _by_code().get(code)


def county_by_name(text: str) -> County | None:
    """The county a person means by 141002, 尧都区, 临汾市尧都区, Yaodu, or 市外; None if unknown."""
    return _by_word().get(_word(text))


@cache
def _by_word() -> dict[str, County]:
    words = {_word(word): OUTSIDE for word in (OUTSIDE.code, *_OUTSIDE_WORDS)}
    for unit in counties():
        short_en = unit.name_en.split(" ")[0]
        # 吉, 古, 隰 and 蒲 alone are no names people write, yet they can mean only one county here.
        spoken = (
            unit.code,
            unit.name_zh,
            unit.name_zh[:-1],
            unit.name_en,
            unit.name_en.split(" (")[0],
            short_en,
        )
        words |= {_word(word): unit for word in spoken}
        if "(" in unit.name_en:
            words[_word(unit.name_en.split("(")[1].rstrip(")"))] = unit
    return words


def _word(text: str) -> str:
    bare = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    for prefix in ("山西省", "山西", "临汾市", "临汾"):
        bare = bare.removeprefix(prefix)
    return bare


@cache
def distance_km(a: str, b: str) -> float:
    """Kilometres between two counties as the crow flies (haversine); KeyError for an unknown code.

    Outside the city is farther than everything inside: infinite.
    """
    if OUTSIDE.code in (a, b):
        return math.inf
    here, there = _by_code()[a], _by_code()[b]
    north = math.radians(there.lat - here.lat)
    east = math.radians(there.lon - here.lon)
    chord = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(here.lat)) * math.cos(math.radians(there.lat)) * math.sin(east / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(chord))
