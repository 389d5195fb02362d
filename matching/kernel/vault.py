"""What must not be readable in a stolen database: sealed with AES-256-GCM, found by a keyed index.

Each sealed value carries a version byte and the id of its key. The associated data names table, column and
a random row key, so a value moved to another row or column does not open (PIPL Art 51; GB/T 35273).
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12
ROW_KEY_BYTES = 16
INDEX = "index"


@dataclass(frozen=True)
class Keyring:
    """The keys of this installation: one seals, all open; the index key is derived apart.

    As the key file has it: a line a key, the one that seals first, `HEX` or `HEX MOMENT` since when it seals.
    The oldest key derives the index; once there are several, that stands in a line of its own, `index HEX`,
    so that an old key can be forgotten and look-ups, codes and the trail go on as they are.
    """

    current: bytes
    keys: Mapping[bytes, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    since: datetime | None = None  # the first key has always sealed

    @classmethod
    def from_text(cls, text: str) -> "Keyring":
        """From the lines of a key file."""
        lines = [line.split() for line in text.splitlines() if line.strip()]
        told = [bytes.fromhex(words[0]) for words in lines if words[0] != INDEX]
        index = [bytes.fromhex(words[1]) for words in lines if words[0] == INDEX]
        return cls(
            current=key_id(told[0]),
            keys={key_id(key): key for key in told},
            index_key=index[0] if index else _index_key_of(told[-1]),
            since=datetime.fromisoformat(lines[0][1]) if len(lines[0]) > 1 else None,
        )

    def with_new(self, since: datetime) -> "Keyring":
        """A fresh key that seals from now on; all others go on opening."""
        fresh = os.urandom(32)
        keys = {key_id(fresh): fresh, **self.keys}
        return replace(self, current=key_id(fresh), keys=keys, since=since)

    def with_current_only(self) -> "Keyring":
        """Nothing that is still sealed under another key will ever open again."""
        return replace(self, keys={self.current: self.keys[self.current]})

    @property
    def text(self) -> str:
        """As the key file has it."""
        others = [key.hex() for name, key in self.keys.items() if name != self.current]
        since = f" {self.since.isoformat(timespec='seconds')}" if self.since else ""
        first = self.keys[self.current].hex() + since
        return "\n".join([first, *others, f"{INDEX} {self.index_key.hex()}"]) + "\n"


class _Holder:
    """The key ring of this process, and the file it follows."""

    path: Path | None = None
    ring: Keyring | None = None
    seen: tuple[int, int, int] = (0, 0, 0)


def use(path: Path) -> None:
    """Open the vault of this process; called once by the application factory. A first run makes the key."""
    read_or_make_keys(path)
    _Holder.path = path
    _follow()


def current_ring() -> Keyring:
    """The keys as the file has them now: whoever seals must never use yesterday's."""
    if _Holder.path is not None and _signature(_Holder.path) not in (None, _Holder.seen):
        _follow()
    return _ring()


def _ring() -> Keyring:
    if _Holder.ring is None:
        raise RuntimeError("The vault was not opened: create the application first.")
    return _Holder.ring


def _follow() -> None:
    assert _Holder.path is not None
    seen = _signature(_Holder.path)
    _Holder.ring = Keyring.from_text(_Holder.path.read_text(encoding="ascii"))
    _Holder.seen = seen or _Holder.seen


def _signature(path: Path) -> tuple[int, int, int] | None:
    """Changes whenever the file is replaced; None while it is away: then what was read goes on serving."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns, told.st_size


def _key(name: bytes) -> bytes:
    """The key of this name; one that is not known yet may have been added by another process."""
    known = _ring().keys.get(name)
    return known if known is not None else current_ring().keys[name]


def new_row_key() -> bytes:
    """A random name for a row, known before the row has an id."""
    return os.urandom(ROW_KEY_BYTES)


def seal(text: str | bytes, *, table: str, column: str, row_key: bytes) -> bytes:
    """version | key id | nonce | ciphertext and tag."""
    ring = current_ring()
    nonce = os.urandom(NONCE_BYTES)
    plain = text.encode() if isinstance(text, str) else text
    box = AESGCM(ring.keys[ring.current]).encrypt(nonce, plain, _bound_to(table, column, row_key))
    return VERSION + ring.current + nonce + box


def open_bytes(sealed: bytes, *, table: str, column: str, row_key: bytes) -> bytes:
    """What was sealed; InvalidTag for a value that was altered or moved, KeyError for an unknown key."""
    name, rest = sealed[1 : 1 + KEY_ID_BYTES], sealed[1 + KEY_ID_BYTES :]
    nonce, box = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    return AESGCM(_key(name)).decrypt(nonce, box, _bound_to(table, column, row_key))


def unseal(sealed: bytes, *, table: str, column: str, row_key: bytes) -> str:
    """`open_bytes` for text."""
    return open_bytes(sealed, table=table, column=column, row_key=row_key).decode()


def unsealed_or_none(sealed: bytes, *, table: str, column: str, row_key: bytes) -> str | None:
    """`unseal`, or None for a value that opens no more: where one lost value must not stop all others."""
    try:
        return unseal(sealed, table=table, column=column, row_key=row_key)
    except (InvalidTag, KeyError, ValueError):
        return None


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


def replace_secret(path: Path, text: str) -> None:
    """Put another text in the place of a secret: at every moment the file is the old or the new one."""
    _draft_of(path, text).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def write_secret(path: Path, text: str) -> None:
    """Write once: when two processes start together, the first file wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft_of(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft_of(path: Path, text: str) -> Path:
    """The text on the disk beside the file, readable by its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def key_id(key: bytes) -> bytes:
    """The name of a key, as sealed values carry it: nothing about the key can be read from it."""
    return hashlib.sha256(key).digest()[:KEY_ID_BYTES]


def _index_key_of(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"blind index").derive(key)


def _bound_to(table: str, column: str, row_key: bytes) -> bytes:
    return f"{table}|{column}|".encode() + row_key
