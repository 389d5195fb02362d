"""A zip of XML parts from a stranger, as .xlsx files are: measured, then unpacked, checked, then read.

Readers of workbooks trust what a file says about itself: two cells in opposite corners make one reserve
38 GB, one long text used by a million cells is copied a million times, a number of texts announced in an
attribute is believed; and out of memory they end the whole process. So every part is walked through first,
and ``checked`` gives back a new archive that holds nothing but the parts that passed.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from matching.kernel.cells import MAX_COLUMNS, MAX_ROWS, SheetRefused, refuse_columns, refuse_rows
from matching.kernel.i18n import _

MAX_MEMBERS = 200
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 200
MAX_TAGS = 8_000_000
MAX_TAG_BYTES = 512 * 1024
MAX_NAMES = 5_000  # different names of tags and attributes in one part
MAX_DEPTH = 64
MAX_CELLS = MAX_ROWS * MAX_COLUMNS  # of all sheets together, blanks between them included
MAX_TEXT = 20_000_000  # characters of all cells together

_CHUNK = 64 * 1024
_MAX_DIGITS = 8
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_STRINGS = "sharedstrings.xml"
_LINKS = "workbook.xml.rels"
_FILE_NAME = re.compile(r".*[/\\]", re.DOTALL)
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def checked(data: bytes) -> bytes:
    """The archive again, with its XML parts only, each of them harmless; SheetRefused where one is not."""
    parts = _parts(data)
    seen = _Seen()
    for name in sorted(parts, key=_strings_first):
        _walk(name, parts[name], seen)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return clean.getvalue()


def _strings_first(name: str) -> bool:
    return not name.lower().endswith(_STRINGS)


def refuse_broken() -> NoReturn:
    """Refuse a file that is no workbook inside."""
    raise SheetRefused(
        _(
            "This file cannot be opened as a workbook. "
            "Open it in Excel or WPS, save it as .xlsx and upload that."
        )
    )


def refuse_locked() -> NoReturn:
    """Refuse a file with a password."""
    raise SheetRefused(_("This file has a password. Remove it and upload the file again."))


def refuse_swollen() -> NoReturn:
    """Refuse a file that is small outside and huge inside."""
    raise SheetRefused(
        _("This workbook unpacks to far too much. Copy the rows into a new workbook and upload that.")
    )


def _parts(data: bytes) -> dict[str, bytes]:
    if data.count(_ENTRY) > 10 * MAX_MEMBERS:
        refuse_swollen()  # before a list of all entries is made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        _refuse_sizes(members)
        wanted = [member for member in members if _wanted(member.filename.lower())]
        parts = {member.filename: archive.read(member) for member in wanted}
    strings = [name for name in parts if name.lower().endswith(_STRINGS)]
    if len(parts) != len(wanted) or len(strings) > 1:
        refuse_broken()  # two parts of one name: programs would disagree about which counts
    return parts


def _wanted(name: str) -> bool:
    # What other programs attach to a workbook (customXml) may be any XML and is none of our business.
    return name.endswith((".xml", ".rels")) and not name.startswith("customxml/")


def _refuse_sizes(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        refuse_locked()
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
        refuse_broken()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        refuse_swollen()
    if any(member.file_size > MAX_RATIO * max(member.compress_size, 1) for member in members):
        refuse_swollen()


@dataclass
class _Seen:
    """What all parts together hold so far."""

    tags: int = 0
    text: int = 0
    area: int = 0
    strings: list[int] = field(default_factory=list)  # the length of each shared text


def _walk(name: str, part: bytes, seen: _Seen) -> None:
    # Counting is much cheaper than parsing, and bounds the time parsing takes.
    seen.tags += part.count(b"<")
    if seen.tags > MAX_TAGS:
        refuse_swollen()
    walker = _Walker(seen)
    walker.read(part)
    # Many sheets that are all one part would be read many times over.
    linked = walker.targets if name.lower().endswith(_LINKS) else []
    if len(set(linked)) < len(linked) or len(set(walker.sheets)) < len(walker.sheets):
        refuse_broken()
    seen.area += walker.rows * walker.columns
    if seen.area > MAX_CELLS:
        refuse_swollen()


class _Walker:
    """Follows one XML part and remembers how far its filled cells reach."""

    def __init__(self, seen: _Seen) -> None:
        self.rows = self.columns = 0  # of the smallest table from A1 that holds all filled cells
        self.sheets: list[str] = []  # the link each sheet of the workbook names
        self.targets: list[str] = []  # the file name each link leads to
        self._seen = seen
        self._depth = self._row = self._column = 0
        self._shared = False  # whether the cell refers to a shared text
        self._inside = ""  # "v" or "si" while its text matters
        self._reference = ""
        # One encoding for everybody: a part that reads differently elsewhere is refused as broken.
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate("UTF-8", None, self._names)
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CommentHandler = self._odd
        self._parser.ProcessingInstructionHandler = self._odd
        self._parser.StartCdataSectionHandler = self._odd

    def read(self, part: bytes) -> None:
        try:
            for begin in range(0, len(part), _CHUNK):
                self._parser.Parse(part[begin : begin + _CHUNK], False)
                # The parser keeps every name and every unfinished tag, so both have an end.
                if len(self._names) > MAX_NAMES or begin - self._parser.CurrentByteIndex > MAX_TAG_BYTES:
                    refuse_broken()
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            refuse_broken()

    def _start(self, tag: str, facts: dict[str, str]) -> None:
        self._depth += 1
        kind = tag.rpartition(":")[2]
        if self._depth > MAX_DEPTH or self._inside in ("v", kind):
            refuse_broken()
        # The reader reserves memory for as many shared texts as are announced.
        if "uniqueCount" in facts and _number(facts["uniqueCount"]) > MAX_CELLS:
            refuse_broken()
        if kind == "c":
            self._cell(facts)
        elif kind in {"v", "is"}:
            self._filled(kind)
        elif kind == "row":
            self._row = _number(facts["r"]) if "r" in facts else self._row + 1
            self._column = 0
        elif kind == "si":
            self._seen.strings.append(0)
            self._listen("si", self._shared_text)
        elif kind == "sheet":
            self.sheets += [link for key, link in facts.items() if key.rpartition(":")[2] == "id"]
        elif kind == "Relationship" and facts.get("TargetMode") != "External":
            self.targets.append(_FILE_NAME.sub("", facts.get("Target", "")).lower())

    def _cell(self, facts: dict[str, str]) -> None:
        self._column += 1
        self._shared = facts.get("t") == "s"
        if "r" in facts:
            place = _PLACE.fullmatch(facts["r"])
            if place is None:
                refuse_broken()
            self._column = _column_number(place[1])
            # A cell may name another row than its row does; the larger one counts.
            self._row = max(self._row, int(place[2]))

    def _filled(self, kind: str) -> None:
        self.rows = max(self.rows, self._row, 1)
        self.columns = max(self.columns, self._column, 1)
        refuse_rows(self.rows)
        refuse_columns(self.columns)
        if self._shared and kind == "v":
            self._reference = ""
            self._listen("v", self._refer)

    def _listen(self, kind: str, hear: Callable[[str], None] | None) -> None:
        self._inside = kind
        self._parser.CharacterDataHandler = hear

    def _refer(self, digits: str) -> None:
        self._reference = (self._reference + digits)[: _MAX_DIGITS + 1]

    def _shared_text(self, text: str) -> None:
        self._seen.strings[-1] += len(text)

    def _odd(self, *_facts: str) -> None:
        # Legal XML that no spreadsheet program writes here, and on which readers disagree.
        if self._inside:
            refuse_broken()

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if not self._inside or tag.rpartition(":")[2] != self._inside:
            return
        if self._inside == "v":
            self._use_shared()
        self._listen("", None)

    def _use_shared(self) -> None:
        index = _number(self._reference)
        if index >= len(self._seen.strings):
            refuse_broken()
        self._seen.text += self._seen.strings[index]
        if self._seen.text > MAX_TEXT:
            refuse_swollen()


def _refuse_doctype(*_facts: object) -> None:
    raise SheetRefused(
        _(
            "This workbook holds declarations that no spreadsheet program writes. "
            "Copy the rows into a new workbook and upload that."
        )
    )


def _number(digits: str) -> int:
    text = digits.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        refuse_broken()
    return int(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
