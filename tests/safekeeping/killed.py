"""A program of its own: a command of ours that kills itself after its n-th statement.

python killed.py N COMMAND ...
"""

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from matching.app import create_app
from matching.settings import Settings


def main(kill_at: int, words: list[str]) -> None:
    app = create_app(Settings.from_environ({**os.environ, "QUEUE_URL": "memory"}))
    seen = 0

    def count(*_what: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    done = app.test_cli_runner().invoke(args=words)
    print(done.output, "statements:", seen)
    raise SystemExit(done.exit_code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
