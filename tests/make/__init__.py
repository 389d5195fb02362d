"""Situations, reached by the real actions: no test holds an impossible thing."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from matching.db import db, intent


class _Current:
    app: Flask | None = None


def use(app: Flask) -> None:
    """Said by the `app` fixture."""
    _Current.app = app


@contextmanager
def acting() -> Iterator[None]:
    """An application context and one transaction, committed at the end as a request would be."""
    assert _Current.app is not None, "ask for the fixture `app` or `browser`"
    with _Current.app.app_context():
        token = intent.set("write")
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            intent.reset(token)
