"""Files that mean harm or are simply broken, built here so that none lies in the tree.

Run as a program it has every one of them answered within ``MEMORY`` bytes of address space.
"""

import io
import resource
import struct
import zipfile
from collections.abc import Callable

from matching.kernel import sheets
from matching.kernel.archives import MAX_MEMBERS, MAX_UNPACKED

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def workbook(cells: str = "", **parts: str | bytes) -> bytes:
    """A small good workbook whose only sheet holds these cells, with some parts replaced or added."""
    good = sheets.write([], title="名单", headings=["姓名"])
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    return rezipped(
        good, {SHEET: body} | {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    )


def rezipped(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            made.writestr(name, parts[name])
    return out.getvalue()


def number(place: str, value: str = "1") -> str:
    return f'<c r="{place}"><v>{value}</v></c>'


def _shared(cells: int, text: str) -> bytes:
    """A text written once and used by many cells."""
    rows = "".join(
        f'<row r="{line}">' + '<c t="s"><v>0</v></c>' * 50 + "</row>" for line in range(1, cells // 50 + 1)
    )
    return workbook(rows, xl__sharedStrings=f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>')


def _entities() -> bytes:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY e0 "ha">{nested}]><sst xmlns="{MAIN}"><si><t>&e9;</t></si></sst>'
    return workbook(xl__sharedStrings=text)


def _with_flag(data: bytes) -> bytes:
    """The archive with its first member marked as encrypted, in both places that say so."""
    central = data.index(b"PK\x01\x02")
    first = data[:6] + struct.pack("<H", 1) + data[8:central]
    return first + data[central : central + 8] + struct.pack("<H", 1) + data[central + 10 :]


def _stretched() -> bytes:
    """An archive that says a part is small and unpacks to more."""
    data = workbook("<row>" + number("A1") * 5000 + "</row>")
    size = struct.pack("<L", len("<worksheet") + 1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        honest = struct.pack("<L", archive.getinfo(SHEET).file_size)
    return data.replace(honest, size)


def _nested() -> bytes:
    inner = workbook(number("A1"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/worksheets/inner.zip", inner)
    return out.getvalue()


def _doubled() -> bytes:
    out = io.BytesIO(workbook(number("A1")))
    with zipfile.ZipFile(out, "a") as made:
        made.filelist.append(made.getinfo(SHEET))
        made.writestr("more.txt", "")
    return out.getvalue()


def _one_part_many_times(*, by_link: bool) -> bytes:
    """A workbook whose sheets are all the same part, read once for each."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        for n in range(200 if by_link else 1)
    )
    pages = "".join(
        f'<sheet name="s{n}" sheetId="{n + 1}" r:id="r{n if by_link else 0}"/>' for n in range(200)
    )
    parts: dict[str, str | bytes] = {
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{kind}"><sheets>{pages}</sheets></workbook>',
    }
    return rezipped(workbook(number("A1")), parts)


MEMORY = 600 * 1024 * 1024
BLANKS = b" " * (MAX_UNPACKED // 2)

# name: (file name, how to build it, a piece of the answer)
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty file": ("a.xlsx", bytes, "empty"),
    "empty csv": ("a.csv", lambda: b"\xef\xbb\xbf \r\n;;\r\n", "empty"),
    "workbook without a filled cell": (
        "a.xlsx",
        lambda: workbook('<row r="1"><c r="A1" s="0"/></row>'),
        "empty",
    ),
    "too large": ("a.csv", lambda: b"a" * (sheets.MAX_BYTES + 1), "up to 10 MB"),
    "old workbook": ("名单.xls", lambda: OLD_CONTAINER, "save it as .xlsx"),
    "old workbook renamed": ("a.xlsx", lambda: OLD_CONTAINER, "old .xls"),
    "locked": ("a.xlsx", lambda: OLD_CONTAINER + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked member": ("a.xlsx", lambda: _with_flag(workbook(number("A1"))), "password"),
    "word file": ("a.docx", lambda: b"PK\x03\x04", "You chose .docx"),
    "no ending": ("roster", lambda: b"x", "Choose an .xlsx or .csv file."),
    "picture as workbook": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "cannot be opened"),
    "picture as csv": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "not readable as text"),
    "workbook as csv": ("a.csv", lambda: workbook(number("A1")), "Rename it"),
    "csv as workbook": ("a.xlsx", lambda: b"name,class\r\n", "cannot be opened"),
    "half a workbook": ("a.xlsx", lambda: workbook(number("A1"))[:-300], "cannot be opened"),
    "zip inside a zip": ("a.xlsx", _nested, "cannot be opened"),
    "sheet twice": ("a.xlsx", _doubled, "cannot be opened"),
    "strings twice": (
        "a.xlsx",
        lambda: workbook(xl__sharedStrings="<s/>", a__sharedStrings="<s/>"),
        "opened",
    ),
    "a part that lies about its size": ("a.xlsx", _stretched, "cannot be opened"),
    "two cells far apart": ("a.xlsx", lambda: workbook(number("A1") + number("XFD1048576")), "rows"),
    "one column too many": ("a.xlsx", lambda: workbook(number("BI1")), "61 columns"),
    "one row too many": ("a.xlsx", lambda: workbook(number("A20002")), "more than 20,000 rows"),
    "unnamed cells too far": ("a.xlsx", lambda: workbook("<row>" + "<c><v>1</v></c>" * 61 + "</row>"), "61"),
    "row far away": ("a.xlsx", lambda: workbook('<row r="99999999"><c><v>1</v></c></row>'), "rows"),
    "row beyond numbers": (
        "a.xlsx",
        lambda: workbook(f'<row r="{"9" * 30}"><c><v>1</v></c></row>'),
        "opened",
    ),
    "cell without a place": ("a.xlsx", lambda: workbook(number("１A")), "cannot be opened"),
    "unknown shared text": ("a.xlsx", lambda: workbook('<c r="A1" t="s"><v>7</v></c>'), "cannot be opened"),
    "one text used by 100,000 cells": ("a.xlsx", lambda: _shared(100_000, "长" * 10_000), "unpacks"),
    "one link for many sheets": ("a.xlsx", lambda: _one_part_many_times(by_link=False), "cannot be opened"),
    "one part for many sheets": ("a.xlsx", lambda: _one_part_many_times(by_link=True), "cannot be opened"),
    "a hundred billion texts announced": (
        "a.xlsx",
        lambda: workbook(xl__sharedStrings=f'<sst xmlns="{MAIN}" uniqueCount="99999999999"/>'),
        "cannot be opened",
    ),
    "shared texts nested": (
        "a.xlsx",
        lambda: workbook(xl__sharedStrings="<sst><si><si><t>x</t></si></si></sst>"),
        "cannot be opened",
    ),
    "an index in two pieces": ("a.xlsx", lambda: workbook('<c r="A1" t="s"><v>1<!-- -->2</v></c>'), "opened"),
    "entity bomb": ("a.xlsx", _entities, "declarations"),
    "outside entity": (
        "a.xlsx",
        lambda: workbook(xl__styles='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "declarations",
    ),
    "zip bomb by ratio": ("a.xlsx", lambda: workbook(xl__bomb=BLANKS), "unpacks"),
    "zip bomb by size": ("a.xlsx", lambda: workbook(a=BLANKS, b=BLANKS, c=BLANKS), "unpacks"),
    "too many parts": (
        "a.xlsx",
        lambda: workbook(**{f"part{n}": "<x/>" for n in range(MAX_MEMBERS)}),
        "unpacks",
    ),
    "very many parts": ("a.xlsx", lambda: workbook() + b"PK\x01\x02" * 5000, "unpacks"),
    "deep nesting": ("a.xlsx", lambda: workbook("<a>" * 100 + "</a>" * 100), "cannot be opened"),
    "very many tags": ("a.xlsx", lambda: workbook("<a/>" * 9_000_000), "unpacks"),
    "very many names": (
        "a.xlsx",
        lambda: workbook("".join(f"<a{n}/>" for n in range(500_000))),
        "cannot be opened",
    ),
    "one tag of 5 MB": (
        "a.xlsx",
        lambda: workbook("<a " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>"),
        "cannot be opened",
    ),
    "other encoding": ("a.xlsx", lambda: workbook(xl__styles="<styleSheet/>".encode("utf-16")), "opened"),
    "unclosed tag": ("a.xlsx", lambda: workbook("<row>"), "cannot be opened"),
    "10 MB in one line": ("a.csv", lambda: b"a" * (sheets.MAX_BYTES), "Row 1"),
    "10 MB of commas": ("a.csv", lambda: b"," * (sheets.MAX_BYTES), "Row 1"),
    "10 MB in one field": ("a.csv", lambda: b'a\n"' + b"a\n" * (sheets.MAX_BYTES // 2 - 2), "Row 2"),
    "10 MB of empty lines": ("a.csv", lambda: b"\n" * (sheets.MAX_BYTES - 1) + b"a", "20,000 rows"),
    "open quotation mark": ("a.csv", 'name\n"王思远,2024\n刘洋,2024\n'.encode, "Row 2"),
    "NUL bytes": ("a.csv", lambda: b"name\0,class\n", "not readable as text"),
    "no encoding at all": ("a.csv", lambda: b"\xff\xff\xff", "not readable as text"),
    "wide csv": ("a.csv", lambda: b"a," * 60 + b"a", "61 columns"),
    "long csv": ("a.csv", lambda: b"a\n" * 20_002, "20,000 rows"),
}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for filename, build, _piece in HOSTILE.values():
        try:
            sheets.read(build(), filename)
        except sheets.SheetRefused:
            print("answered", flush=True)
