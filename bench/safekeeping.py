"""How long it takes to keep a city safe: every invariant, a backup with its proof, a restore, a new key.

python -m bench.safekeeping [STUDENTS]
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench._house import application
from matching.safekeeping import checking
from tests import cast
from tests.make.placements import a_market, publish

STUDENTS, WISHING = 10_000, 200
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
ROOT = Path(__file__).parent.parent


def main(students: int = STUDENTS) -> None:
    """A published round of so many students; the steps as somebody would type them."""
    with tempfile.TemporaryDirectory() as name:
        folder, other, out = Path(name, "here"), Path(name, "there"), Path(name, "of.backup")
        app = application(folder)
        with app.app_context():
            people = cast.person("lin"), cast.person("hua")
        lists = [(0, 1)] * WISHING + [()] * (students - WISHING)
        publish(a_market(of=people[0], at=people[1], lists=lists, seats=(20, 10)))
        with app.app_context():
            for answer in _slowest():
                print(answer)
        other.mkdir()
        print(f"check-invariants  {_timed(folder, 'check-invariants'):6.1f} s")
        print(f"backup, proved    {_timed(folder, 'backup', str(out)):6.1f} s  {out.stat().st_size:,} bytes")
        for key in folder.glob("*.key"):
            shutil.copy(key, other)
        print(f"restore, checked  {_timed(other, 'restore', str(out)):6.1f} s")
        print(f"rotate-keys       {_timed(folder, 'rotate-keys'):6.1f} s")
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"most memory of any of them  {most} MiB")


def _slowest() -> list[str]:
    told, begun = [], perf_counter()
    for answer in checking.answers():
        took, begun = perf_counter() - begun, perf_counter()
        told.append((took, f"  {answer.invariant.id:<4} {took:6.2f} s  {answer.invariant.sentence}"))
    return [line for _took, line in sorted(told, reverse=True)[:5]]


def _timed(folder: Path, *words: str) -> float:
    begun = perf_counter()
    environ = {**os.environ, "DATA_DIR": str(folder)}
    subprocess.run([*FLASK, *words], cwd=ROOT, env=environ, check=True, capture_output=True)
    return perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
