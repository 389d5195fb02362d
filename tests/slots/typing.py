"""A slot as somebody types it into the form."""

import re
from dataclasses import fields
from typing import Any

from matching.slots.assembly import Terms
from tests.browser import Browser, Page
from tests.make.slots import terms

REASON = "三位老师傅带教，一人带两人"

Typed = dict[str, Any]


def typed(**changes: Any) -> Typed:
    """Lawful terms as the form sends them; changes are as typed."""
    lawful = terms()
    sent: Typed = {}
    for field in fields(Terms):
        value = getattr(lawful, field.name)
        if isinstance(value, frozenset):
            sent[field.name] = sorted(value)
        elif isinstance(value, bool):
            sent |= {field.name: "y"} if value else {}
        elif value is not None:
            sent[field.name] = str(value)
    sent |= {"hours_day": "8", "hours_week": "40", "night_work": "no"}
    return {name: value for name, value in (sent | changes).items() if value is not None}


def checked(who: Browser, **changes: Any) -> Page:
    """The first click: the form comes back, or the page before posting."""
    return who.post("slots.new", typed(enterprise=enterprise_of(who), **changes))


def posted(who: Browser, **changes: Any) -> Page:
    """The second click at once."""
    return checked(who, confirm="1", **changes)


def enterprise_of(who: Browser) -> str:
    """What the form holds for the enterprise."""
    found = re.search(r'name="enterprise" value="(\d+)"', who.get("slots.new").html)
    assert found is not None
    return found[1]


def beside(page: Page, field: str) -> str:
    """What the page says in red beside a field."""
    found = re.search(rf'id="{re.escape(field)}-error">(.*?)</span>', page.html, re.DOTALL)
    return found[1] if found else ""
