"""The texts of help as they lie in the templates: steps, links, labels and sentences."""

import re
from pathlib import Path

from markupsafe import Markup

from matching.help.topic import Topic
from tests.architecture.source import ROOT

FOLDER = ROOT / "templates" / "help"
QUOTED = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r"“([^”]+)”")}
LINK = re.compile(r'href="([^"]+)"')
BLOCK = re.compile(r"<(?:p|li|td)>(.*?)</(?:p|li|td)>", re.DOTALL)
END = re.compile(r"[。！？；]")
COUNTED = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")  # a character, or a word or number in Latin letters


def path_of(topic: Topic, language: str) -> Path:
    """Where the text lies."""
    return FOLDER / f"_{topic.slug}.{language}.html"


def text_of(topic: Topic, language: str) -> str:
    """The template as written."""
    return path_of(topic, language).read_text(encoding="utf-8")


def labels(text: str, language: str) -> list[str]:
    """What the text quotes from the pages; in help these marks are for nothing else."""
    return QUOTED[language].findall(text)


def lengths(text: str) -> list[int]:
    """How long each Chinese sentence is, in characters."""
    sentences = [part for block in BLOCK.findall(text) for part in END.split(Markup(block).striptags())]
    counts = [len(COUNTED.findall(sentence)) for sentence in sentences]
    return [count for count in counts if count]
