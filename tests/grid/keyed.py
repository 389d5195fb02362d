"""Forms with a key: sent twenty times they do one thing. Whoever adds one says here how it is filled in."""

from typing import Any

from tests.make.organisations import a_form
from tests.make.slots import CNC

ROUND = {
    "name": "又一轮",
    "opens_at": "2026-04-01T09:00",
    "closes_at": "2026-04-10T18:00",
    "results_on": "2026-04-13",
    "answer_by": "2026-04-20T18:00",
    "internship_from": "2026-05-01",
    "internship_until": "2026-06-30",
}
COHORT = {
    "name": "又一批",
    "major_code": CNC,
    "level": "senior",
    "entry_year": "2024",
    "internship_from": "2026-05-01",
    "internship_until": "2026-10-30",
}
PERSON = {"username": "newhand", "name": "新人", "password": "five quiet stone bridges", "role": "teacher"}

# Where each form with a key is sent to: who fills it in, on which page, and with what.
FILLED_IN: dict[str, tuple[str, str, dict[str, Any]]] = {
    "cohorts.enrol": ("lin", "/rosters/{upload}/check", {}),
    "cohorts.new": ("lin", "/cohorts/new", COHORT),
    "organisations.create": ("ada", "/organisations/new", a_form()),
    "organisations.create_account": ("ada", "/organisations/{school}/accounts/new", PERSON),
    "placements.confirm": ("bing", "/rounds/{waiting}/publication", {"read": "y"}),
    "rounds.give": ("bao", "/rounds/{joint}/by-hand/{student}/new", {"reason": "企业指名"}),
    "rounds.new": ("bao", "/rounds/new", ROUND),
}
