"""The application for `flask serve` with its clock at MOMENT, where the world of a test lives."""

import os
from datetime import datetime

import time_machine

from matching.app import create_app
from matching.settings import Settings

time_machine.travel(datetime.fromisoformat(os.environ["MOMENT"])).start()
app = create_app(Settings.from_environ())
