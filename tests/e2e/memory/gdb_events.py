"""Run by gdb, inside of it: what a program comes to, in order, one JSON line each.

- `["row", address, stack pointer]`: a row of the line table;
- `["drop", stack pointer, value, return address, name]`: a drop that one of the program's own functions makes, and
  what it is called (`core::ptr::drop_in_place<...>`);
- `["free", stack pointer, callee]`: memory is given back; by which call of one of the program's own functions: the
  stack pointer where it began (that of the drop, if it is one), and what was called.
"""

import json
import os

import gdb  # type: ignore[import-untyped]

plan = json.loads(open(os.environ["GDB_EVENTS"]).read())  # noqa: SIM115, PTH123
out = open(plan["output"], "w")  # noqa: SIM115, PTH123
WORD = 8


def register(name: str) -> int:
    return int(gdb.newest_frame().read_register(name)) & (1 << 64) - 1


def is_own(address: int) -> bool:
    """Whether an instruction is of one of the program's own functions."""
    return any(low < address <= high for low, high in plan["functions"])


class At(gdb.Breakpoint):  # type: ignore[misc]
    """A breakpoint that lets the program go on."""

    def __init__(self, place: str) -> None:
        super().__init__(place, internal=True)
        self.silent = True

    def stop(self) -> bool:
        found = self.event(register("rsp"))
        if found is not None:
            out.write(json.dumps(found) + "\n")
        return False


class Row(At):
    def event(self, stack: int) -> list[object]:
        return ["row", register("rip"), stack]


class Drop(At):
    def event(self, stack: int) -> list[object] | None:
        return_to = int.from_bytes(gdb.selected_inferior().read_memory(stack, WORD).tobytes(), "little")
        if not is_own(return_to):
            return None
        return ["drop", stack, register("rdi"), return_to, gdb.newest_frame().name() or ""]


class Free(At):
    def event(self, _stack: int) -> list[object] | None:
        frame = gdb.newest_frame()
        if register("rdi") == 0 or not (gdb.solib_name(frame.pc()) or "").endswith("heap_log.so"):
            return None
        while (caller := frame.older()) is not None:
            if is_own(caller.pc()):
                below = int(caller.read_register("rsp")) & (1 << 64) - 1
                return ["free", below - WORD, frame.name() or ""]
            frame = caller
        return None  # before or after `main`


for setting in (
    "pagination off",
    "breakpoint always-inserted on",
    "disable-randomization on",
    "debuginfod enabled off",
    "breakpoint pending on",
):
    try:
        gdb.execute(f"set {setting}")
    except gdb.error:
        continue
gdb.execute("tbreak main", to_string=True)
gdb.execute("run >/dev/null 2>&1", to_string=True)
for one in plan["rows"]:
    Row(f"*{one:#x}")
for one in plan["drops"]:
    Drop(f"*{one:#x}")
if plan["drops"]:
    Free("free")
gdb.execute("continue", to_string=True)
out.close()
