"""The crates that a program is compiled with, and the library whose documentation it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from borrowproof.model.compiler import Edition


@dataclass(frozen=True, slots=True)
class Crates:
    """What a program is compiled with besides its text.

    `arguments` are rustc's (`--extern`, `-L`, `--cfg`, `-C`), `names` those by which a program names the crates, and
    `environment` the variables that cargo sets. `readable` are the files and folders that compilers and programs may
    read for it. `digest` changes whenever a crate does: it covers all of the above and the content of every file, so
    equal digests mean equal crates. `files` tells later whether one was replaced since.
    """

    digest: str = ""
    arguments: tuple[str, ...] = field(default=(), compare=False)
    names: frozenset[str] = field(default=frozenset(), compare=False)
    environment: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    readable: tuple[str, ...] = field(default=(), compare=False)
    files: tuple[tuple[str, tuple[int, ...]], ...] = field(default=(), compare=False)

    def elsewhere(self) -> Crates:
        """What of it means anything on another machine."""
        return Crates(self.digest, names=self.names)


NO_CRATES = Crates()


@dataclass(frozen=True, slots=True)
class Library:
    """A library from inside which rustdoc would judge a documentation test.

    `name` is how programs name it, `folder` that of its package, `root` its first file and `sources` all of its files.
    `cfgs` are the options that are set, as `rustc --print cfg` prints them, and `artifact` is what it was built into.
    """

    name: str
    edition: Edition
    folder: Path
    root: Path
    sources: frozenset[Path]
    cfgs: frozenset[str]
    crates: Crates
    artifact: Path | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """The libraries that documentation is judged from inside of, and the crates for files that belong to none."""

    libraries: tuple[Library, ...] = ()
    crates: Crates = NO_CRATES

    def library_of(self, folder: Path) -> Library | None:
        """The library whose package `folder` lies in; a single one is everybody's."""
        within = [library for library in self.libraries if folder.is_relative_to(library.folder)]
        if within:
            return max(within, key=lambda library: len(library.folder.parts))
        return self.libraries[0] if len(self.libraries) == 1 else None


@dataclass(frozen=True, slots=True)
class Preamble:
    """What rustdoc writes in front of a documentation test: what `#![doc(test(...))]` of the library says.

    `crate` is the name of the library; empty where it is not to be declared. `attributes` are attributes of the test's
    own crate, without `#![` and `]`.
    """

    crate: str = ""
    attributes: tuple[str, ...] = ()


NO_WORKSPACE = Workspace()
NO_PREAMBLE = Preamble()
