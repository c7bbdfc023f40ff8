"""Builds and runs what is to be counted with a rustc of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from borrowproof.backends import Answer, dependencies
from borrowproof.backends.compilation import missing_artefact
from borrowproof.backends.counting import TOKEN, CountedCrate, CrateReport
from borrowproof.backends.faults import fault
from borrowproof.backends.merging import planning
from borrowproof.backends.rustc import LocalBackend, write
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Job, NotChecked, Outcome
from borrowproof.process import sandbox, workspace


@dataclass(frozen=True, slots=True)
class LocalRunner:
    """Works with the rustc and within the limits of `local`."""

    local: LocalBackend

    @property
    def toolchain(self) -> Toolchain:
        return self.local.toolchain

    def groups(self, alike: Sequence[Job]) -> Iterator[list[Job]]:
        """Split evenly among the workers."""
        return planning.split(alike, self.local.workers)

    def run(self, crates: Sequence[CountedCrate]) -> Iterator[tuple[CountedCrate, CrateReport | NotChecked]]:
        with ThreadPoolExecutor(self.local.workers) as pool:
            yield from zip(crates, pool.map(self._report, crates), strict=True)

    def _report(self, crate: CountedCrate) -> CrateReport | NotChecked:
        try:
            return self._built(crate)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return fault(error)

    def _built(self, crate: CountedCrate) -> CrateReport | NotChecked:
        with workspace.folder("count") as home:
            files = crate.files()
            for name, text in files.items():
                write(home / name, text)
            done = self.local.compile(home, [str(self.local.rustc.path), *crate.arguments], crate.crates)
            if done.exit != 0 or done.exceeded is not None:
                return CrateReport(done)
            missing = missing_artefact(home, crate.arguments)
            if missing is not None:
                return missing
            built = crate.built(done.seconds, dependencies.read(home, frozenset(files)))
            built = replace(built, contained_by=done.contained_by)
            each = zip(self.local.copies(home, crate.shared), crate.tokens, strict=True)
            return CrateReport(done, tuple(self._runs(copy, built, crate, tokens) for copy, tokens in each))

    def _runs(self, copy: Path, built: Outcome, crate: CountedCrate, tokens: Sequence[str]) -> tuple[Answer, ...]:
        return tuple(self.local.run(copy, built, crate.crates, {TOKEN: token}) for token in tokens)
