"""Interns of all schools are counted together: ten in a hundred of the host, twenty of one kind of post."""

import pytest

from matching.db import db
from matching.kernel.errors import Refused
from matching.organisations.models import Organisation
from matching.slots.assembly import findings_of
from tests.cast import Person
from tests.make import acting
from tests.make.slots import a_slot, terms


def _rules_asking(of: Person, **changes: object) -> set[str]:
    with acting():
        enterprise = db.session.get_one(Organisation, of.organisation_id)
        return {f.rule_id for f in findings_of(enterprise, terms(**changes)) if f.asks_for_a_reason}


def test_two_slots_of_one_post_share_its_cap(hua: Person) -> None:
    a_slot(of=hua, seats=8)
    assert _rules_asking(hua, seats=4) == set()
    assert _rules_asking(hua, seats=8) == {"INT-26"}
    assert _rules_asking(hua, seats=8, title="质检助理") == set()


def test_slots_at_other_times_do_not_count(hua: Person) -> None:
    a_slot(of=hua, seats=8)
    later = {"starts_on": terms().ends_on.replace(day=20), "ends_on": terms().ends_on.replace(month=12)}
    assert _rules_asking(hua, seats=8, **later) == set()


def test_all_slots_of_the_host_share_its_cap(hua: Person) -> None:
    for number in range(4):
        a_slot(of=hua, seats=9, title=f"岗位{number}")
    assert _rules_asking(hua, seats=5, title="另一个岗位") == {"INT-25"}


def test_what_was_never_told_is_not_judged(hua: Person) -> None:
    with acting():
        db.session.get_one(Organisation, hua.organisation_id).on_post_staff = 0
    assert "INT-25" not in _rules_asking(hua)


def test_a_filing_date_without_its_number_is_told(hua: Person) -> None:
    with pytest.raises(Refused):
        a_slot(of=hua, night_work=True, exemption_filed_on=terms().starts_on.replace(month=2))
