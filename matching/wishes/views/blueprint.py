"""The blueprint every page of the room belongs to."""

from flask import Blueprint

bp = Blueprint("wishes", __name__)
