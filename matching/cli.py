"""The command line: first accounts, the trail's proof, who may do what."""

from collections.abc import Iterable
from typing import cast

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import or_, select

from matching.access.roles import GRANTS, Role
from matching.access.viewer import OrganisationKind
from matching.accounts.actions import issue_codes
from matching.audit.models import AuditHead
from matching.audit.queries import faults
from matching.db import db, intent
from matching.demo.command import demo_command
from matching.headless.commands import match_command
from matching.kernel.errors import Conflict, Refused
from matching.kernel.i18n import _
from matching.kernel.regions import county_by_name
from matching.organisations.actions import NewPerson, Profile, create_organisation, take_in
from matching.organisations.models import Organisation
from matching.safekeeping import commands as safekeeping
from matching.serving import init_serving
from matching.settings import Settings
from matching.web.guard import View


def init_cli(app: Flask, settings: Settings) -> None:
    """Give `flask` our commands."""
    for command in (_create_organisation, _create_account, _verify_audit, match_command):
        app.cli.add_command(command)
    app.cli.add_command(click.Command("policy", callback=lambda: click.echo(policy(app)), help=_POLICY))
    app.cli.add_command(demo_command(app, settings))
    for command in safekeeping.COMMANDS:
        app.cli.add_command(command)
    init_serving(app, settings)


@click.command("create-organisation")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in OrganisationKind]), required=True)
@click.option("--county", required=True, help="Name or six-digit code, such as 尧都区 or 141002.")
@click.option("--credit-code", required=True, help="The 18 characters of the social credit code.")
@click.option("--code", default="", help="Schools only: what the user names of its students begin with.")
@click.option("--staff", default=0, help="How many people work there.")
@with_appcontext
def _create_organisation(  # one option a fact
    name: str, *, kind: str, county: str, credit_code: str, code: str, staff: int
) -> None:
    """Register a school, an enterprise or the bureau."""
    place = county_by_name(county)
    if place is None:
        raise click.BadParameter(_("There is no county called {name}.").format(name=county))
    with _Deed():
        made = create_organisation(
            OrganisationKind[kind.upper()],
            Profile(name=name, county=place.code, on_post_staff=staff),
            social_credit_code=credit_code,
            code=code,
            by=None,
        )
        number = made.id
    click.echo(_("{name} is registered, number {number}.").format(name=name, number=number))


@click.command("create-account")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--organisation", required=True, help="Its name, number, or a school's code.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--slip", is_flag=True, help="Print a code instead of asking for a password.")
@with_appcontext
def _create_account(username: str, *, name: str, organisation: str, role: str, slip: bool) -> None:
    """Give somebody an account and a role; asks for the password."""
    password = (
        ""
        if slip
        else click.prompt(_("Password"), hide_input=True, confirmation_prompt=_("The new password once more"))
    )
    code = ""
    with _Deed():
        person = NewPerson(username=username, name=name, password=password)
        account = take_in(_organisation(organisation), person, role=Role[role.upper()], by=None)
        if slip:
            code = issue_codes([account.id], by=None)[account.id]
    click.echo(_("The account {username} is made.").format(username=username))
    if slip:
        click.echo(_("Code of the slip: {code}").format(code=code))


@click.command("verify-audit")
@click.option("--anchor", help="NUMBER:HASH that was copied elsewhere earlier.")
@with_appcontext
def _verify_audit(anchor: str | None) -> None:
    """Prove that the trail was never changed; prints its end, to be kept elsewhere as an anchor."""
    number, _colon, digest = (anchor or "").partition(":")
    if anchor and not (number.isdecimal() and digest):
        raise click.BadParameter("NUMBER:HASH", param_hint="--anchor")
    intent.set("read")
    found = faults(db.session(), anchor=(int(number), digest) if anchor else None)
    for fault in found:
        click.echo(_("Event {number}: {reason}").format(number=fault.number, reason=_(fault.reason)))
    head = db.session.scalars(select(AuditHead)).one_or_none()
    if found or head is None:
        raise SystemExit(1)
    click.echo(_("The trail holds: {count} events.").format(count=head.count))
    click.echo(f"{head.count}:{head.hash}")


class _Deed:
    """One transaction; a refusal is told as a sentence and leaves nothing."""

    def __enter__(self) -> None:
        intent.set("write")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            db.session.commit()
            return
        db.session.rollback()
        if isinstance(error, Refused | Conflict):
            raise click.ClickException(error.sentence) from error


def _organisation(told: str) -> Organisation:
    number = int(told) if told.isdecimal() else 0
    named = or_(Organisation.name == told, Organisation.code == told, Organisation.id == number)
    found = db.session.scalars(select(Organisation).where(named).order_by(Organisation.id)).first()
    if found is None:
        raise click.BadParameter(_("There is no organisation called {name}.").format(name=told))
    return found


_POLICY = "Print who may reach which view: one line a view, one column a role."


def policy(app: Flask) -> str:
    """The grid of views and roles, as the guards have it: `x` may pass, `own` sees what is theirs."""
    lines = ["\t".join(["view", "address", "guard", *(role.value for role in Role)])]
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        access = cast(View, app.view_functions[rule.endpoint]).access
        guard = access.permission.value if access.permission else access.how
        lines.append("\t".join([rule.endpoint, rule.rule, guard, *_cells(access.how, access.permission)]))
    return "\n".join(lines)


def _cells(how: str, permission: object) -> Iterable[str]:
    open_to_all = {"public": "x", "signed_in": "own"}.get(how)
    return [open_to_all or ("x" if permission in GRANTS[role] else "") for role in Role]
