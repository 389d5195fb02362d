"""Chinese first, English on request: `?lang=en` sets a cookie and leads back to the same page."""

from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from matching.kernel.i18n import DEFAULT, LANGUAGES, speak
from matching.settings import Settings

COOKIE = "lang"
SHORT = {"zh": "zh_CN", "zh_CN": "zh_CN", "en": "en"}
A_YEAR = 365 * 24 * 3600


def init_language(app: Flask, settings: Settings) -> None:
    """Choose the language of each request."""

    @app.before_request
    def choose() -> ResponseReturnValue | None:
        asked = SHORT.get(request.args.get("lang", ""))
        speak(asked or SHORT.get(request.cookies.get(COOKIE, ""), DEFAULT))
        if asked is None or request.method != "GET":
            return None
        kept = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
        answer = redirect(request.path + (f"?{urlencode(kept)}" if kept else ""), code=303)
        answer.set_cookie(COOKIE, asked, max_age=A_YEAR, secure=settings.https, httponly=True, samesite="Lax")
        return answer


def languages() -> list[tuple[str, str, str]]:
    """Code, name and address of this page in every language."""
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return [
        (code, name, f"{request.path}?{urlencode([*kept, ('lang', code)])}")
        for code, name in LANGUAGES.items()
    ]
