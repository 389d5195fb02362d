"""How a letter reads: its subject is its kind's label, its body the template of that kind."""

from typing import NamedTuple

from jinja2 import Environment, TemplateNotFound, UndefinedError

from matching.kernel.i18n import speaking
from matching.outbox.models import OutboxLetter


class Written(NamedTuple):
    """Subject and body, as the reader gets them."""

    subject: str
    body: str


class CannotWrite(Exception):
    """The template is missing, or asks for a fact the letter does not carry."""


def written(letter: OutboxLetter, environment: Environment, *, locale: str) -> Written:
    """The letter in one language. Templates see its facts and `url`; raises CannotWrite."""
    with speaking(locale):
        try:
            template = environment.get_template(f"_letters/{letter.kind.value}.txt")
            body = template.render(**letter.facts, url=letter.url)
        except (TemplateNotFound, UndefinedError, KeyError, ValueError) as error:
            raise CannotWrite(f"{type(error).__name__}: {error}") from error
        return Written(letter.kind.label, body.strip())
