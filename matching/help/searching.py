"""Find a page of help by what somebody typed: in titles first, then in questions, then in the texts."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from markupsafe import Markup, escape

from matching.help.topic import Topic

LONGEST_QUERY = 60
MOST_NEAR = 5
PART = 3  # a page comes near when it has more than a third of what was asked
NOWHERE = 3  # past the last place of a page
BEFORE, AFTER = 60, 72  # characters of an excerpt around what was found
END = re.compile(r"[。！？]|[.?:] ")
HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
CUT = "…"


class Found(NamedTuple):
    """A page and where it speaks of what was asked."""

    topic: Topic
    excerpt: Markup


class Answer(NamedTuple):
    """Pages that have every word; where there is none, those that have most of it."""

    found: list[Found]
    near: list[Found]


class _Page(NamedTuple):
    """A page as it is searched: each place holds the one before it and more."""

    topic: Topic
    text: str
    places: tuple[str, str, str]


def search(typed: str, topics: Iterable[Topic], text_of: Callable[[Topic], str]) -> Answer:
    """The pages that answer, the best first."""
    words = unicodedata.normalize("NFKC", typed).casefold().split()
    pages = [_page(topic, text_of(topic)) for topic in topics]
    found = [page for page in pages if words and _rank(words, page) < NOWHERE]
    hits = sorted(found, key=partial(_rank, words))
    return Answer(_shown(hits, words), [] if hits else _near(_pieces(words), pages))


def _page(topic: Topic, text: str) -> _Page:
    title, questions = str(topic.title), " ".join(str(question) for question in topic.questions)
    places = title, f"{title} {questions}", f"{title} {questions} {text}"
    return _Page(topic, text, (places[0].casefold(), places[1].casefold(), places[2].casefold()))


def _rank(words: list[str], page: _Page) -> int:
    """The first place that has every word."""
    return next((n for n, place in enumerate(page.places) if all(word in place for word in words)), NOWHERE)


def _pieces(words: list[str]) -> list[str]:
    """Chinese is typed without blanks: a long run is also looked for by its pairs of characters."""
    pieces = []
    for word in words:
        runs = HAN.findall(word)
        pieces += [run[k : k + 2] for run in runs for k in range(len(run) - 1)] or [word]
    return pieces


def _near(pieces: list[str], pages: list[_Page]) -> list[Found]:
    """Several pieces in one page, and more than a part of all of them."""
    scored = [(sum(piece in page.places[-1] for piece in pieces), page) for page in pages]
    close = [one for one in scored if one[0] > max(1, len(pieces) // PART)]
    best = sorted(close, key=lambda one: -one[0])[:MOST_NEAR]
    return _shown([page for _score, page in best], pieces)


def _shown(pages: Iterable[_Page], words: list[str]) -> list[Found]:
    return [Found(page.topic, _excerpt(page.text, words)) for page in pages]


def _excerpt(text: str, words: list[str]) -> Markup:
    """From the beginning of the sentence where the first word stands, every word marked."""
    marks = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    first = marks.search(text)
    start = max(first.start() - BEFORE, _sentence(text, first.start())) if first else 0
    end = (first.end() if first else 0) + AFTER
    shown = f"{text[start:end].strip()}{CUT if end < len(text) else ''}"
    marked, after = [], 0
    for hit in marks.finditer(shown):
        marked += [escape(shown[after : hit.start()]), Markup("<mark>{}</mark>").format(hit.group())]
        after = hit.end()
    return Markup().join([*marked, escape(shown[after:])])


def _sentence(text: str, inside: int) -> int:
    return max((end.end() for end in END.finditer(text, 0, inside)), default=0)
