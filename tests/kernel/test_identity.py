"""ID numbers, credit codes, mobiles and masks."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.kernel import identity
from matching.kernel.i18n import speaking
from matching.kernel.identity import (
    FaultKind,
    born_on,
    id_check_digit,
    id_number_fault,
    mask_id_number,
    mask_mobile,
    mask_name,
    mobile_fault,
    normal,
    sex,
    uscc_check_digit,
    uscc_fault,
)

TODAY = date(2026, 11, 24)
GOOD_IDS = ["149999200903150170", "149999200809010243", "149999201011200317", "11010519491231002X"]
GOOD_CODES = ["91141002DEM0000144", "91141081DEM000022C", "91141024DEM000030M", "91110000600037341L"]


def kind_of_id(text: str) -> FaultKind | None:
    fault = id_number_fault(text, today=TODAY)
    return fault.kind if fault else None


def id_number(born: date, serial: int) -> str:
    first17 = f"149999{born:%Y%m%d}{serial:03d}"
    return first17 + id_check_digit(first17)


@pytest.mark.parametrize("number", GOOD_IDS)
def test_a_right_id_number_has_no_fault(number):
    assert id_number_fault(number, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("110105194912310021", FaultKind.ID_CHECK),
        ("14999920090315017", FaultKind.ID_SHORT),
        ("", FaultKind.ID_SHORT),
        ("1499992009031501700", FaultKind.ID_LONG),
        ("14999920O903150170", FaultKind.ID_CHARACTERS),
        ("1101051949123100X2", FaultKind.ID_CHARACTERS),
        ("١٤٩٩٩٩٢٠٠٩٠٣١٥٠١٧٠", FaultKind.ID_CHARACTERS),
        ("149999200902300170", FaultKind.ID_BIRTH),
        ("149999189903150170", FaultKind.ID_BIRTH),
        ("149999202611250170", FaultKind.ID_FUTURE),
        ("1.49999E+17", FaultKind.ID_ROUNDED),
        ("149999200903150000", FaultKind.ID_ROUNDED),
    ],
)
def test_each_fault_of_an_id_number_is_told_apart(text, kind):
    assert kind_of_id(text) == kind


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "\u200e11010519491231002X\ufeff",
    ],
)
def test_what_spreadsheets_and_chats_add_to_a_number_is_taken_off(typed):
    assert normal(typed) == "11010519491231002X"
    assert kind_of_id(typed) is None


def test_a_short_number_is_told_how_many_digits_are_missing():
    fault = id_number_fault("14999920090315017", today=TODAY)
    assert fault is not None
    with speaking("en"):
        assert "1 too short: it has 17 of 18" in fault.sentence
    with speaking("zh_CN"):
        assert fault.sentence == "身份证号少 1 位，现在是 17 位"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", list(FaultKind))
def test_every_kind_of_fault_has_a_sentence_in_both_languages(kind, language):
    with speaking("en"):
        english = identity._SAYS[kind]()
    with speaking(language):
        said = identity._SAYS[kind]()
    assert (said == english) == (language == "en")


def test_a_birth_today_is_possible_and_tomorrow_is_not():
    assert kind_of_id(id_number(TODAY, 17)) is None
    assert kind_of_id(id_number(date(2026, 11, 25), 17)) == FaultKind.ID_FUTURE


births = st.dates(date(1930, 1, 1), date(2020, 12, 31))
serials = st.integers(1, 999)


@given(births, serials, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_is_caught(born, serial, place, digit):
    right = id_number(born, serial)
    assume(right[place] != digit)
    assert kind_of_id(right) is None
    assert kind_of_id(right[:place] + digit + right[place + 1 :]) is not None


@given(births, serials, st.integers(0, 16))
def test_any_two_neighbours_changed_about_are_caught(born, serial, place):
    right = id_number(born, serial)
    assume(right[place] != right[place + 1])
    assert kind_of_id(right[:place] + right[place + 1] + right[place] + right[place + 2 :]) is not None


def test_an_id_number_tells_the_birthday_and_the_sex():
    assert born_on("149999200903150170") == date(2009, 3, 15)
    assert sex("149999200903150170") == "male"
    assert sex("149999200809010243") == "female"


@pytest.mark.parametrize("code", [*GOOD_CODES, "91141002dem0000144"])
def test_a_right_credit_code_has_no_fault(code):
    assert uscc_fault(code) is None


def test_a_rural_collective_starts_with_a_letter():
    first17 = "N2141002MF1234567"
    assert uscc_fault(first17 + uscc_check_digit(first17)) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("91110000600037341M", FaultKind.USCC_CHECK),
        ("9111000060003734", FaultKind.USCC_LENGTH),
        ("91110000600037341LL", FaultKind.USCC_LENGTH),
        ("9111000060003734IL", FaultKind.USCC_CHARACTERS),
        ("911100A0600037341L", FaultKind.USCC_DIVISION),
    ],
)
def test_each_fault_of_a_credit_code_is_told_apart(code, kind):
    fault = uscc_fault(code)
    assert fault is not None
    assert fault.kind == kind


def test_a_check_digit_needs_seventeen_characters():
    with pytest.raises(ValueError, match="9114"):
        uscc_check_digit("9114")
    with pytest.raises(ValueError, match="zip"):
        id_check_digit("1499")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("13812342207", None),
        ("+86 138-1234-2207", None),
        ("8613812342207", None),
        ("12812342207", FaultKind.MOBILE_START),
        ("86138123422", FaultKind.MOBILE_START),
        ("1381234220", FaultKind.MOBILE_LENGTH),
        ("138123422071", FaultKind.MOBILE_LENGTH),
        ("1381234220O", FaultKind.MOBILE_CHARACTERS),
        ("", FaultKind.MOBILE_LENGTH),
    ],
)
def test_each_fault_of_a_mobile_is_told_apart(typed, kind):
    fault = mobile_fault(typed)
    assert (fault.kind if fault else None) == kind


def test_a_long_number_is_told_how_many_characters_are_too_many():
    fault = id_number_fault("1499992009031501700", today=TODAY)
    assert fault is not None
    assert fault.params["extra"] == 1


def test_masks_show_what_a_list_may_show():
    assert mask_id_number("149999200903150170") == "1499**********0170"
    assert mask_mobile("138 1234 2207") == "138****2207"
    assert mask_id_number("12345678") == "********"
    assert mask_mobile("") == ""


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王小明", "王*"), ("李华", "李*"), ("欧阳娜娜", "欧阳*"), ("欧阳", "欧*"), ("Anna", "A*"), (" ", "")],
)
def test_a_masked_name_keeps_the_surname_only(name, masked):
    assert mask_name(name) == masked
