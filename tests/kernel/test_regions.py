"""The seventeen county units and the way between them."""

import itertools

import pytest

from matching.kernel import regions
from matching.kernel.i18n import speaking
from matching.kernel.regions import counties, county, county_by_name, distance_km


def test_linfen_has_seventeen_county_units():
    codes = [unit.code for unit in counties()]
    assert len(set(codes)) == 17
    assert codes == sorted(codes)
    assert {"141002", "141081", "141082"} <= set(codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("尧都区", "141002"),
        ("尧都", "141002"),
        ("临汾市尧都区", "141002"),
        ("山西省临汾市 洪洞县", "141024"),
        ("Yaodu", "141002"),
        ("yaodu district", "141002"),
        ("１４１００２", "141002"),
        ("侯马市", "141081"),
        ("侯马", "141081"),
        ("吉县", "141028"),
        ("Jixian", "141028"),
        ("Ji County", "141028"),
        ("隰县", "141031"),
    ],
)
def test_a_county_is_found_however_people_write_it(text, code):
    found = county_by_name(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "临汾市", "太原市", "县", "141001"])
def test_a_stranger_is_not_taken_for_a_county(text):
    assert county_by_name(text) is None


def test_every_name_leads_back_to_its_county():
    for unit in counties():
        assert county(unit.code) is unit
        assert county_by_name(unit.name_zh) is unit
        assert county_by_name(unit.name_en) is unit
    assert county("110101") is None


def test_a_county_is_named_in_the_readers_language():
    houma = county("141081")
    assert houma is not None
    with speaking("zh_CN"):
        assert str(houma) == "侯马市"
    with speaking("en"):
        assert str(houma) == "Houma City"


def test_distances_are_those_of_the_map():
    assert distance_km("141002", "141002") == 0
    assert distance_km("141002", "141081") == pytest.approx(53.8, abs=1)
    for a, b in itertools.combinations([unit.code for unit in counties()], 2):
        assert distance_km(a, b) == pytest.approx(distance_km(b, a))
        assert 5 < distance_km(a, b) < 170


@pytest.mark.parametrize("typed", ["市外", "外地", "Outside Linfen", "000000"])
def test_a_student_from_elsewhere_can_be_entered(typed: str) -> None:
    assert regions.county_by_name(typed) is regions.OUTSIDE


def test_outside_the_city_is_farther_than_everything_inside() -> None:
    inside = max(regions.distance_km(a.code, b.code) for a in regions.counties() for b in regions.counties())
    assert regions.distance_km(regions.OUTSIDE.code, "141002") > inside
    assert regions.OUTSIDE not in regions.counties()
