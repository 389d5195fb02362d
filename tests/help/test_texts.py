"""Help is whole in both languages, short, and names the pages as they are."""

import re
from functools import cache

import pytest

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.help.topics import TOPICS, topics_for
from tests.architecture.source import ROOT
from tests.architecture.words import spoken, translated
from tests.help.texts import FOLDER, LINK, labels, lengths, path_of, text_of

MOST_STEPS = 8
MOST_CHARACTERS = 25  # of a sentence for students, on average
LONGEST_SENTENCE = 50
HELP_ITSELF = ("matching/help/", "templates/help/")
LINKED = re.compile(r"help_link\(\"([^\"]+)\"\)|help=\"([^\"]+)\"(?: if [\w.]+ else \"([^\"]*)\")?")
PLACE = re.compile(r"%\(\w+\)s|\\\{\w*[^}]*\\\}")

each_topic = pytest.mark.parametrize("topic", TOPICS.values(), ids=list(TOPICS))


@cache
def _shown() -> dict[str, list[re.Pattern[str]]]:
    """Everything the other pages say, each as a pattern: what is filled in may be anything."""
    said = [message for message, place in spoken().items() if not place.startswith(HELP_ITSELF)]
    both = [translated()[message] for message in said]
    return {
        "en": [_pattern(form) for message in both for form in _forms(message.id)],
        "zh": [_pattern(form) for message in both for form in _forms(message.string)],
    }


def _forms(message: object) -> tuple[str, ...]:
    """One thing and several are two messages."""
    return message if isinstance(message, tuple) else (str(message),)


def _pattern(message: str) -> re.Pattern[str]:
    return re.compile(PLACE.sub(".+", re.escape(message).replace(r"\ ", " ")))


@each_topic
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_label_help_names_stands_on_a_page(topic: Topic, language: str) -> None:
    stale = [
        label
        for label in labels(text_of(topic, language), language)
        if not any(shown.fullmatch(label) for shown in _shown()[language])
    ]
    assert stale == []


@each_topic
def test_both_languages_have_the_same_steps_and_links(topic: Topic) -> None:
    chinese, english = text_of(topic, "zh"), text_of(topic, "en")
    for mark in ("<li>", "<ol", "<ul", "<h2>", "<tr>"):
        assert chinese.count(mark) == english.count(mark), mark
    assert sorted(LINK.findall(chinese)) == sorted(LINK.findall(english))
    assert len(labels(chinese, "zh")) == len(labels(english, "en"))


@each_topic
def test_steps_are_few(topic: Topic) -> None:
    lists = re.findall(r"<ol.*?</ol>", text_of(topic, "zh"), re.DOTALL)
    assert all(2 <= steps.count("<li>") <= MOST_STEPS for steps in lists)


@pytest.mark.parametrize("topic", topics_for(Reader.STUDENT), ids=lambda topic: topic.slug)
def test_students_read_short_sentences(topic: Topic) -> None:
    counts = lengths(text_of(topic, "zh"))
    assert sum(counts) / len(counts) <= MOST_CHARACTERS
    assert max(counts) <= LONGEST_SENTENCE


def test_every_text_belongs_to_a_page_of_help() -> None:
    texts = {path for path in FOLDER.glob("_*.html")}
    assert texts == {path_of(topic, language) for topic in TOPICS.values() for language in ("zh", "en")}


def test_pages_of_help_lead_to_others_that_exist() -> None:
    lost = {
        (topic.slug, other) for topic in TOPICS.values() for other in topic.related if other not in TOPICS
    }
    assert lost == set()
    assert [topic.slug for topic in TOPICS.values() if topic.slug in topic.related] == []


def test_everybody_finds_pages_of_their_own() -> None:
    assert [reader for reader in Reader if not topics_for(reader)] == []
    assert [topic.slug for topic in TOPICS.values() if not topic.readers or not topic.questions] == []


def test_pages_link_only_to_help_that_exists() -> None:
    linked = _linked()
    assert linked - set(TOPICS) == set()
    assert len(linked) > len(TOPICS) / 2


def test_every_way_to_help_is_written_so_that_this_is_checked() -> None:
    ways = re.findall(r"help_link\((?!slug|help\))|[,(] help=(?!\"\"\))", _pages())
    assert len(ways) == len(LINKED.findall(_pages()))


def _linked() -> set[str]:
    return {slug for found in LINKED.findall(_pages()) for slug in found if slug}


@cache
def _pages() -> str:
    paths = sorted((ROOT / "templates").rglob("*.html"))
    return "".join(path.read_text(encoding="utf-8") for path in paths)
