"""Their own list given back: its columns and rows as they stood, what is wrong told and in red."""

from typing import Any

from matching.imports.checking import Checked
from matching.imports.columns import PROBLEM
from matching.imports.lists import Frame
from matching.imports.problems import Fault
from matching.kernel.exports import write_marked
from matching.kernel.i18n import _

MOST_WHOLE = 5000  # of a longer list only the rows to correct are given back


def marked(frame: Frame, found: Checked[Any], *, title: str) -> bytes:
    """The list as it stands now, with a first column that tells what is wrong; all cells are text."""
    whole = len(found.lines) <= MOST_WHOLE
    faults: dict[int, list[Fault]] = {}
    for fault in found.faults:
        faults.setdefault(fault.line, []).append(fault)
    rows: list[list[str]] = []
    marks: dict[tuple[int, int], str] = {}
    for line, row in frame.filled(found.lines):
        wrong = faults.get(line, [])
        if not (whole or wrong or line <= frame.heading_line):
            continue
        marks |= {(len(rows), frame.places[fault.column] + 1): fault.sentence for fault in wrong}
        rows.append([_told(line, wrong, whole=whole), *row])
    rows[frame.heading_line - 1][0] = _(PROBLEM)
    return write_marked(rows, title=title, marks=marks, headings=frame.heading_line)


def _told(line: int, faults: list[Fault], *, whole: bool) -> str:
    sentences = " ".join(fault.sentence for fault in faults)
    return (
        sentences if whole or not faults else _("Row {line}: {problem}").format(line=line, problem=sentences)
    )
