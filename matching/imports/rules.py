"""Whether a list may be decided on now."""

from matching.imports.enums import UPLOAD_MOVES, UploadState
from matching.kernel.i18n import _
from matching.kernel.moves import may_move


def why_not_decide(state: UploadState, there: UploadState) -> str | None:
    """A list is enrolled once or thrown away once."""
    if may_move(UPLOAD_MOVES, state, there):
        return None
    if state is UploadState.CHOOSING:
        return _("Choose the sheet of this workbook first.")
    if state is UploadState.ENROLLED:
        return _("This list has been enrolled already. Nothing was changed now.")
    return _("This list was thrown away. Upload the file again.")
