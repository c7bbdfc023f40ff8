"""What a strict project asks of its lessons besides true claims: repairs, places, front matter, links, length.

Broken rules are problems like every other: `check`, the build and the pytest plugin say the same.
"""

from borrowproof.house_rules.rules import broken, holds, unrecorded

__all__ = ["broken", "holds", "unrecorded"]
