"""Messages in two languages: English ids in code, one Chinese catalogue a room, zh_CN the default.

The locale is a context variable, so a web request and a letter written in a job may differ, and domain
code translates without ever seeing a request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, Translations

DEFAULT = "zh_CN"
LANGUAGES = {"zh_CN": "中文", "en": "English"}
CATALOGUES = Path(__file__).parent.parent / "translations"

_locale: ContextVar[str] = ContextVar("locale", default=DEFAULT)


def current_locale() -> str:
    """The code of the language spoken now: `zh_CN` or `en`."""
    return _locale.get()


def speak(locale: str) -> None:
    """Speak this language from here on in this context; an unknown one falls back to Chinese."""
    _locale.set(locale if locale in LANGUAGES else DEFAULT)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak another language for a while, for instance to write somebody a letter."""
    token = _locale.set(locale if locale in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _locale.reset(token)


def _(message: str) -> str:
    """The message in the current language."""
    if current_locale() == "en" or not message:
        return message
    return str(catalogue(current_locale()).ugettext(message))


def _n(singular: str, plural: str, n: int) -> str:
    """The message for n things; Chinese has one form."""
    if current_locale() == "en":
        return singular if n == 1 else plural
    return str(catalogue(current_locale()).ungettext(singular, plural, n))


def _l(message: str) -> str:
    """A message that is translated when it is shown: for labels written at import time."""
    # LazyProxy behaves as a string wherever WTForms and Jinja use it; the annotation says what it is for.
    return LazyProxy(_, message, enable_cache=False)  # type: ignore[return-value]  # see above


def _one_form(_count: float | Decimal) -> int:
    """Chinese has no plural."""
    return 0


@cache
def catalogue(locale: str) -> Translations:
    """All catalogues of one language merged, compiled in memory: no build product lies in the tree."""
    merged = Translations()
    merged.plural = _one_form  # an empty catalogue would count the English way
    for po in sorted((CATALOGUES / locale).glob("*.po")):
        compiled = BytesIO()
        with po.open("rb") as text:
            write_mo(compiled, read_po(text, locale=locale))
        compiled.seek(0)
        merged.merge(Translations(compiled))
    return merged
