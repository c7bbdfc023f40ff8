"""The programs that a new snippet begins with: each does already what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

_TEMPLATES = resources.files(__package__) / "templates"
PLAIN, PANICS = "compiles", "panics"
_REPAIRED = "_repaired"


@dataclass(frozen=True, slots=True)
class Template:
    """A program, and the repaired one for a program that fails; None for one that does not."""

    program: str
    repaired: str | None


def kinds() -> tuple[str, ...]:
    """What there is a template of: error codes, `compiles` and `panics`."""
    stems = (entry.name.removesuffix(".rs") for entry in _TEMPLATES.iterdir() if entry.name.endswith(".rs"))
    return tuple(sorted(stem for stem in stems if not stem.endswith(_REPAIRED)))


def template(kind: str) -> Template:
    """The template of one of `kinds`."""
    repaired = _TEMPLATES / f"{kind}{_REPAIRED}.rs"
    return Template(_text(f"{kind}.rs"), repaired.read_text("utf-8") if repaired.is_file() else None)


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")
