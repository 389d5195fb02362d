"""The blueprint of the room, and where somebody is led after passing the door."""

from flask import Blueprint, request

bp = Blueprint("accounts", __name__)

HOME = "/home"


def next_page() -> str:
    """Where `next` leads, if that is a page of ours; an address that could leave us leads home."""
    asked = request.args.get("next", "")
    ours = asked.startswith("/") and not asked.startswith("//")
    # Browsers read a backslash as a slash, and skip control characters.
    clean = "\\" not in asked and all(ord(letter) > 0x1F for letter in asked)
    return asked if ours and clean else HOME
