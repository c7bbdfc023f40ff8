"""How much the includes of one page may come to: files that include files can multiply without end."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.model.origin import Origin, Problem

DEEPEST = 20  # files within files; more are a cycle, or nobody follows them
MOST_LINES = 100_000  # that includes look at, those that a section leaves out counted as well
EACH = 10  # lines that an include counts for besides its own: it takes time, however short its file is
MOST_CHARACTERS = 20_000_000  # that they give
LONGEST_PATH = 1024  # characters, line ranges and sections included


@dataclass(slots=True)
class Budget:
    """What is left of it; `problems` is told once where nothing is."""

    problems: list[Problem]
    lines: int = MOST_LINES
    characters: int = MOST_CHARACTERS
    _told: bool = False

    def allows(self, at: Origin, depth: int, lines: int, characters: int) -> bool:
        """Take from the budget for one more include at `at`; where there is not enough left, say so once."""
        if depth > DEEPEST:
            fix = "remove the cycle, or include the innermost file itself"
            self.problems.append(Problem(at, f"includes are nested more than {DEEPEST} deep", fix))
            return False
        self.lines -= lines + EACH
        self.characters -= characters
        if self.lines >= 0 and self.characters >= 0:
            return True
        if not self._told:
            limit = f"{MOST_LINES:,} lines or {MOST_CHARACTERS:,} characters"
            self.problems.append(Problem(at, f"the includes of this page come to more than {limit}", "include less"))
            self._told = True
        return False
