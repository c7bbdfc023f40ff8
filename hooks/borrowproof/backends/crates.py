"""Which crates programs may use: those that somebody names, or those that cargo builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from borrowproof.backends import artifacts, cargo, rustdoc_arguments
from borrowproof.backends.toolchain import Rustc, ToolchainError
from borrowproof.model.library import NO_CRATES, NO_WORKSPACE, Crates, Library, Workspace
from borrowproof.project import ConfigurationError


@dataclass(frozen=True, slots=True)
class CrateOptions:
    """What was asked for: `--extern` and `-L` as written, or a folder in a package, with options for cargo."""

    externs: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    package: Path | None = None
    cargo: tuple[str, ...] = ()


NOTHING_ASKED = CrateOptions()


def find_crates(options: CrateOptions, compiler: Callable[[], Rustc], cwd: Path) -> Workspace:
    """The crates that were asked for; what is relative is so to `cwd`.

    Nobody builds where there is no compiler: then nothing is judged either. Raises ConfigurationError where there is
    no such crate, and where cargo fails, with its own words.
    """
    if options.package is None:
        _check_unused(options.cargo)
        return Workspace((), artifacts.named(options.externs, options.searched, cwd))
    if options.externs or options.searched:
        raise ConfigurationError("--cargo finds all crates by itself: take --extern and -L away, or --cargo")
    try:
        rustc = compiler()
        libraries = cargo.libraries(cargo.Asked(cwd / options.package, options.cargo), rustc)
    except ToolchainError:
        return NO_WORKSPACE
    except cargo.CargoFailed as error:
        raise ConfigurationError(str(error)) from error
    return Workspace(libraries, _of_all(libraries))


def _check_unused(options: Sequence[str]) -> None:
    if options:
        raise ConfigurationError(f"`{options[0]}` is for cargo: say --cargo as well")


def _of_all(libraries: Sequence[Library]) -> Crates:
    """The libraries themselves, for files that belong to none of several packages."""
    if len(libraries) < 2:
        return NO_CRATES
    known = {library.name: library.artifact for library in libraries if library.artifact is not None}
    arguments = [f"--extern={name}={path}" for name, path in known.items()]
    told = (library.crates.arguments for library in libraries)
    arguments += dict.fromkeys(f"-L{value}" for given in told for value in rustdoc_arguments.values_of(given, "-L"))
    readable = chain.from_iterable(map(Path, library.crates.readable) for library in libraries)
    files = chain.from_iterable((Path(file) for file, _ in library.crates.files) for library in libraries)
    return artifacts.gathered(arguments, known, {}, readable, files)
