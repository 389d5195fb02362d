"""The files of docs/deploy, read as systemd, compose and nginx read them, with their places moved here."""

import re
import shlex
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from tests.processes import ROOT

FOLDER = ROOT / "docs" / "deploy"
SETTINGS_FILE = "/etc/matching/matching.env"
VARIABLE = re.compile(r"\$\{(\w+):[?-][^}]*\}")


class Service(NamedTuple):
    """What is run, what is run before it, and the environment of both."""

    before: list[list[str]]
    command: list[str]
    environ: dict[str, str]


class Moved:
    """Puts the places of this machine where a document names those of a server."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self.never_met = set(places)

    def __call__(self, text: str) -> str:
        """The text with its places moved; what was met is crossed off."""
        for place, here in self._places.items():
            if place in text:
                self.never_met.discard(place)
                text = text.replace(place, here)
        return text


def unit(name: str, settings: str, moved: Moved) -> Service:
    """A systemd unit, where this file was copied to the place of the settings."""
    told: dict[str, list[str]] = defaultdict(list)
    for line in _lines(name):
        key, _equals, value = line.partition("=")
        told[key].append(value)
    assert told["EnvironmentFile"] == [SETTINGS_FILE]
    environ = dict(line.split("=", 1) for line in [*_lines(settings), *told["Environment"]])
    return Service(
        [_words(moved(line)) for line in told["ExecStartPre"]],
        _words(moved(*told["ExecStart"])),
        {key: moved(value) for key, value in environ.items()},
    )


def composed(variables: Mapping[str, str], moved: Moved) -> dict[str, Service]:
    """The services of the compose file that run our own image."""
    file: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yml").read_text(encoding="utf-8"))
    return {
        name: Service(
            [],
            [moved(word) for word in told["command"]],
            {
                key: moved(VARIABLE.sub(lambda found: variables[found[1]], value))
                for key, value in told["environment"].items()
            },
        )
        for name, told in file["services"].items()
        if told["image"] == "matching"
    }


def proxied(**values: str) -> dict[str, str]:
    """The headers nginx would set: `values` are its variables."""
    told = re.findall(r"proxy_set_header (\S+) \$(\w+);", (FOLDER / "nginx.conf").read_text(encoding="utf-8"))
    return {name: values[variable] for name, variable in told}


def _words(line: str) -> list[str]:
    """Systemd keeps percent and dollar signs for itself; doubled they stand for themselves."""
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if "=" in line and not line.startswith(("#", "["))]
