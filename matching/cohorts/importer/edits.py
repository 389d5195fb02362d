"""What a page shows of a raw cell, and what comes back from it."""

from collections.abc import Collection, Mapping

from matching.cohorts.importer.columns import Column, Lines
from matching.kernel.identity import mask_id_number, mask_mobile
from matching.kernel.sheets import clean


def masked(column: Column, text: str) -> str:
    """The cell as a page may show it: ID numbers and phones with stars, everything else whole."""
    if column is Column.ID_NUMBER:
        return mask_id_number(text)
    return mask_mobile(text) if column is Column.PHONE else text


def edited(
    lines: Lines, changes: Mapping[tuple[int, Column], str], *, dropped: Collection[int] = ()
) -> dict[int, dict[Column, str]]:
    """The cells with what was typed, without the dropped lines. A masked text that came back untouched,
    and a line that is not there, change nothing."""
    after = {line: dict(cells) for line, cells in lines.items() if line not in dropped}
    for (line, column), typed in changes.items():
        if line in after and typed != masked(column, after[line].get(column, "")):
            after[line][column] = clean(typed)
    return after
