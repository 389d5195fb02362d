"""Rows that may never change: triggers on both databases, so that no later code can forget."""

from alembic import op


def lock(table: str) -> None:
    """Refuse UPDATE and DELETE on the table."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is never altered'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_never_altered() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is never altered'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_locked BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_never_altered()"
    )


def unlock(table: str) -> None:
    """For the way back: before the table is dropped."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")
        return
    op.execute(f"DROP TRIGGER {table}_locked ON {table}")
    op.execute(f"DROP FUNCTION {table}_is_never_altered()")
