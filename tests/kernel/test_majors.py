"""The list of majors: found as people write them, and their nearness."""

import pytest

from matching.kernel.i18n import speaking
from matching.kernel.majors import MajorFit, fit_of_major, groups, major, major_by_name, majors, suggest


def test_there_are_sixty_eight_majors_in_fifteen_groups():
    assert len({one.code for one in majors()}) == 68
    assert [group.code for group in groups()] == [f"{n:02d}" for n in range(1, 16)]
    assert all(one.code.startswith(one.group.code) for one in majors())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0106", "0106"),
        ("0106-4", "0106"),
        ("数控加工(数控车工)", "0106"),
        ("数控加工（数控车工）", "0106"),
        ("数控车工", "0106"),
        ("CNC lathe", "0106"),
        ("焊接加工", "0119"),
        (" 焊接 加工 ", "0119"),
        ("welding", "0119"),
        ("3D打印技术应用", "0195"),
        ("３d打印技术应用", "0195"),
        ("饭店(酒店)服务", "0591"),
    ],
)
def test_a_major_is_found_however_people_write_it(text, code):
    found = major_by_name(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "数控加工", "烹饪", "心理学", "9999"])
def test_what_could_mean_several_majors_or_none_is_not_guessed(text):
    assert major_by_name(text) is None


def test_every_name_leads_back_to_its_major():
    for one in majors():
        assert major(one.code) is one
        assert major_by_name(one.name_zh) is one
        assert major_by_name(one.name_en) is one


@pytest.mark.parametrize(
    ("text", "first"),
    [("数控加工", "0106"), ("焊接", "0119"), ("电子商物", "0691"), ("汽车修理", "0403"), ("Weldng", "0119")],
)
def test_did_you_mean_offers_the_nearest_first(text, first):
    assert suggest(text)[0].code == first


def test_nothing_near_is_nothing_offered():
    assert suggest("") == []
    assert suggest("哲学") == []
    assert len(suggest("数控", limit=2)) == 2


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
