"""Which compiler judges which snippets, where folders choose their own by a `rust-toolchain.toml`; as one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from borrowproof import disk
from borrowproof.backends import toolchain_files
from borrowproof.model.library import NO_CRATES
from borrowproof.model.run import Run
from borrowproof.model.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Part:
    """Snippets that one compiler judges: the one of the check, or the one that a `file` chooses for a folder."""

    snippets: tuple[Snippet, ...]
    folder: Path | None = None
    file: Path | None = None


def by_compiler(snippets: Sequence[Snippet], check: Path, base: Path) -> tuple[Part, ...]:
    """The snippets by the compiler that rustup chooses where they lie; those of the folder `check`'s compiler first.

    What may use crates is judged by the compiler that built them.
    """
    usual = toolchain_files.find(check)
    folders = {s.id: disk.real(base / s.origin.file).parent for s in snippets if s.crates == NO_CRATES}
    chosen = toolchain_files.by_choice(folders.values())
    files = {name: chosen[folder] for name, folder in folders.items()}
    own = tuple(s for s in snippets if files.get(s.id, usual) == usual)
    others = [file for file in dict.fromkeys(files.values()) if file != usual]
    parts = [tuple(s for s in snippets if s.id in files and files[s.id] == file) for file in others]
    apart = (Part(part, folders[part[0].id], file) for part, file in zip(parts, others, strict=True))
    return (*((Part(own),) if own or not others else ()), *apart)


def together(snippets: Sequence[Snippet], parts: Sequence[Part], runs: Sequence[Run]) -> Run:
    """What several compilers said as one run. It is told where another one judged than that of the check."""
    first = runs[0]
    if len(runs) == 1:
        return first
    found = {e.snippet.id: e for run in runs for e in run.evidence}
    told = [
        f"{part.file or part.folder}: another compiler judges what lies there ({run.toolchain.name}, "
        f"{len(part.snippets)} snippet{'' if len(part.snippets) == 1 else 's'})"
        for part, run in zip(parts[1:], runs[1:], strict=True)
        if run.toolchain is not None and run.toolchain != first.toolchain
    ]
    return replace(
        first,
        evidence=tuple(found[s.id] for s in snippets if s.id in found),
        problems=tuple(problem for run in runs for problem in run.problems),
        toolchain=first.toolchain or next((run.toolchain for run in runs if run.toolchain is not None), None),
        warnings=tuple(dict.fromkeys([*(warning for run in runs for warning in run.warnings), *told])),
    )
