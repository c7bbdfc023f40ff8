"""Run by gdb, inside of it: which rows a program comes to, and the stack pointer there, one JSON line each."""

import json
import os

import gdb  # type: ignore[import-untyped]

plan = json.loads(open(os.environ["GDB_ROWS"]).read())  # noqa: SIM115, PTH123
out = open(plan["output"], "w")  # noqa: SIM115, PTH123


class Row(gdb.Breakpoint):  # type: ignore[misc]
    """A breakpoint that lets the program go on."""

    def __init__(self, address: int) -> None:
        super().__init__(f"*{address:#x}", internal=True)
        self.silent = True
        self.address = address

    def stop(self) -> bool:
        stack = int(gdb.newest_frame().read_register("rsp")) & (1 << 64) - 1
        out.write(json.dumps([self.address, stack]) + "\n")
        return False


for setting in (
    "pagination off",
    "breakpoint always-inserted on",
    "disable-randomization on",
    "debuginfod enabled off",
):
    try:
        gdb.execute(f"set {setting}")
    except gdb.error:
        continue
for one in plan["rows"]:
    Row(one)
gdb.execute("run >/dev/null 2>&1", to_string=True)
out.close()
