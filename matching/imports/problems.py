"""Every fault of a sheet, and the summary that gathers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from matching.imports.columns import SheetColumn
from matching.imports.faults import FaultCode
from matching.kernel.i18n import _n
from matching.kernel.labels import LabelledEnum


@dataclass(frozen=True)
class Fault:
    """One cell that has to be mended. ``value`` is as typed: show it through ``column.masked``."""

    line: int
    column: SheetColumn
    value: str
    code: FaultCode
    sentence: str
    suggestion: str | None = None  # takes the place of the value when somebody presses the button
    other_line: int | None = None  # the earlier row with the same number


class Tidied(NamedTuple):
    """A value that was understood although it was written differently."""

    line: int
    column: SheetColumn
    before: str
    after: str


@dataclass(frozen=True)
class Note:
    """Something about a good row that one should know before one confirms: a consequence, no error."""

    line: int
    code: LabelledEnum
    sentence: str


@dataclass(frozen=True)
class Problem:
    """One row of the summary: the problem, the rows that have it, how to mend it."""

    problem: str
    lines: tuple[int, ...]
    fix: str
    code: FaultCode
    column: SheetColumn
    suggestion: str | None = None


def problems_of(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """The faults gathered by kind, column and the value that would mend them, the most frequent first."""
    gathered: dict[tuple[FaultCode, SheetColumn, str | None], list[int]] = {}
    for fault in faults:
        gathered.setdefault((fault.code, fault.column, fault.suggestion), []).append(fault.line)
    found = (
        Problem(
            problem=code.label.format(column=column.label),
            lines=tuple(lines),
            fix=_fix(code, suggestion, len(lines)),
            code=code,
            column=column,
            suggestion=suggestion,
        )
        for (code, column, suggestion), lines in gathered.items()
    )
    return tuple(sorted(found, key=lambda problem: (-len(problem.lines), problem.lines)))


def _fix(code: FaultCode, suggestion: str | None, rows: int) -> str:
    if suggestion is None:
        return code.fix
    return _n("Change it to “{value}”", "Change all {rows} rows to “{value}”", rows).format(
        rows=rows, value=suggestion
    )
