"""The filter beside the list: its groups of choices, and the chips of what is chosen."""

from collections.abc import Iterable, Mapping
from typing import Any

from matching.kernel.i18n import _, _l
from matching.slots.enums import SlotState
from matching.slots.queries import Wanted
from matching.slots.telling import county_name, major_name
from matching.web.filters import url_with, url_without

LONGEST_SEARCH = 60


CONDITIONS = {
    "lodging": _l("With lodging"),
    "no_night": _l("No night work"),
    "two_days_off": _l("Two days off a week"),
}

Group = dict[str, Any]
Counted = list[tuple[str, int]]


def groups(
    wanted: Wanted,
    *,
    majors_found: Counted,
    counties_found: Counted,
    enterprises: list[tuple[int, str]],
    with_states: bool,
) -> list[Group]:
    """What can be chosen, with how many slots each; a group with nothing to choose is left out."""
    states = [(str(state.value), state.label, None) for state in SlotState] if with_states else []
    by_major = [(code, major_name(code), count) for code, count in majors_found]
    by_county = [(code, county_name(code), count) for code, count in counties_found]
    made = [
        _radio(_("Major"), "major", wanted.major, by_major),
        _conditions(wanted),
        _radio(_("County"), "county", wanted.county, by_county),
        _radio(
            _("Enterprise"),
            "enterprise",
            str(wanted.enterprise_id or ""),
            ((str(one_id), name, None) for one_id, name in enterprises),
        ),
        _radio(_("State"), "state", str(wanted.state.value) if wanted.state else "", states),
    ]
    return [group for group in made if len(group["options"]) > 1]


def applied(wanted: Wanted, enterprises: Mapping[int, str]) -> list[dict[str, str]]:
    """Each chosen filter with the address of the list without it."""
    chips = [(str(label), url_without("only", name)) for name, label in _chosen(wanted)]
    one_id = wanted.enterprise_id
    single = {
        "major": major_name(wanted.major) if wanted.major else "",
        "county": county_name(wanted.county) if wanted.county else "",
        "enterprise": enterprises.get(one_id, _("One enterprise")) if one_id is not None else "",
        "state": wanted.state.label if wanted.state else "",
        "q": wanted.words,
    }
    chips += [(label, url_with(**{name: None, "page": None})) for name, label in single.items() if label]
    return [{"label": label, "url": url} for label, url in chips]


def _radio(legend: str, name: str, chosen: str, options: Iterable[tuple[str, str, int | None]]) -> Group:
    rows: list[dict[str, Any]] = [{"value": "", "label": _("All"), "checked": not chosen}]
    for value, label, count in options:
        row = {"value": value, "label": label, "checked": value == chosen}
        rows.append(row if count is None else {**row, "count": count})
    # A long list would push the others out of sight.
    is_open = bool(chosen) or len(rows) <= 8
    return {"legend": legend, "name": name, "kind": "radio", "open": is_open, "options": rows}


def _conditions(wanted: Wanted) -> Group:
    chosen = dict(_chosen(wanted))
    options = [
        {"value": name, "label": str(label), "checked": name in chosen} for name, label in CONDITIONS.items()
    ]
    return {"legend": _("Conditions"), "name": "only", "options": options}


def _chosen(wanted: Wanted) -> list[tuple[str, str]]:
    return [(name, label) for name, label in CONDITIONS.items() if getattr(wanted, name)]
