"""The lottery of a round: committed when the round is made, drawn once at the lock, open to anybody after."""

import secrets
from collections.abc import Sequence

from matching.engine import commitment, lottery_numbers
from matching.kernel import vault
from matching.rounds.models import MatchRound

SEED_BYTES = 32


def new_seed(row_key: bytes) -> tuple[bytes, str]:
    """A fresh seed, sealed for its row, and the commitment to it that is shown from the opening on."""
    seed = secrets.token_bytes(SEED_BYTES)
    return vault.seal(seed, table="match_round", column="seed", row_key=row_key), commitment(seed)


def draw(match_round: MatchRound, pseudonyms: Sequence[str]) -> list[int]:
    """A number for each pseudonym, 1 first; the same whenever and by whomever it is computed."""
    numbers: list[int] = lottery_numbers(match_round.seed, str(match_round.id), pseudonyms).tolist()
    return numbers


def keeps_its_promise(match_round: MatchRound) -> bool:
    """Whether the seed is the one that was committed to before the deadline."""
    return commitment(match_round.seed) == match_round.seed_commitment
