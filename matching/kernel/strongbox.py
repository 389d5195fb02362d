"""A stream nobody can read, shorten, reorder or mend unseen: AES-256-GCM in chunks, as STREAM has it.

    magic | key id | salt | chunk | chunk | ... | last chunk

(Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance,
2015.) Every stream has a key of its own, derived from the owner's key and the salt. The nonce of a chunk is
its number and whether it is the last, so a chunk opens in its place only, and the end cannot be cut off.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matching.kernel.errors import Refused
from matching.kernel.i18n import _

MAGIC = b"matching strongbox 1\n"
KEY_ID_BYTES, SALT_BYTES, TAG_BYTES = 8, 32, 16
CHUNK_BYTES = 64 * 1024
COUNTER_BYTES = 11


class Strongbox:
    """Takes plain bytes and writes sealed chunks; `close` writes the last one, which marks the end."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._chunks = _Chunks(key, _key_id(key), os.urandom(SALT_BYTES))
        self._waiting = bytearray()
        file.write(self._chunks.preface)

    def write(self, plain: bytes) -> None:
        """Seal what fills a chunk, keep the rest."""
        self._waiting += plain
        while len(self._waiting) > CHUNK_BYTES:
            self._file.write(self._chunks.sealed(bytes(self._waiting[:CHUNK_BYTES]), last=False))
            del self._waiting[:CHUNK_BYTES]

    def close(self) -> None:
        """Seal the end."""
        self._file.write(self._chunks.sealed(bytes(self._waiting), last=True))


def opened(file: BinaryIO, keys: Iterable[bytes]) -> Iterator[bytes]:
    """The plain bytes, chunk by chunk. Refused where it is no such file, no key fits, or it was altered.

    What has been read is right; whether it is all shows only at the end.
    """
    preface = file.read(len(MAGIC) + KEY_ID_BYTES + SALT_BYTES)
    key_id, salt = preface[len(MAGIC) : -SALT_BYTES], preface[-SALT_BYTES:]
    if not preface.startswith(MAGIC) or len(key_id) != KEY_ID_BYTES:
        raise Refused(_("This file is no backup of this service."))
    key = next((one for one in keys if _key_id(one) == key_id), None)
    if key is None:
        raise Refused(_("This backup was sealed with another key. Put the key file of that time in place."))
    chunks = _Chunks(key, key_id, salt)
    box = file.read(CHUNK_BYTES + TAG_BYTES)
    while box:
        following = file.read(CHUNK_BYTES + TAG_BYTES)
        yield chunks.opened(box, last=not following)
        box = following
    if not chunks.is_over:
        raise Refused(_damaged())


class _Chunks:
    """Seals or opens one chunk after the other."""

    def __init__(self, key: bytes, key_id: bytes, salt: bytes) -> None:
        self.preface = MAGIC + key_id + salt
        self.is_over = False
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=salt, info=MAGIC).derive(key))
        self._number = 0

    def sealed(self, plain: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last), plain, self.preface)

    def opened(self, box: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last), box, self.preface)
        except InvalidTag as error:
            raise Refused(_damaged()) from error

    def _nonce(self, last: bool) -> bytes:
        nonce = self._number.to_bytes(COUNTER_BYTES, "big") + bytes([last])
        self._number += 1
        self.is_over = last
        return nonce


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"strongbox key id\n" + key).digest()[:KEY_ID_BYTES]


def _damaged() -> str:
    return _("This backup is damaged: it was cut off or altered. Take another one.")
