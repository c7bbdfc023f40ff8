"""What happens on one line on different paths: told as alternatives, never as a sequence. Pure wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.model.timeline import Event, EventKind, Function
from borrowproof.ownership.timeline_queries import START_EVENTS
from borrowproof.ownership.wording.remark import Rank, Remark

Group = list[Remark]
_SEQUENCES = (Rank.MAYBE_UNINIT, Rank.DROP, Rank.DROP_SOMEWHERE, Rank.END)


class Alternatives:
    """Which remarks about a function exclude one another."""

    def __init__(self, function: Function) -> None:
        self._loans = {loan.id: loan for loan in function.loans}

    def exclude(self, one: Remark, other: Remark) -> bool:
        """Whether no path has both: everything that one tells of excludes everything that the other tells of."""
        if one.rank in _SEQUENCES or other.rank in _SEQUENCES or one.line != other.line:
            return False
        excluded, orders = self._excluded(one), self._orders(other)
        return bool(excluded and orders) and all(order in others for others in excluded for order in orders)

    def are_of_one_way(self, one: Remark, other: Remark) -> bool:
        """Whether both are on the same paths: neither excludes the other, or something that the other does not."""
        if one.rank in _SEQUENCES or other.rank in _SEQUENCES or one.line != other.line:
            return True
        return not self.exclude(one, other) and set(self._excluded(one)) == set(self._excluded(other))

    def _orders(self, remark: Remark) -> list[int]:
        loans = [self._loans[i].order for i in remark.loans if i in self._loans]
        return [e.order for e in _own(remark)] + loans

    def _excluded(self, remark: Remark) -> list[tuple[int, ...]]:
        loans = (self._loans[i].excludes for i in remark.loans if i in self._loans)
        return [*(e.excludes for e in _own(remark)), *loans]

    def grouped(self, groups: Sequence[Group]) -> list[list[list[Group]]]:
        """The groups of a line, in their order, as choices: of each the alternatives, each a sequence of groups."""
        found: list[list[list[Group]]] = []
        for group in groups:
            if not found or not self._continues(found[-1], group):
                found.append([[group]])
            elif self._apart(found[-1][-1], group):
                self._begin_earlier(found, group)
                found[-1].append([group])
            else:
                found[-1][-1].append(group)
        return found

    def in_text_order(self, choice: list[list[Group]]) -> list[list[Group]]:
        """The alternatives as they stand on their line."""
        return sorted(choice, key=lambda alternative: min(self._columns(alternative), default=0))

    def _columns(self, alternative: Sequence[Group]) -> Iterator[int]:
        for remark in (remark for group in alternative for remark in group):
            yield from (e.column for e in _own(remark))
            yield from (self._loans[i].column for i in remark.loans if i in self._loans)

    def _begin_earlier(self, found: list[list[list[Group]]], group: Group) -> None:
        """Let the first alternative of the last choice begin with all before it that `group` excludes, too."""
        while len(found) > 1 and len(found[-1]) == 1 and len(found[-2]) == 1 and self._apart(found[-2][0], group):
            [last] = found.pop()
            found[-1][0].extend(last)

    def _continues(self, choice: list[list[Group]], group: Group) -> bool:
        """Whether a group belongs to a choice: to its last alternative, or as a further one."""
        *others, last = choice
        apart = [self._apart(one, group) for one in others]
        return all(apart) and (bool(apart) or self._apart(last, group))

    def _apart(self, alternative: Sequence[Group], group: Group) -> bool:
        return all(self.exclude(one, other) for told in alternative for one in told for other in group)


def _own(remark: Remark) -> list[Event]:
    """The events that a remark is about; the value that a variable gets is told with each move that gives it one, and
    its declaration with that value."""
    others = [e for e in remark.events if e.kind not in START_EVENTS]
    given = [e for e in remark.events if e.kind is not EventKind.DECLARE]
    return others if others or remark.loans else given or list(remark.events)
