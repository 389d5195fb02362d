"""`python -m matching.engine solve INSTANCE [--out RESULT]` and `... verify INSTANCE RESULT`.

Exit status: 0 it is done, or the result agrees; 1 it does not, and standard error says where; 2 a file
cannot be used, and standard error has every fault.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from matching.engine.files import File, opened
from matching.engine.files_json import Unreadable
from matching.engine.solving import NotCertified

ARRAYS = ".npz"
AGREES, DISAGREES, UNREADABLE = range(3)


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit status."""
    parser = _parser()
    asked = parser.parse_args(words)
    if asked.objective is not None and asked.mechanism != "welfare":
        parser.error("--objective is for --mechanism welfare")
    try:
        status: int = asked.deed(asked)
    except Unreadable as error:
        return _tell(error.sentences, UNREADABLE)
    except OSError as error:
        return _tell([f"{error.filename or 'standard output'}: {error.strerror}."], UNREADABLE)
    except NotCertified as error:
        return _tell([f"No result: it would not pass its own verification ({error})."], DISAGREES)
    return status


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m matching.engine", description="Match, and verify a match.")
    deeds = parser.add_subparsers(required=True, metavar="solve|verify")
    solve = deeds.add_parser("solve", help="answer an instance")
    solve.add_argument("instance", type=Path, help=f"JSON, or the same as arrays ({ARRAYS})")
    solve.add_argument("--mechanism", choices=["stable", "welfare"], default="stable")
    solve.add_argument("--objective", choices=["fit", "rank", "leximin"], help="of welfare")
    solve.add_argument("--out", type=Path, metavar="RESULT", help="a file instead of standard output")
    solve.set_defaults(deed=_solve)
    verify = deeds.add_parser("verify", help="find out whether a result is right")
    verify.add_argument("instance", type=Path)
    verify.add_argument("result", type=Path)
    verify.set_defaults(deed=_verify, mechanism=None, objective=None)
    return parser


def _solve(asked: Namespace) -> int:
    result = _opened(asked.instance).solved(asked.mechanism, asked.objective)
    if asked.out is not None:
        asked.out.write_bytes(result)
    else:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    return AGREES


def _verify(asked: Namespace) -> int:
    wrong = _opened(asked.instance).disagreements(asked.result.read_bytes())
    if wrong:
        return _tell(wrong, DISAGREES)
    print("The result agrees.")
    return AGREES


def _opened(path: Path) -> File:
    return opened(path.read_bytes(), arrays=path.suffix == ARRAYS)


def _tell(sentences: Iterable[str], status: int) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
