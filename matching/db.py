"""The database: one declarative base, one session a request, SQLite done right, PostgreSQL as it comes.

Python's sqlite3 begins no transaction before a SELECT and so loses updates silently; our engines begin by
hand: IMMEDIATE when something may be written, plain when a request only reads.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BindParameter,
    CheckConstraint,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    LargeBinary,
    MetaData,
    Select,
    Text,
    bindparam,
    event,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator, TypeEngine

from matching.kernel.errors import Conflict

BUSY_TIMEOUT_SECONDS = 15
TOUCH_MILLISECONDS = 100

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Intent = Literal["read", "write", "touch"]
intent: ContextVar[Intent] = ContextVar("intent", default="write")

Row = TypeVar("Row")


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as naive UTC on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody knows which clock it came from."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive moment {value!r} for {dialect.name}")
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        return value.replace(tzinfo=UTC) if value else None


class Base(DeclarativeBase):
    """Every table: enums stored by value, moments in UTC, lists and mappings as JSON."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: Moment(),
            str: Text(),
            bytes: LargeBinary(),
            dict[str, Any]: JSON(),
            dict[str, str]: JSON(),
            list[Any]: JSON(),
            list[int]: JSON(),
            list[str]: JSON(),
            enum.Enum: Enum(
                enum.Enum,
                native_enum=False,
                length=40,
                values_callable=lambda kind: [str(member.value) for member in kind],
            ),
        },
    )


db = SQLAlchemy(model_class=Base)


def on_sending(value: Callable[[], Any], kind: TypeEngine[Any]) -> BindParameter[Any]:
    """A value found out whenever a statement is sent: one that every page asks is built once."""
    return bindparam(None, callable_=value, type_=kind)


def together(*columns: str, name: str) -> CheckConstraint:
    """All of these columns are filled, or none: who and when come in pairs."""
    first, *others = columns
    return CheckConstraint(
        " AND ".join(f"({first} IS NULL) = ({other} IS NULL)" for other in others), name=name
    )


def one(query: Select[Row]) -> Row | None:
    """The one row of a question, or None."""
    return db.session.scalars(query).unique().one_or_none()


def locked(query: Select[Row]) -> Row | None:
    """The one row, held until the transaction ends, read afresh.

    On SQLite the writing transaction already is the only one.
    """
    return db.session.scalars(
        query.with_for_update(of=query.column_descriptions[0]["entity"]).execution_options(
            populate_existing=True
        )
    ).one_or_none()


def flush_or_conflict(sentence: str, *, field: str | None = None) -> None:
    """Let a UNIQUE speak now, as an answer beside its field, and not as a crash at the commit."""
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict(sentence, field=field) from error


@contextmanager
def apart(purpose: Intent = "write") -> Iterator[Session]:
    """A short transaction of its own: committed whatever becomes of the request."""
    token = intent.set(purpose)
    try:
        with Session(db.engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        intent.reset(token)


@contextmanager
def frozen() -> Iterator[Session]:
    """One moment of everything, for long reading: nobody who writes meanwhile waits, or is seen half done."""
    token = intent.set("read")
    try:
        with Session(db.engine) as session:
            if session.get_bind().dialect.name == "postgresql":
                one_moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                session.connection(execution_options=one_moment)
                session.execute(text("SET LOCAL statement_timeout = 0"))
            yield session
    finally:
        intent.reset(token)


def arm(engine: Engine) -> None:
    """Make a SQLite engine keep its promises; PostgreSQL needs nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)


@contextmanager
def hurried(engine: Engine) -> Iterator[None]:
    """Do not wait for the disk at each commit: only for what can be built anew, like the demo city."""
    is_sqlite = engine.dialect.name == "sqlite"
    words = "PRAGMA synchronous=OFF" if is_sqlite else "SET SESSION synchronous_commit = off"

    def hurry(connection: Any, record: object) -> None:
        del record
        with closing(connection.cursor()) as cursor:
            cursor.execute(words)
        connection.commit()  # otherwise the first rollback would take it back

    engine.dispose()
    event.listen(engine, "connect", hurry)
    try:
        yield
    finally:
        event.remove(engine, "connect", hurry)
        engine.dispose()
    if is_sqlite:
        # What was written in a hurry is on the disk before anybody relies on it.
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _on_connect(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # we begin by hand, below
    for pragma in (
        "journal_mode=WAL",
        f"busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    wanted = intent.get()
    if wanted == "touch":
        _begin_unless_busy(connection)
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE" if wanted == "write" else "BEGIN")


def _begin_unless_busy(connection: Connection) -> None:
    # What may as well be written later must not make a reading page wait for a writer.
    connection.exec_driver_sql(f"PRAGMA busy_timeout={TOUCH_MILLISECONDS}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}")
