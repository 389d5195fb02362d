"""The list of majors: found by code, and their nearness."""

import pytest

from matching.kernel.i18n import speaking
from matching.kernel.majors import MajorFit, fit_of_major, groups, major, majors


def test_there_are_sixty_eight_majors_in_fifteen_groups():
    assert len({one.code for one in majors()}) == 68
    assert [group.code for group in groups()] == [f"{n:02d}" for n in range(1, 16)]
    assert all(one.code.startswith(one.group.code) for one in majors())


def test_a_code_leads_to_its_major_with_or_without_the_ending_of_a_level():
    for one in majors():
        assert major(one.code) is one
        assert major(f"{one.code}-4") is one
    assert major("9999") is None


def test_a_major_is_named_in_the_readers_language():
    welding = major("0119")
    assert welding is not None
    with speaking("en"):
        assert (welding.name, welding.group.name) == ("Welding", "Mechanical")
    with speaking("zh_CN"):
        assert (str(welding), welding.group.name) == ("焊接加工", "机械类")


@pytest.mark.parametrize(
    ("listed", "fit"),
    [
        (["0106", "0203"], MajorFit.SAME),
        (["0203", "0119"], MajorFit.GROUP),
        (["0203"], MajorFit.OTHER),
        ([], MajorFit.OTHER),
    ],
)
def test_a_slot_is_as_near_as_the_nearest_major_it_lists(listed, fit):
    assert fit_of_major("0106", listed) == fit
