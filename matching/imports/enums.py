"""What becomes of a sheet that was uploaded, and how long it waits."""

from matching.kernel.labels import LabelledEnum

UPLOAD_DAYS = 30  # an undecided list is thrown away after this
WORKBOOK_DAYS = 1  # and a workbook of which no sheet was chosen


class UploadState(LabelledEnum):
    """What became of an uploaded list."""

    CHOOSING = "choosing", "Several sheets, none chosen yet", "info", "clock"
    CHECKED = "checked", "Checked, not enrolled yet", "info", "clock"
    ENROLLED = "enrolled", "Enrolled", "ok", "check"
    CANCELLED = "cancelled", "Thrown away", "neutral", "x"


UPLOAD_MOVES = {
    UploadState.CHOOSING: frozenset({UploadState.CHECKED, UploadState.CANCELLED}),
    UploadState.CHECKED: frozenset({UploadState.ENROLLED, UploadState.CANCELLED}),
    UploadState.ENROLLED: frozenset[UploadState](),
    UploadState.CANCELLED: frozenset[UploadState](),
}
UNDECIDED = frozenset({UploadState.CHOOSING, UploadState.CHECKED})
