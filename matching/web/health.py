"""Two doors for those who watch over the service: is the process alive, and can it work."""

import shutil
from collections.abc import Callable

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from matching.db import db
from matching.web.guard import public

LEAST_FREE_BYTES = 64 * 1024 * 1024

QUEUE = "queue_answers"

bp = Blueprint("health", __name__)


def init_health(app: Flask, *, queue: Callable[[], bool]) -> None:
    """Open the doors; `queue` asks whether the broker is there."""
    app.extensions[QUEUE] = queue
    app.register_blueprint(bp)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Database reachable, schema at head, data folder writable: 200, else 503 with what is missing.

    Without its queue the house is degraded but ready: pages answer, and the sweep takes waiting jobs up.
    """
    needed = {"database": _database(), "migrations": _migrations(), "disk": _disk()}
    queue = current_app.extensions[QUEUE]()
    ready = all(needed.values())
    status = "not ready" if not ready else "ready" if queue else "degraded"
    return jsonify(status=status, checks=needed | {"queue": queue}), 200 if ready else 503


def _database() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:  # whatever it is, we are not ready
        db.session.rollback()
        return False
    return True


def _migrations() -> bool:
    try:
        heads = set(ScriptDirectory(current_app.config["MIGRATIONS"]).get_heads())
        with db.engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads()) == heads
    except Exception:  # whatever it is, we are not ready
        return False


def _disk() -> bool:
    probe = current_app.config["DATA_DIR"] / ".writable"
    try:
        probe.write_bytes(b"ok")
        return shutil.disk_usage(probe).free > LEAST_FREE_BYTES
    except OSError:
        return False
