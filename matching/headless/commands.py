"""`flask match`: three sheets in, one workbook out. Needs no database, no keys and no DATA_DIR."""

import secrets
from pathlib import Path

import click

from matching.headless.assembly import matched
from matching.headless.reading import read
from matching.headless.samples import write_samples
from matching.headless.tables import Faults
from matching.headless.writing import workbook
from matching.kernel.i18n import DEFAULT, LANGUAGES, _, speaking

FAULTY = 2
SHEET = click.Path(dir_okay=False, path_type=Path)


@click.command("match")
@click.argument("students", type=SHEET, required=False)
@click.argument("slots", type=SHEET, required=False)
@click.argument("wishes", type=SHEET, required=False)
@click.option("--out", type=SHEET, help="The workbook to write.")
@click.option("--seed", help="Text the lottery is drawn from; without it, one is drawn and written down.")
@click.option("--lang", type=click.Choice(sorted(LANGUAGES)), default=DEFAULT, show_default=True)
@click.option(
    "--samples", type=click.Path(file_okay=False, path_type=Path), help="Write three sheets to try."
)
def match_command(  # one parameter an argument or option
    students: Path | None,
    slots: Path | None,
    wishes: Path | None,
    out: Path | None,
    *,
    seed: str | None,
    lang: str,
    samples: Path | None,
) -> None:
    """Match STUDENTS to SLOTS by their WISHES (.xlsx or .csv) and write the result with --out.

    Needs no database. Ends with 2 if the sheets have faults; each is told with its sheet, row and column.
    """
    with speaking(lang):
        if samples is not None:
            _write_samples(samples)
        elif students and slots and wishes and out:
            _match((students, slots, wishes), out, seed or secrets.token_hex(16))
        else:
            raise click.UsageError(_("Name three sheets and --out, or --samples and a folder."))


def _write_samples(folder: Path) -> None:
    try:
        paths = write_samples(folder)
    except FileExistsError as error:
        raise click.ClickException(_("{file} is there already.").format(file=error.filename)) from error
    command = f"{click.get_current_context().command_path} {' '.join(map(str, paths))} --out result.xlsx"
    click.echo(_("Try it: {command}").format(command=command))


def _match(sheets: tuple[Path, Path, Path], out: Path, seed: str) -> None:
    faults = Faults()
    draft = read(*sheets, faults)
    if faults.sentences:
        for sentence in faults.sentences:
            click.echo(sentence, err=True)
        raise SystemExit(FAULTY)
    outcome = matched(draft, seed)
    try:
        out.write_bytes(workbook(outcome))
    except OSError as error:
        raise click.ClickException(_("{file}: {what}").format(file=out, what=error.strerror)) from error
    placed = sum(slot is not None for slot in outcome.places.values())
    click.echo(
        _("{placed} of {all} students have a slot: {file}").format(
            placed=placed, all=len(draft.students), file=out
        )
    )
    click.echo(_("Seed of the lottery: {seed}").format(seed=seed))
