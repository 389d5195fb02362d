"""A house to measure in: the whole application on a fresh SQLite database, with the cast of the tests."""

import logging
from pathlib import Path

import structlog
from flask import Flask
from flask_migrate import upgrade

from matching.app import create_app
from matching.settings import Settings
from tests import cast, make


def application(folder: Path) -> Flask:
    """Empty but for its people; it logs what goes wrong and nothing else."""
    app = create_app(Settings.from_environ({"DATA_DIR": str(folder), "QUEUE_URL": "memory"}))
    app.testing = True
    with app.app_context():
        upgrade()
        cast.populate()
    make.use(app)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return app
