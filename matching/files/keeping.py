"""Keep a file, open it again, let it go. The action that calls records the deed.

What is kept was cleaned before (`photos.cleaned`): that takes long and needs no database.
"""

from hashlib import sha256

from matching.access.viewer import Viewer
from matching.db import db
from matching.files.models import StoredFile
from matching.files.photos import MEDIA_TYPE
from matching.kernel import clock, vault


def keep_photo(photo: bytes, *, by: Viewer) -> StoredFile:
    """Keep a cleaned photo."""
    row_key = vault.new_row_key()
    kept = StoredFile(
        row_key=row_key,
        media_type=MEDIA_TYPE,
        size=len(photo),
        sha256=digest_of(photo),
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


def digest_of(photo: bytes) -> str:
    """By which a photo that was kept already is known again."""
    return sha256(photo).hexdigest()


def let_go(kept: StoredFile) -> None:
    """Its bytes are gone."""
    db.session.delete(kept)
