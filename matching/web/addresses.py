"""Addresses for paper and letters: they outlive the request and are read outside the browser."""

from typing import Any

from flask import current_app, request, url_for


def public_site() -> str:
    """The address people type, without a slash at its end: the one that is set, else that of the request."""
    base: str = current_app.config.get("PUBLIC_URL") or request.host_url
    return base.rstrip("/")


def public_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page, under the name the service is known by where one is set."""
    return public_site() + url_for(endpoint, **values)
