"""Two doors for those who watch over the service: is the process alive, and can it work."""

import shutil

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from matching.db import db
from matching.web.guard import public

LEAST_FREE_BYTES = 64 * 1024 * 1024

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Database reachable, schema at head, data folder writable: 200, else 503 with what is missing."""
    checks = {"database": _database(), "migrations": _migrations(), "disk": _disk()}
    ready = all(checks.values())
    return jsonify(status="ready" if ready else "not ready", checks=checks), 200 if ready else 503


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
