"""Which line of a program an instruction belongs to, as its debug information (DWARF) tells.

Source: DWARF 5, 6.2 (line number information) and 3.3.8.2 (inlined subroutines); rustc writes version 4 or 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from elftools.dwarf.ranges import BaseAddressEntry
from elftools.elf.elffile import ELFFile

from borrowproof.backends.invocation import MAIN

_NAME = MAIN.rpartition("/")[2].encode()


def lines_of(program: Path, addresses: Iterable[int]) -> dict[int, int]:
    """The line of `MAIN` for each address within the file `program` that belongs to one, inlined calls seen through."""
    found: dict[int, int] = {}
    with program.open("rb") as file:
        dwarf = ELFFile(file).get_dwarf_info()
        for unit in dwarf.iter_CUs():
            if _text(unit.get_top_DIE(), "DW_AT_name").startswith(MAIN):
                found |= {a: line for a in addresses if (line := _line(dwarf, unit, a)) is not None}
    return found


def _line(dwarf: Any, unit: Any, address: int) -> int | None:
    program = dwarf.line_program_for_CU(unit)
    calls = list(_calls(dwarf, unit.get_top_DIE(), address))
    if not calls:
        return None
    state = _state(program, address)
    places = [(state.file, state.line)] if state is not None else []
    # From the innermost: where each of the inlined functions around the instruction was called.
    inlined = [die for die in reversed(calls) if die.tag == "DW_TAG_inlined_subroutine"]
    places += [(die.attributes["DW_AT_call_file"].value, die.attributes["DW_AT_call_line"].value) for die in inlined]
    return next((line for file, line in places if line and _is_main(program, file)), None)


def _calls(dwarf: Any, parent: Any, address: int) -> Iterator[Any]:
    """The functions around an address, the outermost first."""
    for die in parent.iter_children():
        if die.tag in ("DW_TAG_subprogram", "DW_TAG_inlined_subroutine") and _holds(dwarf, die, address):
            yield die
            yield from _calls(dwarf, die, address)
            return
        if die.tag in ("DW_TAG_namespace", "DW_TAG_structure_type", "DW_TAG_lexical_block"):
            inner = list(_calls(dwarf, die, address))
            if inner:
                yield from inner
                return


def _holds(dwarf: Any, die: Any, address: int) -> bool:
    low, high = die.attributes.get("DW_AT_low_pc"), die.attributes.get("DW_AT_high_pc")
    if low is not None and high is not None:
        end = high.value if high.form == "DW_FORM_addr" else low.value + high.value
        return bool(low.value <= address < end)
    ranges = die.attributes.get("DW_AT_ranges")
    if ranges is None:
        return False
    base = die.cu.get_top_DIE().attributes.get("DW_AT_low_pc")
    start = base.value if base is not None else 0
    for entry in dwarf.range_lists().get_range_list_at_offset(ranges.value, cu=die.cu):
        if isinstance(entry, BaseAddressEntry):
            start = entry.base_address
            continue
        offset = 0 if getattr(entry, "is_absolute", False) else start
        if offset + entry.begin_offset <= address < offset + entry.end_offset:
            return True
    return False


def _state(program: Any, address: int) -> Any | None:
    """The row of the line table that covers an address."""
    before = None
    for entry in program.get_entries():
        state = entry.state
        if state is None:
            continue
        if before is not None and before.address <= address < state.address and not before.end_sequence:
            return before
        before = state
    return None


def _is_main(program: Any, index: int) -> bool:
    files = program.header["file_entry"]
    position = index if program.header["version"] >= 5 else index - 1
    return 0 <= position < len(files) and files[position].name == _NAME


def _text(die: Any, name: str) -> str:
    attribute = die.attributes.get(name)
    return attribute.value.decode("utf-8", "replace") if attribute is not None else ""
