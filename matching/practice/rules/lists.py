"""Whether a list of teachers may be taken over now."""

from matching.kernel.i18n import _, _n


def why_not_enrol(*, rows: int, faulty: int) -> str | None:
    """All or nothing: one faulty row keeps everybody waiting."""
    if faulty:
        return _n(
            "Nothing was saved: {count} row has to be corrected first.",
            "Nothing was saved: {count} rows have to be corrected first.",
            faulty,
        ).format(count=faulty)
    if not rows:
        return _("No row is left. Throw this list away and upload another file.")
    return None
