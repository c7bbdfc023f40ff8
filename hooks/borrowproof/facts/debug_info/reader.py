"""An executable of rustc -> its debug information, as far as it is about the program itself.

Source: the DWARF 4 and 5 standards; how rustc uses them: `rustc_codegen_llvm/src/debuginfo`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from elftools.common.exceptions import ELFError
from elftools.dwarf.dwarf_expr import DWARFExprParser
from elftools.elf.elffile import ELFFile

from borrowproof.facts.debug_info.syntax import (
    DebugInfo,
    Function,
    Location,
    Operation,
    Row,
    Segment,
    StaticVariable,
    Variable,
    Vtable,
)
from borrowproof.facts.debug_info.type_reader import TypeReader, attribute, name_of, path_of
from borrowproof.facts.errors import UnknownConstruct

_EVERYWHERE = (0, 1 << 64)
_VTABLE = "::{vtable}"
_REFERS = ("DW_AT_specification", "DW_AT_abstract_origin")


def read(executable: bytes, crate: str, file: str) -> DebugInfo:
    """The debug information of the program whose text is `file` (`src/main.rs`). Raises UnknownConstruct."""
    try:
        return _Reader(ELFFile(BytesIO(executable)), crate, file).all()
    except (ELFError, KeyError, AttributeError, IndexError) as error:
        raise UnknownConstruct(f"debug information that cannot be read ({type(error).__name__}: {error})") from error


class _InlinedCall(NamedTuple):
    """Instructions that come of inlining, and a row for where the call stands."""

    low: int
    high: int
    row: Row


class _Reader:
    def __init__(self, elf: Any, crate: str, file: str) -> None:
        self._elf = elf
        self._dwarf = elf.get_dwarf_info()
        self._crate = crate
        self._file = file.encode()
        self._types = TypeReader()
        self._functions: list[Function] = []
        self._statics: list[StaticVariable] = []
        self._vtables: dict[int, Vtable] = {}
        self._rows: list[Row] = []
        self._files: dict[int, str] = {}

    def all(self) -> DebugInfo:
        for unit in self._dwarf.iter_CUs():
            top = unit.get_top_DIE()
            if name_of(top).startswith(self._file.decode()):
                self._read_rows(unit)
                self._walk(unit, top)
        segments = tuple(self._segments())
        functions = sorted(self._functions, key=lambda function: function.low)
        return DebugInfo(
            self._types.found, tuple(functions), tuple(self._statics), self._vtables, segments, self._symbols()
        )

    # -- the line table

    def _read_rows(self, unit: Any) -> None:
        program = self._dwarf.line_program_for_CU(unit)
        first = 0 if program.header.version >= 5 else 1
        folders = [b"", *program["include_directory"]] if first else list(program["include_directory"])
        self._files = {
            number: "" if self._file in (e.name, _folder(folders, e.dir_index) + b"/" + e.name) else _base(e.name)
            for number, e in enumerate(program["file_entry"], first)
        }
        for entry in program.get_entries():
            state = entry.state
            if state is not None and not state.end_sequence and state.file in self._files and state.line:
                where = (state.address, state.line, state.column)
                self._rows.append(Row(*where, state.prologue_end, state.epilogue_begin, self._files[state.file]))

    def _rows_of(self, low: int, high: int, inlined: Sequence[_InlinedCall]) -> tuple[Row, ...]:
        """The rows of a function, the last one of each address, without those of its prologue. What is inlined into it
        is at its call."""
        found = {row.address: row for row in self._rows if low <= row.address < high}
        for call in inlined:
            for address in [at for at in found if call.low <= at < call.high]:
                found[address] = call.row._replace(address=address, begins=found[address].begins)
        beginning = next((row.address for row in found.values() if row.begins), low)
        return tuple(sorted(row for row in found.values() if row.address >= beginning or len(found) == 1))

    # -- functions, variables, statics

    def _walk(self, unit: Any, die: Any) -> None:
        for child in die.iter_children():
            if child.tag in (
                "DW_TAG_namespace",
                "DW_TAG_structure_type",
                "DW_TAG_enumeration_type",
                "DW_TAG_union_type",
            ):
                if path_of(child).split("::")[0].split("<")[0] == self._crate:
                    self._walk(unit, child)
            elif child.tag == "DW_TAG_subprogram":
                self._read_function(unit, child)
            elif child.tag == "DW_TAG_variable":
                self._read_static(unit, child)

    def _read_function(self, unit: Any, die: Any) -> None:
        declared = die
        while reference := next((name for name in _REFERS if name in declared.attributes), None):
            declared = declared.get_DIE_from_attribute(reference)
        path = path_of(declared)
        if path.split("::")[0] != self._crate:
            return
        low, high = self._bounds(die) if "DW_AT_low_pc" in die.attributes else (0, 0)
        if low:
            line = attribute(declared, "DW_AT_decl_line", 0)
            variables = tuple(self._variables(unit, die, ((low, high),)))
            inlined = list(self._inlined(unit, die))
            self._functions.append(Function(path, low, high, line, variables, self._rows_of(low, high, inlined)))
        self._walk(unit, die)

    def _bounds(self, die: Any) -> tuple[int, int]:
        low = attribute(die, "DW_AT_low_pc")
        return low, low + attribute(die, "DW_AT_high_pc")

    def _variables(self, unit: Any, die: Any, ranges: tuple[tuple[int, int], ...]) -> Iterator[Variable]:
        for child in die.iter_children():
            if child.tag == "DW_TAG_lexical_block":
                yield from self._variables(unit, child, self._ranges(unit, child) or ranges)
            elif child.tag in ("DW_TAG_variable", "DW_TAG_formal_parameter") and "DW_AT_type" in child.attributes:
                locations = tuple(self._locations(unit, child))
                if locations and "DW_AT_name" in child.attributes:
                    argument = child.tag == "DW_TAG_formal_parameter"
                    line = attribute(child, "DW_AT_decl_line", 0)
                    yield Variable(name_of(child), line, argument, self._type(child), locations, ranges)

    def _inlined(self, unit: Any, die: Any) -> Iterator[_InlinedCall]:
        """The calls in a function whose callee is inlined, without those in such callees."""
        for child in die.iter_children():
            if child.tag == "DW_TAG_lexical_block":
                yield from self._inlined(unit, child)
            elif child.tag == "DW_TAG_inlined_subroutine":
                line, column = (attribute(child, f"DW_AT_call_{what}", 0) for what in ("line", "column"))
                file = self._files.get(attribute(child, "DW_AT_call_file", -1), "?")
                row = Row(0, line, column, False, False, file)
                yield from (_InlinedCall(low, high, row) for low, high in self._ranges(unit, child) if line)

    def _ranges(self, unit: Any, die: Any) -> tuple[tuple[int, int], ...]:
        if "DW_AT_low_pc" in die.attributes:
            return (self._bounds(die),)
        if "DW_AT_ranges" not in die.attributes:
            return ()
        listed = self._dwarf.range_lists().get_range_list_at_offset(attribute(die, "DW_AT_ranges"), unit)
        return tuple(_absolute(listed, unit))

    def _locations(self, unit: Any, die: Any) -> Iterator[Location]:
        found = die.attributes.get("DW_AT_location")
        if found is None:
            return
        if isinstance(found.value, list):
            yield Location(*_EVERYWHERE, _operations(unit, found.value))
            return
        base = attribute(unit.get_top_DIE(), "DW_AT_low_pc", 0)
        for entry in self._dwarf.location_lists().get_location_list_at_offset(found.value, die=die):
            if hasattr(entry, "base_address"):
                base = entry.base_address
            elif hasattr(entry, "loc_expr"):
                start = 0 if getattr(entry, "is_absolute", False) else base
                operations = _operations(unit, entry.loc_expr)
                yield Location(start + entry.begin_offset, start + entry.end_offset, operations)

    def _read_static(self, unit: Any, die: Any) -> None:
        location = die.attributes.get("DW_AT_location")
        if location is None or not isinstance(location.value, list) or "DW_AT_type" not in die.attributes:
            return
        address = self._address(unit, location.value)
        if address is None:
            return
        name = name_of(die)
        if name.endswith(_VTABLE):
            described = die.get_DIE_from_attribute("DW_AT_type")
            holds = "DW_AT_containing_type" in described.attributes
            type_ = self._types.read(described.get_DIE_from_attribute("DW_AT_containing_type")) if holds else None
            self._vtables[address] = Vtable(type_, name.removesuffix(_VTABLE))
        elif path_of(die).split("::")[0] == self._crate:
            line = attribute(die, "DW_AT_decl_line", 0)
            self._statics.append(StaticVariable(path_of(die), address, self._type(die), line))

    def _address(self, unit: Any, expression: list[int]) -> int | None:
        """The address that an expression begins with: DWARF 5 gives its number in a table, DWARF 4 itself."""
        operation, operands = next(iter(_operations(unit, expression)), ("", ()))
        if operation == "DW_OP_addrx":
            return int(self._dwarf.get_addr(unit, operands[0]))
        return operands[0] if operation == "DW_OP_addr" else None

    def _type(self, die: Any) -> int:
        return self._types.read(die.get_DIE_from_attribute("DW_AT_type"))

    # -- the executable

    def _segments(self) -> Iterator[Segment]:
        for segment in self._elf.iter_segments():
            if segment["p_type"] == "PT_LOAD":
                yield Segment(segment["p_vaddr"], segment["p_memsz"], bool(segment["p_flags"] & 2), segment.data())

    def _symbols(self) -> dict[int, str]:
        table = self._elf.get_section_by_name(".symtab")
        symbols = table.iter_symbols() if table is not None else ()
        return {s["st_value"]: s.name for s in symbols if s["st_info"]["type"] == "STT_FUNC" and s["st_value"]}


def _folder(folders: Sequence[bytes], number: int) -> bytes:
    return folders[number] if number < len(folders) else b""


def _base(path: bytes) -> str:
    return path.rpartition(b"/")[2].decode("utf-8", "replace")


def _operations(unit: Any, expression: list[int]) -> tuple[Operation, ...]:
    parsed = DWARFExprParser(unit.structs).parse_expr(expression)
    return tuple((operation.op_name, tuple(operation.args)) for operation in parsed)


def _absolute(listed: Sequence[Any], unit: Any) -> Iterator[tuple[int, int]]:
    base = attribute(unit.get_top_DIE(), "DW_AT_low_pc", 0)
    for entry in listed:
        if hasattr(entry, "base_address"):
            base = entry.base_address
        else:
            start = 0 if getattr(entry, "is_absolute", False) else base
            yield start + entry.begin_offset, start + entry.end_offset
