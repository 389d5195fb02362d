"""Addresses for paper and letters: they outlive the request and are read outside the browser."""

from flask import current_app, request, url_for


def public_address(endpoint: str) -> str:
    """The whole address of a page, under the name the service is known by where one is set."""
    base = current_app.config.get("PUBLIC_URL") or request.host_url
    return f"{base.rstrip('/')}{url_for(endpoint)}"
