"""Password hashes: argon2id at 19 MiB, two passes (OWASP), the same time for names that do not exist."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from matching.accounts.enums import LONGEST_PASSWORD, SHORTEST_PASSWORD
from matching.kernel.i18n import _

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# A hash of nothing anybody can type: verified for unknown names, so that they take as long as known ones.
_NOBODY = _HASHER.hash("\x00nobody\x00")

# Words that stand alone in the lists attackers try first, and those this service would suggest.
_WEAK_PARTS = (
    "password", "123456", "qwerty", "abc123", "111111", "000000", "666666", "888888", "iloveyou", "admin",
    "woaini", "linfen", "xuexiao", "shixi", "1q2w3e", "a1b2c3", "654321", "112233", "123123", "520520",
)  # fmt: skip


def hashed(password: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; None (unknown name, not activated) takes as long and is never right."""
    try:
        right = _HASHER.verify(password_hash or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return right and password_hash is not None


def why_not_password(password: str, *, username: str) -> str | None:
    """Long is what counts; what everybody tries first is refused."""
    if len(password) < SHORTEST_PASSWORD:
        return _("Use at least {n} characters. Several words in a row are easy to remember.").format(
            n=SHORTEST_PASSWORD
        )
    if len(password) > LONGEST_PASSWORD:
        return _("Use at most {n} characters.").format(n=LONGEST_PASSWORD)
    bare = password.lower()
    for part in (*_WEAK_PARTS, username.lower()):
        bare = bare.replace(part, "")
    if len(set(bare)) < 4:
        return _("This password is among the first that others would try. Choose another.")
    return None
