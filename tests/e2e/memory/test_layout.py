"""Sizes, offsets and counts that a recording tells are those that the program and another allocator tell."""

from __future__ import annotations

import re

from borrowproof.backends.counting import CountingBackend, read
from borrowproof.backends.local_runner import LocalRunner
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import SlotState
from borrowproof.model.outcome import Goal, Job, Outcome

FIELDS = """
use std::mem::offset_of;
struct Mixed { a: u8, b: u64, c: u16, d: Option<Box<u8>>, e: [u8; 3] }
#[repr(C)]
struct InOrder { a: u8, b: u64, c: u16 }
fn main() {
    let mixed = Mixed { a: 1, b: 2, c: 3, d: None, e: [4, 5, 6] };
    let in_order = InOrder { a: 1, b: 2, c: 3 };
    println!("mixed a {} b {} c {} d {} e {} size {}", offset_of!(Mixed, a), offset_of!(Mixed, b), offset_of!(Mixed, c),
        offset_of!(Mixed, d), offset_of!(Mixed, e), size_of::<Mixed>());
    println!("in_order a {} b {} c {} size {}", offset_of!(InOrder, a), offset_of!(InOrder, b), offset_of!(InOrder, c),
        size_of::<InOrder>());
    let _ = (mixed.a, mixed.b, mixed.c, mixed.d, mixed.e, in_order.a, in_order.b, in_order.c);
}
"""
ALLOCATES = """
fn main() {
    let mut numbers = Vec::new();
    for n in 0..9u32 {
        numbers.push(n);
    }
    let boxed = Box::new([0u8; 100]);
    let text = String::from("twelve bytes");
    let again = text.clone();
    std::mem::forget(boxed);
    drop((numbers, text, again));
}
"""


def test_fields_lie_where_offset_of_says(rustc: Rustc) -> None:
    recording = derive(FIELDS, Edition.E2024, rustc).recording
    slots = {slot.name: slot for step in recording.steps for slot in step.frames[0].slots if slot.value is not None}
    told = []
    for name in ("mixed", "in_order"):
        value = slots[name].value
        assert value is not None
        fields = " ".join(f"{item.name} {item.offset}" for item in value.items)
        told.append(f"{name} {fields} size {value.size}")
    assert told == recording.stdout.splitlines()


def test_what_is_allocated_is_what_another_allocator_counts(rustc: Rustc) -> None:
    recording = derive(ALLOCATES, Edition.E2024, rustc).recording
    [(_, answer)] = CountingBackend(LocalRunner(LocalBackend(rustc, 1))).judge(
        [Job(ALLOCATES, Edition.E2024, Goal.COUNT)]
    )
    assert isinstance(answer, Outcome)
    cost = read(answer, ALLOCATES)
    born = [allocation for allocation in recording.allocations if not allocation.grown_from]
    grown = [allocation for allocation in recording.allocations if allocation.grown_from]
    assert (len(born), len(grown)) == (cost.allocations, cost.resizes)
    sizes = {allocation.id: allocation.size for allocation in recording.allocations}
    requested = sum(a.size for a in born) + sum(a.size - sizes[a.grown_from] for a in grown)
    assert requested == cost.requested
    assert recording.totals.live == 100
    assert re.fullmatch(r"h\d+", recording.allocations[0].id)
    assert all(slot.state is not SlotState.UNKNOWN for step in recording.steps for slot in step.frames[0].slots)
