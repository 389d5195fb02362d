"""Our own text files and htmx, laid hashed and compressed into the data folder and served from there.

Nothing third-party is committed and nothing is asked of another host; a vendor's file that is not the one we
read and pinned stops the start.
"""

import gzip
import hashlib
import secrets
from collections.abc import MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import brotli
from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/static/"
OWN = Path(__file__).parent.parent / "static"
HASH_LENGTH = 12
IMMUTABLE = r"^.*\.[0-9a-f]{12}\.[a-z]+$"


class Vendored(NamedTuple):
    """A file inside an installed package, and the SHA-256 of the one we have read."""

    package: str
    path: str
    sha256: str


VENDOR = {
    "js/htmx.js": Vendored(
        "js_lib_htmx",
        "static/htmx/htmx.min.js",
        "491955cd1810747d7d7b9ccb936400afb760e06d25d53e4572b64b6563b2784e",
    ),
}


class UnknownAsset(RuntimeError):
    """An installed file is missing or is not the one that was pinned."""


def init_assets(app: Flask, data_dir: Path) -> None:
    """Lay the files out, give templates `asset(name)`, and serve them before Flask is asked."""
    folder = data_dir / "assets"
    laid = collect(folder)

    def asset(name: str) -> str:
        """The address of a file; a name that does not exist is a bug and says so."""
        return PREFIX + laid[name]

    app.jinja_env.globals["asset"] = asset
    # WhiteNoise is a WSGI application around ours; Flask documents exactly this assignment.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # see above
        app.wsgi_app,
        root=folder,
        prefix=PREFIX,
        immutable_file_test=IMMUTABLE,
        allow_all_origins=False,
        add_headers_function=add_headers,
    )


def add_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """Static files bypass Flask's own headers, so the ones that matter are set here."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def collect(folder: Path) -> dict[str, str]:
    """Write what is missing in `folder`; give the map from plain to hashed names."""
    laid = {}
    for name, content in sources().items():
        stem, _, suffix = name.rpartition(".")
        laid[name] = f"{stem}.{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}.{suffix}"
        target = folder / laid[name]
        if not target.exists():
            _lay(target, content)
    return laid


def sources() -> dict[str, bytes]:
    """Every file we serve by its plain name, vendors' files checked against their pins."""
    own = {
        path.relative_to(OWN).as_posix(): path.read_bytes()
        for path in sorted(OWN.rglob("*"))
        if path.is_file()
    }
    return own | {name: pinned(vendored) for name, vendored in VENDOR.items()}


def pinned(vendored: Vendored) -> bytes:
    """The content of a vendor's file without the comment naming its source map, which is not served."""
    spec = find_spec(vendored.package)
    if spec is None or not spec.submodule_search_locations:
        raise UnknownAsset(f"The package {vendored.package} is not installed.")
    content = (Path(spec.submodule_search_locations[0]) / vendored.path).read_bytes()
    if hashlib.sha256(content).hexdigest() != vendored.sha256:
        raise UnknownAsset(f"{vendored.path} of {vendored.package} is not the file that was pinned.")
    return b"\n".join(line for line in content.split(b"\n") if b"# sourceMappingURL=" not in line)


def _lay(target: Path, content: bytes) -> None:
    """The compressed copies first: whoever sees the plain file may rely on all three."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for ending, data in (
        (".br", brotli.compress(content)),
        (".gz", gzip.compress(content, mtime=0)),
        ("", content),
    ):
        # Several processes may start at once: each writes its own file and renames it; the bytes are equal.
        mine = target.with_name(f"{target.name}{ending}.{secrets.token_hex(4)}")
        mine.write_bytes(data)
        mine.replace(target.with_name(target.name + ending))
