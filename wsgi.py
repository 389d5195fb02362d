"""For servers: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from matching.app import create_app
from matching.settings import Settings

app = create_app(Settings.from_environ())
