"""`flask --app wsgi demo`: build the demo city once, and say who can sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fcntl import LOCK_EX, flock
from logging import WARNING
from pathlib import Path

import click
import structlog
from flask import Flask
from flask_migrate import downgrade, upgrade

from matching.db import db, intent
from matching.demo import city
from matching.demo.cast import told
from matching.demo.plan import Size
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.settings import Settings


def demo_command(app: Flask, settings: Settings) -> click.Command:
    """The command; it needs DEMO=1, so that no invented people come into a real installation."""

    @click.command("demo")
    @click.option(
        "--size",
        type=click.Choice([size.value for size in Size]),
        default=Size.FULL.value,
        show_default=True,
        envvar="DEMO_SIZE",
    )
    def demo(size: str) -> None:
        """Build the demo city (once) and print its accounts; needs DEMO=1."""
        if not settings.demo:
            raise click.ClickException(
                _("The demo city is for trying things out only. Set DEMO=1 if you want it here.")
            )
        with _quiet(), _alone(app.config["DATA_DIR"]):
            upgrade()
            _build_once(app, Size[size.upper()])
        click.echo("")
        told(click.echo, (_("User name"), _("Who"), _("Password"), _("What to try")))

    return demo


def _build_once(app: Flask, size: Size) -> None:
    intent.set("read")
    complete, begun, lived_in = (
        bool(db.session.scalar(asked)) for asked in (city.is_complete(), city.is_begun(), city.is_lived_in())
    )
    db.session.rollback()
    if complete:
        click.echo(_("The demo city is there already. Nothing was changed."))
        return
    if lived_in:
        raise click.ClickException(
            _("There are real organisations in this database. Use another DATA_DIR for the demo city.")
        )
    if begun:
        click.echo(_("The demo city was begun and not finished: it is torn down and built anew."))
        downgrade(revision="base")
        upgrade()
    began = clock.now()
    click.echo(_("Building the demo city: {size}. This takes a minute or two.").format(size=size.label))
    city.build(app.extensions["workshop"], size=size, tell=_tell)
    click.echo(_("Done in {seconds} seconds.").format(seconds=round((clock.now() - began).total_seconds())))


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Whoever builds at the same time would tear down what the other builds: the second waits."""
    with (data_dir / "demo.lock").open("w") as held:
        flock(held, LOCK_EX)
        yield


def _tell(moment: datetime, sentence: str) -> None:
    click.echo(f"  {clock.local(moment):%Y-%m-%d}  {sentence}")


@contextmanager
def _quiet() -> Iterator[None]:
    """A thousand letters go out while the city is built: their log lines would hide the progress."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(WARNING))
    try:
        yield
    finally:
        structlog.configure(wrapper_class=before)
