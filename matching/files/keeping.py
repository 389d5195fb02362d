"""Keep a file, open it again, let it go. The action that calls records the deed."""

from hashlib import sha256

from matching.access.viewer import Viewer
from matching.db import db
from matching.files.models import StoredFile
from matching.files.photos import MEDIA_TYPE, cleaned
from matching.kernel import clock, vault


def keep_photo(contents: bytes, *, by: Viewer) -> StoredFile:
    """Keep a photo without what it tells of place and time; Refused where it is none."""
    photo, row_key = cleaned(contents), vault.new_row_key()
    kept = StoredFile(
        row_key=row_key,
        media_type=MEDIA_TYPE,
        size=len(photo),
        sha256=sha256(photo).hexdigest(),
        contents_sealed=vault.seal(photo, table="stored_file", column="contents", row_key=row_key),
        created_at=clock.now(),
        created_by_id=by.id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def contents_of(kept: StoredFile) -> bytes:
    """The opened file."""
    return vault.open_bytes(
        kept.contents_sealed, table="stored_file", column="contents", row_key=kept.row_key
    )
