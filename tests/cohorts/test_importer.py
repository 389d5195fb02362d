"""A class list becomes drafts and faults, whatever it looks like; nobody types a good row twice."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.cohorts.importer import Column, FaultCode, NoteCode, template
from matching.imports.columns import places_of, sheet_with
from matching.imports.faults import Wrong
from matching.imports.lists import edited
from matching.kernel.i18n import speaking
from tests.cohorts.class_list import an_id, another, cells, checked, index_of


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def test_a_good_row_becomes_a_draft():
    roster = checked(cells())
    (draft,) = roster.drafts
    assert (draft.line, draft.name, draft.id_number) == (2, "王思远", an_id())
    assert (draft.student_number, draft.class_name, draft.entry_year) == ("20240001", "数控2401", 2024)
    assert (draft.phone, draft.home_county, draft.school_score) == ("13800132207", "141002", 855)
    assert (roster.faults, roster.notes, roster.repairs) == ((), (), ())


@pytest.mark.parametrize(
    ("column", "typed", "field", "read"),
    [
        ("name", "李 明", "name", "李明"),
        ("name", "阿依古丽•买买提", "name", "阿依古丽·买买提"),
        ("name", "Anna O'Neil-Li", "name", "Anna O'Neil-Li"),
        ("name", "𠮷\ue863", "name", "𠮷\ue863"),
        ("id_number", f"'{an_id()[:6]} {an_id()[6:]}", "id_number", an_id()),
        ("id_number", an_id(serial=17).lower(), "id_number", an_id(serial=17)),
        ("student_number", "jk-2024 01", "student_number", "JK-202401"),
        ("class_name", "数控 2401", "class_name", "数控2401"),
        ("class_name", "Class 3 B", "class_name", "Class 3 B"),
        ("entry_year", "2024级", "entry_year", 2024),
        ("entry_year", "2024-09-01", "entry_year", 2024),
        ("entry_year", "2024年9月", "entry_year", 2024),
        ("phone", "+86 138-0013-2207", "phone", "13800132207"),
        ("phone", "", "phone", None),
        ("home_county", "临汾市洪洞县", "home_county", "141024"),
        ("home_county", "Houma", "home_county", "141081"),
        ("school_score", "0", "school_score", 0),
        ("school_score", "100", "school_score", 1000),
        ("school_score", "85.55", "school_score", 856),
        ("school_score", "85.333333", "school_score", 853),
        ("school_score", "90分", "school_score", 900),
    ],
)
def test_a_value_is_understood_as_it_was_meant(column, typed, field, read):
    roster = checked(cells(**{column: typed}))
    assert [fault.sentence for fault in roster.faults] == []
    assert getattr(roster.drafts[0], field) == read


@pytest.mark.parametrize(
    ("column", "typed", "code", "piece"),
    [
        ("name", "", Wrong.EMPTY, "Fill in: Name."),
        ("name", "王*远", Wrong.NAME, "“*”"),
        ("name", "王思远1", Wrong.NAME, "“1”"),
        ("name", "王" * 51, Wrong.NAME, "50"),
        ("id_number", "", Wrong.EMPTY, "ID number"),
        ("id_number", an_id()[:-1], FaultCode.ID_LENGTH, "17"),
        ("id_number", an_id() + "1", FaultCode.ID_LENGTH, "19"),
        ("id_number", "O" + an_id()[1:], FaultCode.ID_CHARACTERS, "“O”"),
        ("id_number", an_id("20080230"), FaultCode.ID_BIRTH, "20080230"),
        ("id_number", an_id("20260302"), FaultCode.ID_BIRTH, "still to come"),
        ("id_number", an_id()[:-1] + ("0" if an_id()[-1] != "0" else "1"), FaultCode.ID_CHECK, "last"),
        ("id_number", "1.49999200802141E+17", Wrong.ROUNDED, "text"),
        ("student_number", "", Wrong.EMPTY, "Student number"),
        ("student_number", "学号1", FaultCode.STUDENT_NUMBER, "30"),
        ("student_number", "1" * 31, FaultCode.STUDENT_NUMBER, "30"),
        ("student_number", "2.02400000000000E+15", Wrong.ROUNDED, "text"),
        ("class_name", "", Wrong.EMPTY, "Class"),
        ("class_name", "班" * 41, FaultCode.CLASS_NAME, "40"),
        ("entry_year", "", Wrong.EMPTY, "Entry year"),
        ("entry_year", "24级", FaultCode.YEAR, "2024"),
        ("entry_year", "2023", FaultCode.YEAR_OTHER, "began in 2024"),
        ("phone", "1380013220", Wrong.PHONE, "10"),
        ("phone", "1.38E+10", Wrong.ROUNDED, "again"),
        ("home_county", "", Wrong.EMPTY, "Home county"),
        ("home_county", "太原市小店区", FaultCode.COUNTY, "Linfen has no county"),
        ("home_county", "洪桐县", FaultCode.COUNTY, "Did you mean"),
        ("school_score", "", Wrong.EMPTY, "School score"),
        ("school_score", "优", FaultCode.SCORE, "number from 0 to 100"),
        ("school_score", "-1", FaultCode.SCORE, "number from 0 to 100"),
        ("school_score", "100.1", FaultCode.SCORE, "100.1"),
        ("school_score", "85.5.5", FaultCode.SCORE, "number"),
    ],
)
def test_a_fault_says_how_to_mend_it(column, typed, code, piece):
    roster = checked(cells(**{column: typed}))
    (fault,) = roster.faults
    assert (fault.line, fault.column, fault.value, fault.code) == (2, Column(column), typed, code)
    assert piece in fault.sentence
    assert roster.drafts == ()


@pytest.mark.parametrize(
    ("column", "typed", "suggestion"),
    [
        ("entry_year", "24级", "2024"),
        ("entry_year", "2023", "2024"),
        ("home_county", "洪桐县", "洪洞县"),
        ("home_county", "山西临汾曲沃县乐昌镇", "曲沃县"),
        ("home_county", "太原市小店区", None),
        ("name", "王*远", None),
    ],
)
def test_a_good_guess_is_offered(column, typed, suggestion):
    with speaking("zh_CN"):
        (fault,) = checked(cells(**{column: typed})).faults
    assert fault.suggestion == suggestion


def test_pressing_the_button_mends_the_row():
    before = checked(cells(home_county="洪桐县"))
    (fault,) = before.faults
    after = checked(*edited(before.lines, {(fault.line, fault.column): fault.suggestion}).values())
    assert after.faults == ()


def test_all_faults_of_a_row_are_told_in_one_pass():
    roster = checked(
        cells(name="", id_number="1", entry_year="x", phone="2", home_county="?", school_score="?")
    )
    assert [fault.column for fault in roster.faults] == [
        Column.NAME,
        Column.ID_NUMBER,
        Column.ENTRY_YEAR,
        Column.PHONE,
        Column.HOME_COUNTY,
        Column.SCHOOL_SCORE,
    ]


def test_what_was_tidied_is_listed():
    roster = checked(cells(name="王 思 远", entry_year="2024级"))
    assert [(repair.column, repair.before, repair.after) for repair in roster.repairs] == [
        (Column.NAME, "王 思 远", "王思远"),
        (Column.ENTRY_YEAR, "2024级", "2024"),
    ]


# Between rows, and against those already known


def test_the_later_of_two_rows_with_one_id_number_names_the_earlier():
    roster = checked(another(1), another(2), another(3, id_number=an_id(serial=1)))
    (fault,) = roster.faults
    assert (fault.line, fault.code, fault.other_line) == (4, FaultCode.TWICE_ID, 2)
    assert "row 2" in fault.sentence
    assert [draft.line for draft in roster.drafts] == [2, 3]


def test_one_student_number_twice_is_seen_in_small_letters_and_in_a_faulty_row():
    roster = checked(another(1, student_number="JK-1", name=""), another(2, student_number="jk-1"))
    assert [(fault.line, fault.code) for fault in roster.faults] == [
        (2, Wrong.EMPTY),
        (3, FaultCode.TWICE_NUMBER),
    ]


def test_empty_numbers_are_not_the_same_number():
    roster = checked(another(1, id_number=""), another(2, id_number=""))
    assert {fault.code for fault in roster.faults} == {Wrong.EMPTY}


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"here": frozenset({index_of(an_id())})}, FaultCode.KNOWN_HERE),
        ({"elsewhere": frozenset({index_of(an_id())})}, FaultCode.KNOWN_ELSEWHERE),
        ({"student_numbers": frozenset({"20240001"})}, FaultCode.NUMBER_TAKEN),
        ({"here": frozenset({index_of(an_id(serial=13))}), "student_numbers": frozenset({"1"})}, None),
    ],
)
def test_somebody_already_registered_is_not_enrolled_again(known, code):
    assert [fault.code for fault in checked(cells(), **known).faults] == ([code] if code else [])


# Consequences


@pytest.mark.parametrize(
    ("born", "too_young"), [("20100413", False), ("20100414", True), ("20080214", False)]
)
def test_who_is_too_young_on_the_first_day_is_noted_not_refused(born, too_young):
    roster = checked(cells(id_number=an_id(born)))
    assert len(roster.drafts) == 1
    assert [note.code for note in roster.notes] == [NoteCode.UNDER_AGE] * too_young
    assert all("14 April 2026" in note.sentence for note in roster.notes)


def test_a_missing_phone_is_a_note():
    (note,) = checked(cells(phone="")).notes
    assert (note.line, note.code) == (2, NoteCode.NO_PHONE)


# The summary and the page


def test_the_summary_says_problem_rows_and_fix():
    roster = checked(
        another(1, home_county="洪桐县"),
        another(2, home_county="洪桐县"),
        another(3, phone="1"),
        another(4, name=""),
        another(5),
    )
    summary = [(each.problem, each.lines, each.fix) for each in roster.grouped()]
    assert summary == [
        ("Unknown county", (2, 3), f"Change all 2 rows to “{roster.faults[0].suggestion}”"),
        ("Mobile number that cannot be right", (4,), "Correct it below"),
        ("Name is empty", (5,), "Fill it in below"),
    ]
    assert roster.faulty_lines == (2, 3, 4, 5)


def test_the_confirmation_counts_by_class():
    roster = checked(another(1), another(2, class_name="数控 2402"), another(3), another(4, name=""))
    assert roster.sizes_by(Column.CLASS_NAME) == {"数控2401": 2, "数控2402": 1}


def test_a_masked_value_that_comes_back_untouched_changes_nothing():
    lines = {2: cells(id_number=an_id()[:-1])}
    shown = Column.ID_NUMBER.masked(lines[2][Column.ID_NUMBER])
    assert an_id()[6:14] not in shown
    assert edited(lines, {(2, Column.ID_NUMBER): shown}) == lines


def test_what_was_typed_on_the_page_is_cleaned_and_rows_can_be_left_out():
    lines = {2: cells(), 3: another(3), 4: another(4)}
    after = edited(lines, {(2, Column.NAME): " 刘　洋 ", (9, Column.NAME): "x"}, dropped=[3])
    assert after == {2: cells(name="刘 洋"), 4: another(4)}
    assert lines[2] == cells()


# The template


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_template_is_understood_by_the_importer(locale):
    sheet = sheet_with(Column, template(locale), "template.xlsx")
    columns = places_of(Column, sheet)
    assert list(columns.places) == list(Column)
    assert columns.ignored == ()


@settings(deadline=None)
@given(rows=st.lists(st.dictionaries(st.sampled_from(Column), st.text(max_size=24)), max_size=5))
def test_whatever_is_typed_is_a_draft_or_has_a_fault(rows):
    roster = checked(*rows)
    assert {draft.line for draft in roster.drafts} | set(roster.faulty_lines) == set(roster.lines)
    assert all(fault.sentence for fault in roster.faults)
