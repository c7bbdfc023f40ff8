"""What a program lacks, read from rustc's own words: a crate, a name, something around it; or nothing but care. Pure.

The words are those of rustc 1.95; those of versions before it are read too where they differ.
"""

from borrowproof.judging.unresolved.consequences import consequences
from borrowproof.judging.unresolved.errors import unresolved
from borrowproof.judging.unresolved.lacks import FORGOTTEN, Lack, Unresolved
from borrowproof.judging.unresolved.paths import misspells_std

__all__ = ["FORGOTTEN", "Lack", "Unresolved", "consequences", "misspells_std", "unresolved"]
