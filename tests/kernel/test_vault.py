"""The key ring: a file that may change under a process that works."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matching.kernel import vault
from matching.kernel.vault import Keyring

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
OLD = "ab" * 32
PLACE = {"table": "student", "column": "phone", "row_key": b"r" * 16}


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A vault of this test's own; the one before comes back afterwards."""
    for name in ("path", "ring", "seen"):
        monkeypatch.setattr(vault._Holder, name, getattr(vault._Holder, name))
    path = tmp_path / "field.key"
    path.write_text(OLD + "\n")
    vault.use(path)
    return path


def test_a_ring_is_told_in_lines_and_read_again() -> None:
    first = Keyring.from_text(OLD + "\n")
    second = first.with_new(NOW)
    assert Keyring.from_text(second.text) == second
    assert (second.since, len(second.keys), second.index_key) == (NOW, 2, first.index_key)
    only = Keyring.from_text(second.with_current_only().text)
    assert (only.current, len(only.keys), only.index_key) == (second.current, 1, first.index_key)
    assert OLD not in only.text


def test_a_process_follows_the_file_and_seals_with_the_new_key_at_once(key_file: Path) -> None:
    before = vault.seal("13912345678", **PLACE)
    found = vault.blind_index("student.phone", "13912345678")
    ring = vault.current_ring().with_new(NOW)
    vault.replace_secret(key_file, ring.text)
    after = vault.seal("13912345678", **PLACE)
    assert before[1:5] != after[1:5] == ring.current
    assert {vault.unseal(sealed, **PLACE) for sealed in (before, after)} == {"13912345678"}
    assert vault.blind_index("student.phone", "13912345678") == found
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_a_reader_that_knows_the_old_ring_opens_what_another_process_sealed(key_file: Path) -> None:
    old = vault.current_ring()
    vault.replace_secret(key_file, old.with_new(NOW).text)
    sealed = vault.seal("13912345678", **PLACE)
    vault._Holder.ring, vault._Holder.seen = old, (0, 0, 0)  # as it was before the file changed
    assert vault.unseal(sealed, **PLACE) == "13912345678"


def test_a_key_file_that_is_away_for_a_while_stops_nobody(key_file: Path) -> None:
    sealed = vault.seal("13912345678", **PLACE)
    key_file.unlink()
    assert vault.unseal(vault.seal("x", **PLACE), **PLACE) == "x"
    assert vault.unseal(sealed, **PLACE) == "13912345678"


def test_an_unknown_key_is_an_error_and_no_guess(key_file: Path) -> None:
    sealed = vault.seal("13912345678", **PLACE)
    with pytest.raises(KeyError):
        vault.unseal(sealed[:1] + b"????" + sealed[5:], **PLACE)
