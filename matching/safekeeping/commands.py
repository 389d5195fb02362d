"""What somebody types to keep the data whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext

from matching.db import db, intent
from matching.kernel import vault
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.safekeeping import checking, rotation
from matching.safekeeping.backup import back_up
from matching.safekeeping.restore import restore


@click.command("check-invariants")
@with_appcontext
def _check() -> None:
    """Ask everything that must always hold; ends with 1 and names the rows where something does not."""
    if not _all_hold():
        raise SystemExit(1)


@click.command("backup")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-verify", is_flag=True, help="Do not restore it for a trial: in a hurry only.")
@with_appcontext
def _backup(out: Path, *, no_verify: bool) -> None:
    """Write a sealed backup while the service works; prints the end of the trail, to be kept elsewhere."""
    with _told():
        made = back_up(out, keys=_keys(), schema=_schema(), verify=not no_verify)
    click.echo(
        _("{file}: {rows} rows, {size} bytes, SHA-256 {digest}").format(
            file=out, rows=sum(made.header.rows.values()), size=made.size, digest=made.digest
        )
    )
    if not no_verify:
        click.echo(_("It was restored for a trial: every table and the trail agree."))
    click.echo(made.header.trail)


@click.command("restore")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-field-key", is_flag=True, help="The field key of that time is lost for ever.")
@with_appcontext
def _restore(source: Path, *, without_field_key: bool) -> None:
    """Bring a backup into an empty database, of either kind, then ask every invariant."""
    intent.set("write")
    with _told():
        header = restore(source, keys=_keys(), schema=_schema(), other_field_key=without_field_key)
    click.echo(
        _("Restored: {rows} rows of {made_at}.").format(
            rows=sum(header.rows.values()), made_at=header.made_at
        )
    )
    if not _all_hold():
        raise SystemExit(1)


@click.command("rotate-keys")
@click.option("--forget-old", is_flag=True, help="Instead: remove keys that nothing is sealed under.")
@with_appcontext
def _rotate_keys(*, forget_old: bool) -> None:
    """Put a new field key in use and seal everything under it, while the service works."""
    key_file: Path = current_app.config["FIELD_KEY_FILE"]
    with _told():
        if forget_old:
            count = rotation.forget_old(key_file)
            click.echo(_("Old keys removed: {count}. Older backups still need them.").format(count=count))
            return
        count = rotation.rotate(
            key_file, tell=lambda column, done: click.echo(f"{column.table.name}.{column.name}: {done}")
        )
    click.echo(_("Sealed anew: {count} values. Keep a copy of the key file.").format(count=count))


def _all_hold() -> bool:
    asked = []
    for answer in checking.answers():
        asked.append(answer)
        holds = _("broken") if answer.witnesses else _("holds")
        click.echo(f"{answer.invariant.id:<4}{holds}  {answer.invariant.sentence}")
        for witness in answer.witnesses:
            click.echo("      " + ", ".join(f"{name} {value}" for name, value in witness.items()))
    intent.set("write")
    checking.tell(asked)
    db.session.commit()
    return not any(answer.witnesses for answer in asked)


def _keys() -> list[bytes]:
    """The backup keys, the one that seals first; made at the first backup."""
    return [bytes.fromhex(line) for line in vault.read_or_make_keys(current_app.config["BACKUP_KEY_FILE"])]


def _schema() -> str:
    return ",".join(ScriptDirectory(current_app.config["MIGRATIONS"]).get_heads())


@contextmanager
def _told() -> Iterator[None]:
    """A refusal is a sentence and leaves nothing."""
    try:
        yield
    except Refused as refusal:
        db.session.rollback()
        raise click.ClickException(refusal.sentence) from refusal


COMMANDS = (_check, _backup, _restore, _rotate_keys)
