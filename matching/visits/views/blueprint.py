"""The blueprint of the room."""

from flask import Blueprint

bp = Blueprint("visits", __name__)
