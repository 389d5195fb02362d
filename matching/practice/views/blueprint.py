"""The blueprint of the room."""

from flask import Blueprint

bp = Blueprint("practice", __name__)
