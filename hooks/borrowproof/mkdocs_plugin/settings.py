"""What a site may say of the plugin in its mkdocs.yml."""

from __future__ import annotations

from enum import StrEnum

from mkdocs.config import config_options
from mkdocs.config.base import Config

from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.judging.backend_selection import BackendName
from borrowproof.model.compiler import Edition
from borrowproof.process.sandbox import Sandbox


class _OneOf(config_options.Choice[str]):
    """One of the members of an enumeration as plain text; YAML takes an edition for a number."""

    def __init__(self, kind: type[StrEnum], default: str | None = None) -> None:
        super().__init__([member.value for member in kind], default)

    def run_validation(self, value: object) -> str:
        return super().run_validation(str(value))


class Settings(Config):  # type: ignore[no-untyped-call]  # (its hook for subclasses)
    """`edition` is what a fence means that names none; the others are the options of `borrowproof check`.

    `playground_url` is also where readers open and run programs. `recorded` is a report of `borrowproof check --format
    json`, or the `evidence.json` of a site, from which a machine without a compiler takes its evidence.
    """

    edition = config_options.Optional(_OneOf(Edition))
    backend = _OneOf(BackendName, BackendName.AUTO.value)
    playground_url = config_options.Type(str, default=PLAYGROUND)
    recorded = config_options.Type(str, default="evidence.json")
    sandbox = _OneOf(Sandbox, Sandbox.AUTO.value)
