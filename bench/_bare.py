"""The yardstick of `bench.load`: a Flask page with the query of the slot list, and nothing else around it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from matching.organisations.models import Organisation
from matching.slots.queries import slots_in_view

ROWS = 50
PAGE = """<!doctype html><html lang="zh"><title>Slots</title><h1>{{ total }}</h1><table>
{% for slot in slots %}<tr><td>{{ slot.title }}</td><td>{{ slot.enterprise.name }}</td>
<td>{% for each in slot.majors %}{{ each.major_code }} {% endfor %}</td>
<td>{{ slot.starts_on }}</td><td>{{ slot.ends_on }}</td><td>{{ slot.pay_monthly }}</td>
<td>{{ slot.seats }}</td></tr>{% endfor %}</table></html>"""


def create_bare() -> Flask:
    """No session, no guard, no language, no compression."""
    app = Flask("bare")
    page = app.jinja_env.from_string(PAGE)  # compiled once, as a template in a file is
    engine = create_engine(os.environ["DATABASE_URL"], pool_size=20)
    with Session(engine) as session:
        within = frozenset(session.scalars(select(Organisation.id)))

    @contextmanager
    def reading() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    @app.get("/slots")
    def slots() -> str:
        found = slots_in_view(within, frozenset())
        with reading() as session:
            total = session.scalar(select(func.count()).select_from(found.order_by(None).subquery()))
            return page.render(total=total, slots=session.scalars(found.limit(ROWS)).all())

    @app.get("/readyz")
    def ready() -> str:
        return "yes"

    return app


if __name__ == "__main__":
    waitress.serve(create_bare(), host="127.0.0.1", port=int(os.environ["PORT"]), threads=8)
