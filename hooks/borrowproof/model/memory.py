"""A recorded run as types: what stack, heap and statics hold before each line that one run of one program executed.

Frozen data that `borrowproof.store.codec` turns into JSON and back. Lines and columns are those of the program that was
given to rustc, from 1. Sizes and offsets are in bytes. There are no addresses: memory goes by the names of its places
(`Target`), so that two runs of a program without threads give the same recording.

A `Step` holds all places that a program's author can name or reach: slots of frames, allocations, statics. Each place
holds values; a `Value` that is a pointer names the place to which it leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SlotState(StrEnum):
    """What a variable holds at a step, by the path that this run took through the function's MIR."""

    UNINIT = "uninit"  # declared, and given no value yet; its bytes mean nothing
    OWNED = "owned"  # a whole value (references own themselves, too)
    PARTIAL = "partial"  # some of its parts were moved out: those have `moved` in its value
    MOVED = "moved"  # its value went to `moved_to`; the bytes may still be there, and mean nothing
    DROPPING = "dropping"  # its destructor runs: a frame above is its `Drop::drop`, or that of a part
    DROPPED = "dropped"  # its value was dropped
    UNKNOWN = "unknown"  # the run does not tell; no value is given


class SlotKind(StrEnum):
    ARGUMENT = "argument"
    VARIABLE = "variable"
    CAPTURE = "capture"  # in a closure: a variable of the function around it, as the closure holds it
    TEMPORARY = "temporary"  # memory of the frame that nobody named, and to which something points


class Region(StrEnum):
    """What kind of place a pointer leads to."""

    HEAP = "heap"  # `place` is the id of an Allocation that is live at this step
    STACK = "stack"  # `place` is the id of a Slot
    STATIC = "static"  # `place` is the id of a Static: a `static`, a literal, a promoted constant, a vtable
    FREED = "freed"  # `place` is the id of an Allocation that was freed before
    DANGLING = "dangling"  # nothing: the well-aligned non-null pointer of an empty Vec, of a Weak::new(), of a ZST
    NULL = "null"
    CODE = "code"  # a function; `place` is its name
    GONE = "gone"  # memory of a call that has returned
    UNKNOWN = "unknown"  # memory of std or of the system


class ValueKind(StrEnum):
    """The shape of a value. For each kind: which fields of `Value` are given besides the common ones."""

    INTEGER = "integer"  # `text`: decimal; atomics and NonZero are integers, too
    FLOAT = "float"  # `text`: as Rust's {:?}
    BOOL = "bool"  # `text`: true or false
    CHAR = "char"  # `text`: the character itself, without quotes
    UNIT = "unit"  # nothing to store: `()`, and other types without size
    TEXT = "text"  # bytes of a str in memory; `text`: the content, `length` in bytes
    SEQUENCE = "sequence"  # elements in memory (behind a Vec, a slice): `items`, `length`
    ARRAY = "array"  # `[T; n]`: `items`, `length`
    TUPLE = "tuple"  # `items` named 0, 1 ...; tuple structs are STRUCT
    STRUCT = "struct"  # `items` named as the fields
    ENUM = "enum"  # `variant`, and `items` for its fields
    CLOSURE = "closure"  # `items`: what it captured, named as the variables
    POINTER = "pointer"  # `pointer`, `target`; wide ones have `length` (slices, str) or `concrete` (dyn)
    STRING = "string"  # String: `length`, `capacity`, one item `ptr`
    VEC = "vec"  # Vec: `length`, `capacity`, one item `ptr`
    DEQUE = "deque"  # VecDeque: `length`, `capacity`, `head` (index of the first element), one item `ptr`
    MAP = "map"  # HashMap, HashSet, BTreeMap, BTreeSet: `length`, one item `ptr` (`target` of it DANGLING while empty)
    TABLE = "table"  # in memory: a hash table; `items` are its entries, at their offsets; `capacity` counts buckets
    NODE = "node"  # in memory: a node of a B-tree; `items` are entries, then pointers `edge 0` ... to its children
    COUNTED = "counted"  # in memory behind Rc, Arc, Weak: `strong`, `weak`, one item `value` unless it was dropped
    CELL = "cell"  # Cell, UnsafeCell: one item `value`
    REF_CELL = "ref_cell"  # RefCell: `borrow` (0 free, n > 0 shared by n, -1 mutably), one item `value`
    LOCK = "lock"  # Mutex: `locked`; RwLock: `borrow` as of a RefCell; both: `poisoned`, one item `value`
    ONCE = "once"  # OnceCell, OnceLock, LazyCell, LazyLock: one item `value` once it is set, else none
    OPAQUE = "opaque"  # what is inside is not told; `note` says what it is


class PointerKind(StrEnum):
    SHARED = "&"
    MUTABLE = "&mut"
    BOX = "Box"
    RC = "Rc"
    ARC = "Arc"
    WEAK = "Weak"
    RAW_CONST = "*const"
    RAW_MUT = "*mut"
    FUNCTION = "fn"
    GUARD = "guard"  # what Ref, RefMut, MutexGuard ... hold
    BUFFER = "buffer"  # the pointer inside a String, Vec, VecDeque or map


OWNING = frozenset({PointerKind.BOX, PointerKind.RC, PointerKind.ARC, PointerKind.BUFFER})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a pointer leads: `offset` bytes into the place; `one_past` tells of an end pointer."""

    region: Region
    place: str = ""
    offset: int = 0
    one_past: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it lies in memory; which of the optional fields are given depends on `kind`.

    `type` is spelled with short paths (`Vec<String>`). `offset` counts from the start of the place that holds it (a
    slot, an allocation, a static), not of the value around it. `name` is what it is called in the value around it: a
    field's name, an index, `ptr`, `value`; "" for the outermost. `left_out` counts items that are not in `items`, since
    there are too many; `length` counts all of them. `moved` is given where this part was moved out of its variable: its
    bytes mean nothing. `concrete` is the type behind a `dyn`. `note` is a sentence for a reader, or "".
    """

    kind: ValueKind
    type: str
    size: int
    offset: int
    name: str = ""
    text: str = ""
    items: tuple[Value, ...] = ()
    left_out: int = 0
    variant: str = ""
    pointer: PointerKind | None = None
    target: Target | None = None
    length: int | None = None
    capacity: int | None = None
    head: int | None = None
    strong: int | None = None
    weak: int | None = None
    borrow: int | None = None
    locked: bool | None = None
    poisoned: bool | None = None
    concrete: str = ""
    moved: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Memory of a frame: a variable, or a temporary value.

    `id` is unique in a step and stays the same as long as the frame is there. `line` is where it is declared, 0 for a
    temporary. `offset` is counted from the frame's lowest slot, so that slots can be drawn in the order of memory.
    `value` is given for OWNED, PARTIAL and DROPPING. `moved_to` is in the words of a timeline's target: a variable's
    name, `f()`, `the caller`, `a closure`; "" where nothing tells. `by_reference` tells of a CAPTURE that the closure
    holds a reference to it: then the slot's `value` is that reference.
    """

    id: str
    kind: SlotKind
    name: str
    line: int
    type: str
    size: int
    offset: int
    state: SlotState
    value: Value | None = None
    moved_to: str = ""
    by_reference: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One call that has not returned. `id` numbers the calls of the run, from 1. `line` is where it stands: the line
    that it executes next, or, for the frame of a caller, the line of the call. `function` is as a reader calls it
    (`main`, `Stack::push`, `closure in main, line 7`). `thread` is 1 for the main one."""

    id: int
    function: str
    line: int
    thread: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What an allocation that is live holds at a step. `contents` are in the order of their offsets, and empty where
    nothing that the author can name leads there; the same memory is decoded once for each type that leads to it."""

    allocation: str
    contents: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Static:
    """Memory of the program's file to which something points, or that the author declared. `name` is that of a
    `static`, "" for a literal or another constant. `writable` is where it lies: in memory that may change."""

    id: str
    name: str
    type: str
    size: int
    writable: bool
    contents: tuple[Value, ...] = ()


class AllocationEventKind(StrEnum):
    ALLOC = "alloc"  # `allocation` is new
    RESIZE = "resize"  # realloc: `allocation` is new, and takes the place of `previous`, which is freed
    FREE = "free"  # `allocation` is given back


@dataclass(frozen=True, slots=True)
class AllocationEvent:
    """What the program asked of the allocator. `size` is of `allocation`. `moved` tells of a RESIZE whether the bytes
    had to go elsewhere. `line` is that of the author's own line that was being executed, `thread` whose it was."""

    kind: AllocationEventKind
    allocation: str
    size: int
    line: int
    thread: int
    previous: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Allocation:
    """One block of the heap, from its birth to its end. `id` is `h1`, `h2` ... in the order of births.

    `born` and `freed` are the indexes of the steps before which that happened: the step's `events` have it. `freed` is
    None where the run ended first: it leaked, or the run did not get so far. `grown_from` is the allocation whose place
    it took (RESIZE). `reached` is whether a variable of the author ever led to it: others are std's own (the buffer
    of stdout, the name of a thread), and are left out of the steps.
    """

    id: str
    size: int
    line: int
    born: int
    freed: int | None = None
    grown_from: str = ""
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Drop:
    """That the value of a variable, or of a part of it, was dropped.

    `slot` is the id of the variable's Slot, which may be gone by now; `place` is what was dropped, as one writes it
    (`x`, `x.name`). `line` is where the drop stands: a closing brace, an assignment that overwrites the value. `rest`
    tells that parts were moved out before, so that what was left of it was dropped.
    """

    slot: str
    place: str
    line: int
    rest: bool = False


class Moment(StrEnum):
    BEFORE = "before"  # `line` is executed next
    LEAVING = "leaving"  # `line` was executed: the function returns next, its variables have had their end


class FoldKind(StrEnum):
    LOOP = "loop"
    RECURSION = "recursion"
    LIMIT = "limit"  # the program had more steps than are recorded


@dataclass(frozen=True, slots=True)
class Fold:
    """That steps are left out: `steps` of them, `rounds` rounds of a loop or calls of a recursion, at `line`."""

    kind: FoldKind
    steps: int
    rounds: int
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """Memory at one moment of the run.

    `frames` are of all threads, each thread's from its outermost call to its innermost; `frame` is the id of the one
    that stands at `line`. `events`, `drops` (in their order) and `output` (standard output) are of the time since the
    step before. `statics` are those that something leads to, and those that the author declared. `unwinding` tells that
    a panic is under way. `folded` is what is left out between the step before and this one.
    """

    index: int
    moment: Moment
    line: int
    column: int
    function: str
    frame: int
    thread: int
    frames: tuple[Frame, ...]
    heap: tuple[Block, ...]
    statics: tuple[Static, ...]
    events: tuple[AllocationEvent, ...] = ()
    output: str = ""
    unwinding: bool = False
    folded: Fold | None = None
    drops: tuple[Drop, ...] = ()


class EndingKind(StrEnum):
    EXIT = "exit"  # `code`
    PANIC = "panic"  # `code` is 101 where it reached the end of main
    SIGNAL = "signal"  # `code` is its number (6: abort, 11: a stack overflow or an invalid access)
    STOPPED = "stopped"  # the recorder ended it: too many steps, too much time
    FAULT = "fault"  # the steps end where the next line has undefined behaviour; `message` says which


@dataclass(frozen=True, slots=True)
class Ending:
    """How the run ended. `message` is what a panic said, why the recorder stopped, or what the fault is."""

    kind: EndingKind
    code: int | None
    message: str = ""


class Note(StrEnum):
    """What a reader must know of the whole recording."""

    ONE_SCHEDULE = "one_schedule"  # it has threads: one order of many was recorded, one thread at a time
    FOLDED = "folded"  # steps are left out
    LIMIT = "limit"  # the run went on after the last step
    HASH_SEED = "hash_seed"  # HashMap's random seed was fixed: the order of entries is another elsewhere
    KEEPS_FREED = "keeps_freed"  # no address of the heap was given out twice, so that dangling pointers are seen


@dataclass(frozen=True, slots=True)
class Totals:
    """What the program itself asked of the allocator from the first line of `main` to the last, in bytes and calls,
    std's own included. `live` is what was not given back."""

    allocations: int
    frees: int
    allocated: int
    freed: int
    live: int


@dataclass(frozen=True, slots=True)
class Recording:
    """One run of one program. `toolchain` is the compiler's name (`rustc 1.95.0`), `target` its platform.

    `stderr` is what was written there, without the numbers that the system gives to threads. `recorded_steps` counts
    the steps before any were folded.
    """

    steps: tuple[Step, ...]
    allocations: tuple[Allocation, ...]
    ending: Ending
    totals: Totals
    notes: tuple[Note, ...]
    stdout: str
    stderr: str
    toolchain: str
    edition: str
    target: str
    recorded_steps: int
