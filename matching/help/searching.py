"""Find a page of help by what somebody typed: in titles first, then in questions, then in the texts."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

from matching.help.topic import Topic

LONGEST_QUERY = 60
MOST_NEAR = 5
FEWEST_OF = 3  # more than a third of the pieces have to occur
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


def search(typed: str, topics: Iterable[Topic], text_of: Callable[[Topic], str]) -> Answer:
    """The pages that answer, the best first."""
    words = unicodedata.normalize("NFKC", typed).split()
    pages = [(topic, text_of(topic)) for topic in topics]
    ranked = [(_rank(words, topic, text), topic, text) for topic, text in pages]
    hits = sorted((one for one in ranked if one[0] is not None), key=lambda one: one[0] or 0)
    if hits:
        return Answer([Found(topic, _excerpt(text, words)) for _rank, topic, text in hits], [])
    return Answer([], _near(_pieces(words), pages))


def _rank(words: list[str], topic: Topic, text: str) -> int | None:
    title, questions = str(topic.title), " ".join(str(question) for question in topic.questions)
    for rank, place in enumerate((title, f"{title} {questions}", f"{title} {questions} {text}")):
        if words and all(word.casefold() in place.casefold() for word in words):
            return rank
    return None


def _pieces(words: list[str]) -> list[str]:
    """Chinese is typed without blanks: a long run is also looked for by its pairs of characters."""
    pieces = []
    for word in words:
        runs = HAN.findall(word)
        pieces += [run[k : k + 2] for run in runs for k in range(len(run) - 1)] or [word]
    return pieces


def _near(pieces: list[str], pages: list[tuple[Topic, str]]) -> list[Found]:
    scored = []
    for topic, text in pages:
        whole = " ".join((str(topic.title), *map(str, topic.questions), text)).casefold()
        score = sum(piece.casefold() in whole for piece in pieces)
        if score * FEWEST_OF > len(pieces) > 1:
            scored.append((score, topic, text))
    scored.sort(key=lambda one: -one[0])
    return [Found(topic, _excerpt(text, pieces)) for _score, topic, text in scored[:MOST_NEAR]]


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
