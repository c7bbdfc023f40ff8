"""How the types of std lie in memory. Each decoder gives None where the type is not laid out as it knows.

Source: `library/alloc`, `library/core` and `library/std` of Rust 1.95.
"""

from __future__ import annotations

from borrowproof.facts.debug_info.syntax import Type
from borrowproof.memory.analysis.decoder import StdDecoder
from borrowproof.memory.analysis.std_types import buffers, cells, maps, once, shared
from borrowproof.model.memory import ValueKind

_CRATES = ("core::", "alloc::", "std::", "hashbrown::")
_PLAIN = (
    *("core::option::", "core::result::", "core::cmp::", "core::ops::range::", "core::ops::control_flow::"),
    *("core::num::", "core::pin::", "core::time::", "core::marker::", "core::task::poll::", "alloc::borrow::Cow"),
    *("core::range::", "core::convert::Infallible", "core::net::", "core::mem::discriminant"),
)


def is_internal(type_: Type) -> bool:
    """Whether a type is std's, and what is inside is nobody's business but its own."""
    wide = {member.name for member in type_.members} in ({"data_ptr", "length"}, {"pointer", "vtable"})
    return type_.path.startswith(_CRATES) and not type_.path.startswith(_PLAIN) and not wide


_ATOMICS = ("Bool", "I8", "I16", "I32", "I64", "Isize", "U8", "U16", "U32", "U64", "Usize")
DECODERS: dict[str, StdDecoder] = {
    "alloc::string::String": buffers.string,
    "alloc::vec::Vec": buffers.vec,
    "alloc::collections::vec_deque::VecDeque": buffers.deque,
    "std::collections::hash::map::HashMap": maps.hash_map,
    "std::collections::hash::set::HashSet": maps.hash_map,
    "alloc::collections::btree::map::BTreeMap": maps.btree_map,
    "alloc::collections::btree::set::BTreeSet": maps.btree_map,
    "alloc::rc::Rc": shared.counted,
    "alloc::rc::Weak": shared.counted,
    "alloc::sync::Arc": shared.counted,
    "alloc::sync::Weak": shared.counted,
    "core::cell::Cell": cells.wrapping(ValueKind.CELL, "value.value"),
    "core::cell::UnsafeCell": cells.wrapping(ValueKind.CELL, "value"),
    "core::cell::RefCell": cells.ref_cell,
    "core::cell::Ref": cells.guard("value"),
    "core::cell::RefMut": cells.guard("value"),
    "core::cell::once::OnceCell": once.once_cell,
    "std::sync::poison::mutex::Mutex": cells.lock,
    "std::sync::poison::mutex::MutexGuard": cells.guard("lock"),
    "std::sync::poison::rwlock::RwLock": cells.lock,
    "std::sync::poison::rwlock::RwLockReadGuard": cells.guard("data"),
    "std::sync::poison::rwlock::RwLockWriteGuard": cells.guard("lock"),
    "std::sync::once_lock::OnceLock": once.once_lock,
    "core::cell::lazy::LazyCell": once.lazy_cell,
    "std::sync::lazy_lock::LazyLock": once.lazy_lock,
    "core::ptr::non_null::NonNull": cells.transparent,
    "core::ptr::unique::Unique": cells.transparent,
    "core::mem::maybe_uninit::MaybeUninit": cells.perhaps,
    "core::mem::manually_drop::ManuallyDrop": cells.transparent,
    "core::num::nonzero::NonZero": cells.transparent,
    "core::sync::atomic::Atomic": cells.atomic,
    **{f"core::sync::atomic::Atomic{name}": cells.atomic for name in _ATOMICS},
}
