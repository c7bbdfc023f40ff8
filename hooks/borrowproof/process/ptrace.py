"""ptrace(2) on Linux x86-64, by ctypes: stopping a process that this one has started, reading and changing it.

Every function raises OSError. The numbers are those of include/uapi/linux/ptrace.h and sys/user.h.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

POSSIBLE = sys.platform == "linux" and platform.machine() == "x86_64"

_TRACEME, _PEEK, _POKE, _CONTINUE, _STEP, _GET_REGISTERS, _SET_REGISTERS = 0, 2, 5, 7, 9, 12, 13
_SYSCALL, _SET_OPTIONS, _EVENT_MESSAGE, _SYSCALL_INFO = 24, 0x4200, 0x4201, 0x420E
_SYSGOOD, _FORK, _VFORK, _CLONE, _EXEC, _EXIT_KILL = 1, 2, 4, 8, 16, 1 << 20
EVENT_FORK, EVENT_VFORK, EVENT_CLONE = 1, 2, 3
ALL = 0x40000000  # __WALL: wait for threads, too
NO_RANDOM_ADDRESSES = 0x0040000  # ADDR_NO_RANDOMIZE of personality(2)
ENTRY, EXIT = 1, 2  # of a system call

# struct user_regs_struct
_NAMES = (
    *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi"),
    *("orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs"),
)
# DWARF's numbers of the registers: System V ABI for AMD64, figure 3.36
DWARF_ORDER = (
    *("rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp"),
    *("r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"),
)

_libc = ctypes.CDLL(None, use_errno=True)
if POSSIBLE:
    _libc.ptrace.restype = ctypes.c_long
    _libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    _libc.process_vm_readv.restype = ctypes.c_ssize_t


class Registers(ctypes.Structure):
    """The general registers of a thread."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in _NAMES)

    rip: int
    rsp: int

    def by_dwarf_number(self) -> list[int]:
        """Those that DWARF numbers from 0."""
        return [int(getattr(self, name)) for name in DWARF_ORDER]


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def _call(request: int, thread: int, address: int = 0, data: int = 0) -> int:
    ctypes.set_errno(0)
    found = int(_libc.ptrace(request, thread, address, data))
    number = ctypes.get_errno()
    if found == -1 and number:
        raise OSError(number, f"ptrace: {os.strerror(number)}")
    return found


def offer() -> None:
    """In a child: let the parent trace this process. The next `exec` stops it."""
    _call(_TRACEME, 0)


def fix_addresses() -> None:
    """In a child: have the program that it becomes use the same addresses in every run."""
    _libc.personality(ctypes.c_ulong(NO_RANDOM_ADDRESSES))


def choose_events(process: int) -> None:
    """Have the stopped process stop at new threads and processes, too, and end with this one."""
    _call(_SET_OPTIONS, process, 0, _SYSGOOD | _FORK | _VFORK | _CLONE | _EXEC | _EXIT_KILL)


def registers(thread: int) -> Registers:
    """The registers of a stopped thread."""
    found = Registers()
    _call(_GET_REGISTERS, thread, 0, ctypes.addressof(found))
    return found


def set_registers(thread: int, values: Registers) -> None:
    """Change them."""
    _call(_SET_REGISTERS, thread, 0, ctypes.addressof(values))


def read(process: int, address: int, size: int) -> bytes:
    """Memory of a process, all `size` bytes of it."""
    if size == 0:
        return b""
    held = ctypes.create_string_buffer(size)
    here, there = _Vector(ctypes.addressof(held), size), _Vector(address, size)
    ctypes.set_errno(0)
    one = ctypes.c_ulong(1)
    got = _libc.process_vm_readv(process, ctypes.byref(here), one, ctypes.byref(there), one, ctypes.c_ulong(0))
    if got != size:
        raise OSError(ctypes.get_errno(), f"memory of {process} cannot be read")
    return held.raw


def write_byte(thread: int, address: int, value: int) -> int:
    """Change one byte, in code, too; the byte that was there before."""
    before: int = struct.unpack("<Q", struct.pack("<q", _call(_PEEK, thread, address)))[0]
    _call(_POKE, thread, address, (before & ~0xFF) | value)
    return before & 0xFF


def resume(thread: int, signal: int = 0, *, to_system_call: bool = False) -> None:
    """Let a stopped thread go on, with a signal for it; perhaps only up to its next system call."""
    _call(_SYSCALL if to_system_call else _CONTINUE, thread, 0, signal)


def step(thread: int) -> None:
    """Let it execute one instruction."""
    _call(_STEP, thread)


def event_message(thread: int) -> int:
    """What an event is about: the new thread of EVENT_CLONE."""
    found = ctypes.c_ulong()
    _call(_EVENT_MESSAGE, thread, 0, ctypes.addressof(found))
    return found.value


def system_call(thread: int) -> tuple[int, int, list[int]]:
    """Of a thread that stopped at a system call: ENTRY or EXIT, and at the entry its number and arguments."""
    held = ctypes.create_string_buffer(88)
    _call(_SYSCALL_INFO, thread, len(held), ctypes.addressof(held))
    number, *arguments = struct.unpack_from("<7Q", held.raw, 24)
    return held.raw[0], number, arguments
