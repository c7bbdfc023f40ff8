"""A plan of changes to files: made whole in memory, so that what cannot be done changes nothing; then carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from borrowproof import regular_files
from borrowproof.project import ConfigurationError
from borrowproof.store import atomic_write


@dataclass(slots=True)
class Plan:
    """What files are to hold afterwards; None for one that is to go. Reading a file sees what was planned already."""

    texts: dict[Path, str | None] = field(default_factory=dict)

    def read(self, path: Path) -> str:
        """The text of a file as it is planned, else as it is. Raises ConfigurationError."""
        planned = self.texts.get(path)
        if planned is not None:
            return planned
        try:
            return regular_files.read(path).decode("utf-8")
        except (regular_files.NotReadable, UnicodeDecodeError, OSError) as error:
            raise ConfigurationError(f"{path} cannot be read: {error}") from error

    def create(self, path: Path, text: str) -> None:
        """Plan a new file. Raises ConfigurationError where there is one already."""
        if path in self.texts or path.exists():
            raise ConfigurationError(f"{path} exists already; choose another name")
        self.texts[path] = text

    def edit(self, path: Path, text: str) -> None:
        """Plan another text for a file that exists."""
        if text != self.read(path):
            self.texts[path] = text

    def remove(self, path: Path) -> None:
        """Plan to take a file away."""
        self.texts[path] = None

    def move(self, old: Path, new: Path) -> None:
        """Plan another name for a file. Raises ConfigurationError where that is taken."""
        self.create(new, self.read(old))
        self.remove(old)

    def carry_out(self) -> None:
        """Write and remove everything, new texts first. Raises OSError."""
        for path, text in self.texts.items():
            if text is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                atomic_write.write(path, text.encode("utf-8"))
        for path, text in self.texts.items():
            if text is None:
                path.unlink()
                _remove_empty(path.parent)

    def said(self, base: Path) -> Iterator[str]:
        """What will have been done, a file at a time."""
        existed: Mapping[bool, str] = {True: "changed", False: "wrote"}
        for path, text in self.texts.items():
            name = path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)
            yield f"{'removed' if text is None else existed[path.exists()]} {name}"


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()
