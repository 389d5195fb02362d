"""Reading .xlsx: the archive is checked part by part, then the visible sheets are read as clean text."""

import io
import zipfile

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from matching.kernel.archives import checked, refuse_broken, refuse_locked
from matching.kernel.cells import Sheet, SheetRefused, sheet_of
from matching.kernel.i18n import _

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")


def sheets_of_workbook(data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets that hold something, in their order. Any other outcome is SheetRefused."""
    if data.startswith(_OLD_CONTAINER):
        _refuse_container(data)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        refuse_broken()
    try:
        return _sheets(checked(data))
    except SheetRefused:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # The readers are not ours and the file is a stranger's: whatever they trip over, the file is broken.
    # A panic of the reader written in Rust is no Exception, hence the widest net.
    except BaseException:
        refuse_broken()


def _sheets(archive: bytes) -> tuple[Sheet, ...]:
    with CalamineWorkbook.from_filelike(io.BytesIO(archive)) as workbook:
        read = [
            # Without skip_empty_area=False the reader moves everything up and left.
            sheet_of(found.name, workbook.get_sheet_by_name(found.name).to_python(skip_empty_area=False))
            for found in workbook.sheets_metadata
            if found.typ == SheetTypeEnum.WorkSheet and found.visible == SheetVisibleEnum.Visible
        ]
    return tuple(sheet for sheet in read if sheet.rows)


def _refuse_container(data: bytes) -> None:
    if _LOCKED_INSIDE in data:
        refuse_locked()
    raise SheetRefused(
        _("This is an old .xls workbook inside. Open it in Excel or WPS, save it as .xlsx and upload that.")
    )
