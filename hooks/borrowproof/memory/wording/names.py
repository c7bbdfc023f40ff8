"""How places are called: blocks of the heap by letters in the order of their births, slots by their variables."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from borrowproof.model.memory import Recording


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all places of a recording, by their ids."""

    places: dict[str, str]

    def called(self, place: str) -> str:
        """The name in a sentence."""
        return self.places.get(place, "memory that is not shown")

    def letter(self, allocation: str) -> str:
        """The name of a block in the picture."""
        return self.called(allocation).removeprefix("block ")


def names(recording: Recording) -> Names:
    """The names of a recording's blocks, slots and statics."""
    found: dict[str, str] = {}
    reached = [allocation for allocation in recording.allocations if allocation.reached]
    for number, allocation in enumerate(reached):
        found[allocation.id] = f"block {_letter(number)}"
    for step in recording.steps:
        for frame in step.frames:
            found |= {slot.id: f"`{slot.name}`" if slot.name else "a temporary value" for slot in frame.slots}
        found |= {one.id: f"the static `{one.name}`" if one.name else "a constant" for one in step.statics}
    return Names(found)


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2, and so on."""
    round_, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(round_ + 1) if round_ else "")
