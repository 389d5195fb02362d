"""The blueprint of the room, and the person behind the request."""

from flask import Blueprint

bp = Blueprint("organisations", __name__)
