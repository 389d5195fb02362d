"""Every form somebody has on their pages, sent by everybody else: nothing happens and nothing is told."""

from typing import Any

import pytest

from tests.grid.forms import SentForm, own_forms
from tests.grid.keyed import FILLED_IN
from tests.grid.traces import differences, dump, last_events
from tests.grid.walking import City, Oracle, Place
from tests.grid.world import NOBODY

OWNERS = ("lin", "mo", "hua", "qi", "bao", "ada", "白鹭甲", "白鹭丁", "青松乙")
OTHERS = (NOBODY, "lin", "mo", "hua", "qi", "bao", "ada", "tang", "shi", "fei", "白鹭丁", "青松甲")
FEWEST = 12  # tries a person: together far more than a hundred


@pytest.mark.parametrize("owner", OWNERS)
def test_nobody_sends_the_form_of_somebody_else(city: City, owner: str) -> None:
    app, browsers, oracle = city.app, city.browsers, Oracle(city.world)
    tried, faults = 0, []
    forms = _distinct(list(own_forms(app, oracle, browsers[owner], owner)))
    assert {goal.endpoint for form, goal in forms if "once" in form.fields} <= set(FILLED_IN)
    before = dump(app)
    for form, goal in forms:
        for other in OTHERS:
            expected = _expected(oracle, other, goal)
            if expected is not None and other != owner:
                tried += 1
                status = browsers[other].post(form.action, _sent(form)).status
                faults += [f"{other} at {form.action}: {status}"] if status != expected else []
    assert not faults, "\n".join(faults)
    assert differences(before, dump(app)) == [], last_events(app)
    assert tried >= FEWEST


def _distinct(forms: list[tuple[SentForm, Place]]) -> list[tuple[SentForm, Place]]:
    """One of each address: a page may carry the same form twice, and every page that of signing out."""
    return list({form.action: (form, goal) for form, goal in forms}.values())


def _expected(oracle: Oracle, other: str, goal: Place) -> int | None:
    if goal.access.how == "public":
        return None
    if other == NOBODY:
        return 303
    if not oracle.is_let_in(other, goal.access):
        return 403
    return 404 if goal.values and oracle.is_foreign(other, goal) else None


def _sent(form: SentForm) -> dict[str, Any]:
    return {name: values for name, values in form.fields.items() if name != "csrf_token"}
