"""The application for `flask worker` with a job that never ends; BEGUN names the file that says it began."""

import os
import threading
from pathlib import Path

from matching.app import create_app
from matching.jobs.worker import RunningJob
from matching.outbox.post import DELIVER
from matching.settings import Settings

app = create_app(Settings.from_environ())


def hang(job: RunningJob) -> None:
    """Take the job and say so, then nothing more."""
    del job
    Path(os.environ["BEGUN"]).touch()
    threading.Event().wait()


app.extensions["workshop"].handlers[DELIVER] = hang
