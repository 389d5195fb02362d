"""Sentences one after the other; Chinese puts no blank between them."""

from collections.abc import Iterable
from functools import reduce

from matching.kernel.i18n import _


def joined(sentences: Iterable[str]) -> str:
    """All of them in the reader's language; nothing for none."""
    return reduce(_both, sentences, "")


def _both(first: str, second: str) -> str:
    return _("{first} {second}").format(first=first, second=second) if first else second
