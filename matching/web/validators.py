"""Field checks whose sentences say what to do. They know values, never the database."""

from collections.abc import Callable
from typing import Any

from wtforms import Field, Form
from wtforms.validators import InputRequired, StopValidation


class Filled(InputRequired):  # type: ignore[misc]  # wtforms has no types
    """Something must be typed; spaces alone are nothing."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise StopValidation for an empty field."""
        super().__call__(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(self.message)


def fill(sentence: str) -> Filled:
    """An empty field is told what to fill in: `fill(_l("Enter how many people you want"))`."""
    return Filled(message=sentence)


def understood(form: Form, field: Field) -> None:
    """What could not be read is not judged as well."""
    del form
    if field.process_errors:
        raise StopValidation


def choose(sentence: str) -> Callable[[Form, Field], None]:
    """At least one box must be ticked."""

    def check(form: Form, field: Field) -> None:
        del form
        if not field.data:
            raise StopValidation(sentence)

    return check


def stripped(value: Any) -> Any:
    """A WTForms filter: spaces around what was typed mean nothing."""
    return value.strip() if isinstance(value, str) else value
