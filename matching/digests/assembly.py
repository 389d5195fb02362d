"""What a summary says: matters under their urgency, each as the home page words it; then what happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from matching.dashboards.assembly.wording import task_of
from matching.dashboards.questions import all_matters
from matching.digests.queries import staff
from matching.kernel.i18n import _
from matching.matters.enums import ACCOUNT, Urgency
from matching.matters.found import Found, Key
from matching.matters.keeping import Row, compared, written
from matching.matters.queries import open_rows
from matching.outbox.letters import Letter
from matching.web.filters import deadline, number


class Standing(NamedTuple):
    """A matter at this moment, the id of its row, and when it was last told."""

    found: Found
    row_id: int
    told_at: datetime | None


def standing(session: Session) -> list[Standing]:
    """Everything that waits now, in the caller's transaction, after the rows were brought in line."""
    found = {one.key: one for one in all_matters(session)}
    written(compared(found.values(), _rows(session)), session)
    return [Standing(found[row.key], row.id, row.told_at) for row in _rows(session) if row.key in found]


def _rows(session: Session) -> list[Row]:
    return [Row(*row) for row in session.execute(open_rows())]


def by_reader(telling: Iterable[Standing], session: Session) -> dict[int, list[Found]]:
    """Account -> its matters: everybody of an audience gets them, each once."""
    audience: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for role, organisation_id, account_id in session.execute(staff()):
        audience[role.value, organisation_id].add(account_id)
        audience[ACCOUNT, account_id].add(account_id)
    readers: defaultdict[int, dict[Key, Found]] = defaultdict(dict)
    for one in telling:
        for account_id in audience[one.found.audience, one.found.audience_id]:
            readers[account_id][one.found.key] = one.found
    return {account_id: list(theirs.values()) for account_id, theirs in readers.items()}


def by_urgency(matters: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """(heading, lines) in the current language, the most pressing first. A filter of the letters."""
    shelves: defaultdict[Urgency, list[Found]] = defaultdict(list)
    for facts in matters:
        found = Found.of_facts(facts)
        shelves[found.urgency].append(found)
    return [
        (urgency.label, [_line(one) for one in sorted(shelves[urgency], key=_first_to_end)])
        for urgency in Urgency
        if urgency in shelves
    ]


def _line(found: Found) -> str:
    task = task_of(found)
    title = task.title.replace("{n}", number(task.n)) if task.n is not None else task.title
    if found.name and found.name not in title:
        title = _("{title} ({about})").format(title=title, about=found.name)
    return _("{title}: {when}").format(title=title, when=deadline(task.due)) if task.due else title


def _first_to_end(found: Found) -> tuple[bool, float]:
    return found.ends is None, found.ends.timestamp() if found.ends else 0


def news_lines(news: Mapping[str, int]) -> list[str]:
    """What letters say that came meanwhile, by their subjects. A filter of the letters."""
    return [
        f"{letter.label} × {news[letter]}" if news[letter] > 1 else letter.label
        for letter in Letter
        if letter in news
    ]


def news_of(letters: Iterable[Any]) -> dict[str, int]:
    """How many of each kind."""
    return dict(Counter(letter.kind.value for letter in letters))
