"""What must not be readable in a stolen database: sealed with AES-256-GCM, found by a keyed index.

Each sealed value carries a version byte and the id of its key. The associated data names table, column and
a random row key, so a value moved to another row or column does not open (PIPL Art 51; GB/T 35273).
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12
ROW_KEY_BYTES = 16


@dataclass(frozen=True)
class Keyring:
    """The keys of this installation: one seals, all open; the index key is derived apart."""

    current: bytes
    keys: Mapping[bytes, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    @classmethod
    def from_lines(cls, lines: list[str]) -> "Keyring":
        """Hex keys, the current first; the oldest (last) derives the index, so rotation keeps look-ups."""
        keys = [bytes.fromhex(line) for line in lines if line.strip()]
        named = {hashlib.sha256(key).digest()[:KEY_ID_BYTES]: key for key in keys}
        index_key = HKDF(SHA256(), 32, salt=None, info=b"blind index").derive(keys[-1])
        return cls(current=hashlib.sha256(keys[0]).digest()[:KEY_ID_BYTES], keys=named, index_key=index_key)


class _Holder:
    ring: Keyring | None = None


def use(ring: Keyring) -> None:
    """Open the vault of this process; called once by the application factory."""
    _Holder.ring = ring


def _ring() -> Keyring:
    if _Holder.ring is None:
        raise RuntimeError("The vault was not opened: create the application first.")
    return _Holder.ring


def new_row_key() -> bytes:
    """A random name for a row, known before the row has an id."""
    return os.urandom(ROW_KEY_BYTES)


def seal(text: str | bytes, *, table: str, column: str, row_key: bytes) -> bytes:
    """version | key id | nonce | ciphertext and tag."""
    ring = _ring()
    nonce = os.urandom(NONCE_BYTES)
    plain = text.encode() if isinstance(text, str) else text
    box = AESGCM(ring.keys[ring.current]).encrypt(nonce, plain, _bound_to(table, column, row_key))
    return VERSION + ring.current + nonce + box


def open_bytes(sealed: bytes, *, table: str, column: str, row_key: bytes) -> bytes:
    """What was sealed; InvalidTag for a value that was altered or moved, KeyError for an unknown key."""
    key_id, rest = sealed[1 : 1 + KEY_ID_BYTES], sealed[1 + KEY_ID_BYTES :]
    nonce, box = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    return AESGCM(_ring().keys[key_id]).decrypt(nonce, box, _bound_to(table, column, row_key))


def unseal(sealed: bytes, *, table: str, column: str, row_key: bytes) -> str:
    """`open_bytes` for text."""
    return open_bytes(sealed, table=table, column=column, row_key=row_key).decode()


def blind_index(purpose: str, text: str) -> bytes:
    """HMAC-SHA256 of a normalised value: equal values meet, nothing else can be read from it."""
    return hmac.new(_ring().index_key, f"{purpose}|{text}".encode(), hashlib.sha256).digest()


def keyed_digest(purpose: str, text: str) -> bytes:
    """A digest nobody without the key can make: for one-time codes and the audit chain."""
    return blind_index(f"digest:{purpose}", text)


def read_or_make_keys(path: Path) -> list[str]:
    """The hex keys of a key file, newest first; a first run makes one, readable by its owner only."""
    if not path.exists():
        write_secret(path, os.urandom(32).hex() + "\n")
    return path.read_text(encoding="ascii").split()


def write_secret(path: Path, text: str) -> None:
    """Write once: when two processes start together, the first file wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _bound_to(table: str, column: str, row_key: bytes) -> bytes:
    return f"{table}|{column}|".encode() + row_key
