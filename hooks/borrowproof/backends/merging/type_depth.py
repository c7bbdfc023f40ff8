"""Whether the types of a program can come near rustc's limit of depth, which neighbours can hide.

rustc gives up on a type, a trait or a layout at depth 128 (`recursion_limit`). What it has settled before, it keeps for
the whole crate: a neighbour that asks for `size_of` of a type of depth 100 makes one of depth 180 settled as well,
which alone is an error. So a program is kept apart if its own text could build a type that is nearly as deep.

Every layer of a type comes from a token: a name, a call, or a sign such as `&`. The deepest type has no more levels
than the tokens together that one item reaches, where the name of an item stands for all that this one reaches:
`fn f<T>(t: T) -> impl Sized { g(g(t)) }` reaches `g` twice, since each call may wrap what the other gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from borrowproof.backends.merging import impls
from borrowproof.backends.merging.program import Program

DEEPEST = 96  # of 128: the rest is for what std wraps around a type that is given to it, as `println!` does
MOST_ITEMS = 128
# How many levels rustc goes down for one layer of a type. The dearest question is mostly `Send`, which looks at fields:
# `Vec<T>` -> `RawVec<T>` -> `PhantomData<T>` -> `T`. A test measures them (`test_a_layer_costs_no_more_levels`).
LEVELS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("&", "(", "[", ".", "ref", "Some", "Ok", "Err", "Option", "Result", "Rc", "Arc"), 1)
    | dict.fromkeys(("|", "dyn", "impl", "Box", "RefCell", "Mutex", "RwLock"), 2)
    | {"Vec": 3, "vec": 3, "async": 4, "HashMap": 4, "BTreeMap": 4, "thread_local": 6}
    | dict.fromkeys(("None", "String", "Self", "new"), 0)
)
OTHER = 5  # any other type or function of std
_ITEMS, _TYPES = frozenset({"fn", "struct", "enum", "trait", "type"}), frozenset({"struct", "enum"})
_BEFORE_ITEM = frozenset({"", "}", ";", "]", "{", "pub", ")"})
_ASSOCIATED = "type of an impl"
# What calls a method without its name, so that a type which an impl names can come of it.
_IMPLICIT = frozenset({*"+-*/%^&|<>!?.[(", "for", "await"})
_BEFORE_OPERAND = frozenset(
    {"return", "in", "if", "match", "while", "else", "mut", "move", "break", "as", "let", "ref"}
)


def shallow(program: Program) -> bool:
    """Whether no type that the program can build comes near the limit, and no trait's impls build on each other."""
    items = _Items(program)
    return len(items.tokens) <= MOST_ITEMS and not items.traits_build_on_themselves() and items.deepest() <= DEEPEST


class _Items:
    """The named items of a program, and the levels that each can add to a type.

    `tokens` are the indexes of those of each item, by its name; by the empty name those that are in none.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tokens: dict[str, list[int]] = {"": []}
        self.kinds: dict[str, set[str]] = {}
        self._known: dict[str, int] = {}
        self._sort()

    def _sort(self) -> None:
        ends: list[tuple[int, str]] = []
        words = self.program.words
        bodies = {self._heads[index] for index, word in enumerate(words) if word in ("impl", "trait")}
        for index, word in enumerate(words):
            while ends and index > ends[-1][0]:
                ends.pop()
            if word in _ITEMS and self.program.is_name(index + 1):
                name = words[index + 1]
                ends.append((self._end(index), name))
                associated = word == "type" and self.program.groups[index] in bodies
                self.kinds.setdefault(name, set()).add(_ASSOCIATED if associated else word)
                self.tokens.setdefault(name, [])
            elif not (words[index - 1] in _ITEMS and index):
                self.tokens[ends[-1][1] if ends else ""].append(index)

    def _end(self, start: int) -> int:
        """The last token of the item that begins at `start`."""
        head = self._heads[start]
        return self.program.close(head) if self.program.word(head) == "{" else head

    @cached_property
    def _heads(self) -> list[int]:
        """For each token, where the head of an item would end that begins there: at the next `{` or `;` beside it."""
        words, groups = self.program.words, self.program.groups
        found, ahead = [len(words)] * len(words), dict[int, int]()
        for index in range(len(words) - 1, -1, -1):
            if words[index] in ("{", ";"):
                ahead[groups[index]] = index
            found[index] = ahead.get(groups[index], len(words))
        return found

    def deepest(self) -> int:
        """The levels of the deepest type, at most. More than DEEPEST are not told apart."""
        outside = sum(self._levels(index, "") for index in self.tokens[""])
        return outside + max((self._added(name) for name in self.tokens if name), default=0)

    def _added(self, name: str) -> int:
        """The levels that one use of an item can add. Items that reach each other count together, once: a type that
        grew at each turn would never end, alone or in company."""
        if name not in self._known:
            together = [other for other in self._reached[name] if name in self._reached[other]] or [name]
            added = sum(1 + sum(self._levels(index, name) for index in self.tokens[other]) for other in together)
            self._known[name] = min(added, DEEPEST + 1)
        return self._known[name]

    def _levels(self, index: int, within: str) -> int:
        """The levels that the token at `index` can add, which belongs to the item `within`."""
        named = (name for name in self._named(index) if within not in self._reached.get(name, ()))
        return self._layer(index) + max(map(self._added, named), default=0)

    def _named(self, index: int) -> Iterator[str]:
        """The items that a token may stand for."""
        word = self.program.words[index]
        if word in self.kinds:
            yield word
        if word == "Self":
            yield from (name for name, kinds in self.kinds.items() if kinds & _TYPES)
        if word in _IMPLICIT:
            yield from (name for name, kinds in self.kinds.items() if _ASSOCIATED in kinds)

    def _layer(self, index: int) -> int:
        """The levels of the token itself, whatever it stands for."""
        program, word, before = self.program, self.program.words[index], self.program.word(index - 1)
        if word in self._renamed:
            return OTHER
        if word in ("(", "["):
            operand = before in _BEFORE_OPERAND or not (
                program.is_name(index - 1) or before in (")", "]", ">", "!", "#")
            )
            return LEVELS[word] if operand else 0
        if word == ".":
            return LEVELS[word] if "." in (before, program.word(index + 1)) else 0
        if word in LEVELS or not program.is_name(index):
            return LEVELS.get(word, 0)
        if program.word(index + 1) == "!":
            return OTHER if word == "vec" else 0
        if word[:1].isupper():
            return 0 if len(word) == 1 or word in self.kinds else OTHER  # `T` is a parameter
        path = before == ":" and not program.joined(index + 1, "::")
        called = program.word(index + 1) == "(" or (path and program.joined(index - 2, "::"))
        return OTHER if called and word not in self.kinds and word not in _BEFORE_OPERAND else 0

    @cached_property
    def _renamed(self) -> frozenset[str]:
        """The names that `use ... as Name` gives to types of std: also `T`, or `Some`."""
        return frozenset(name for word, name in pairwise(self.program.words) if word == "as" and name[:1].isupper())

    @cached_property
    def _reached(self) -> dict[str, frozenset[str]]:
        """For each item, those that it names, that these name, and so on."""
        return _closure({name: {n for i in tokens for n in self._named(i)} for name, tokens in self.tokens.items()})

    def traits_build_on_themselves(self) -> bool:
        """Whether an impl of a trait asks in its head for the trait again, by whatever way: then each layer of one type
        can add layers to another."""
        own = {name for name, kinds in self.kinds.items() if "trait" in kinds}
        asked: dict[str, set[str]] = {name: set() for name in own}
        for at, word in enumerate(self.program.words):
            if word not in ("trait", "impl") or self.program.word(at - 1) not in _BEFORE_ITEM:
                continue
            of = at + 1 if word == "trait" else impls.behind_angles(self.program, at + 1)
            if (name := self.program.word(of)) in own:
                others = (i for i in range(at, self._heads[at]) if i != of)
                asked[name] |= own.intersection(self.program.words[i] for i in others)
        return any(name in found for name, found in _closure(asked).items())


def _closure(leads: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """What each can be led to, in any number of steps."""
    found: dict[str, frozenset[str]] = {}
    for start in leads:
        reached: set[str] = set()
        ahead = list(leads[start])
        while ahead:
            name = ahead.pop()
            if name not in reached:
                reached.add(name)
                ahead += leads.get(name, ())
        found[start] = frozenset(reached)
    return found
