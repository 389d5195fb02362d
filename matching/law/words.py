"""The law's own words: kinds of venue, grades of intensity, forms of pay, hazards.

A member's value is stable and may be stored; ``message`` is the English label, which callers translate.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """``NAME = value, label``: a word of the law with the message id of its label."""

    message: str

    def __new__(cls, value: str, message: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.message = message
        return member


class VenueKind(Word):
    """What kind of place the work is done in."""

    WORKSHOP = "workshop", "Workshop or factory"
    OFFICE = "office", "Office"
    SHOP = "shop", "Shop or market"
    RESTAURANT = "restaurant", "Restaurant or kitchen"
    HOTEL = "hotel", "Hotel"
    HOSPITAL = "hospital", "Hospital or clinic"
    CARE_HOME = "care_home", "Care home"
    SCHOOL = "school", "School or kindergarten"
    FARM = "farm", "Farm or orchard"
    CONSTRUCTION_SITE = "construction_site", "Construction site"
    WAREHOUSE = "warehouse", "Warehouse or logistics centre"
    GARAGE = "garage", "Garage or repair shop"
    LABORATORY = "laboratory", "Laboratory"
    TRANSPORT = "transport", "Railway, bus or road transport"
    MINE = "mine", "Mine or quarry"
    SCENIC_AREA = "scenic_area", "Scenic area or museum"
    SALON = "salon", "Hair or beauty salon"
    OTHER = "other", "Another lawful place"
    BAR = "bar", "Bar"
    NIGHTCLUB = "nightclub", "Nightclub or dance hall"
    KARAOKE = "karaoke", "Karaoke"
    BATH_CENTRE = "bath_centre", "Bath centre"
    GAME_HALL = "game_hall", "Video-game hall"
    INTERNET_CAFE = "internet_cafe", "Internet cafe"
    OTHER_ENTERTAINMENT = "other_entertainment", "Another commercial entertainment venue"

    @property
    def is_entertainment(self) -> bool:
        """Whether it is a commercial entertainment venue, bars and internet cafes included."""
        return self in _ENTERTAINMENT


_ENTERTAINMENT = frozenset(
    {
        VenueKind.BAR,
        VenueKind.NIGHTCLUB,
        VenueKind.KARAOKE,
        VenueKind.BATH_CENTRE,
        VenueKind.GAME_HALL,
        VenueKind.INTERNET_CAFE,
        VenueKind.OTHER_ENTERTAINMENT,
    }
)


class Intensity(Word):
    """The grade of physical labour intensity, GB 3869; the examples are those of the standard's readers."""

    I = "1", "Grade I, light (typing, sewing)"  # noqa: E741  # the standard writes its grades in Roman numerals
    II = "2", "Grade II, medium (sawing, driving)"
    III = "3", "Grade III, heavy (carrying, shovelling, digging)"
    IV = "4", "Grade IV, very heavy"

    @property
    def grade(self) -> int:
        """The grade as a number, higher is harder."""
        return int(self.value)


class PayForm(Word):
    """How the pay reaches the student."""

    MONEY_DIRECT = "money_direct", "Money, straight to the student"
    GOODS = "goods", "Goods or vouchers"
    THIRD_PARTY = "third_party", "Money by way of a third party"
    SCHOOL = "school", "Money by way of the school"
    NONE = "none", "No pay"


class Hazard(Word):
    """A danger the work brings with it, in the words of the juvenile list (LAB-10..26) and of INT-13."""

    DUST = "dust", "Dust (grade I or above)"
    TOXIC = "toxic", "Toxic substances (grade I or above)"
    HEIGHT = "height", "Work at height"
    COLD_WATER = "cold_water", "Cold water (grade II or above)"
    HEAT = "heat", "Heat (grade III or above)"
    LOW_TEMPERATURE = "low_temperature", "Low temperature (grade II or above)"
    UNDERGROUND = "underground", "Underground in a mine"
    QUARRY = "quarry", "Surface quarrying"
    FORESTRY = "forestry", "Logging, floating or guarding in forestry"
    RADIATION = "radiation", "Radioactive matter"
    FIRE_CHEMICAL = "fire_chemical", "Danger of fire, explosion or chemical burns"
    GEOLOGY = "geology", "Field work in geological survey"
    DIVING = "diving", "Diving, culverts, tunnels or high plateaus"
    LOAD = "load", "Carrying heavy loads again and again"
    VIBRATION = "vibration", "Rock drills, tampers and other vibrating tools"
    POSTURE = "posture", "Forced posture on a fast assembly line"
    BOILER = "boiler", "Boiler stoking"
    HIGH_RISK = "high_risk", "Another work of high safety risk"
