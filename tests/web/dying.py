"""The application for gunicorn with a death in it: the first form is done, and nobody hears the answer.

MOMENT is what its clock says; SPARED names the file that says the death was died.
"""

import os
import signal
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine

from matching.app import create_app
from matching.settings import Settings

time_machine.travel(datetime.fromisoformat(os.environ["MOMENT"])).start()
house = create_app(Settings.from_environ())
spared = Path(os.environ["SPARED"])


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer; but the first POST dies behind its commit, before a byte has left."""
    answer = house(environ, start_response)
    if environ["REQUEST_METHOD"] == "POST" and not spared.exists():
        spared.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
