"""What somebody types to keep the data whole."""

import click
from flask.cli import with_appcontext

from matching.db import db, intent
from matching.kernel.i18n import _
from matching.safekeeping import checking


@click.command("check-invariants")
@with_appcontext
def check_invariants() -> None:
    """Ask everything that must always hold; ends with 1 and names the rows where something does not."""
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
    if any(answer.witnesses for answer in asked):
        raise SystemExit(1)


COMMANDS = (check_invariants,)
