"""seccomp: the system calls that a judged process is refused, as a filter that the kernel runs before each call.

Refused is what reaches beyond the process: sockets, the memory and scheduling of others, mounts and namespaces, IPC
that outlives a process, and whole subsystems that programs do not need (bpf, io_uring, keyrings ...). Calls that are
newer than this table are refused as well. A refused call fails with EPERM, an unknown one with ENOSYS.
Source: seccomp(2); the numbers are those of arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from borrowproof.process import kernel

# name: (number on x86_64, number on aarch64); None where the architecture has no such call
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # sockets; a pair of connected ones is all right
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept4": (288, 242),
    # IPC that outlives a process
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semtimedop": (220, 192),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "mq_timedsend": (242, 182),
    "mq_timedreceive": (243, 183),
    "mq_notify": (244, 184),
    "mq_getsetattr": (245, 185),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # what the kernel shows or does for everybody
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "memfd_create": (319, 279),
    # what somebody else does with a file
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    # memory that no process is seen to use: pages in a pipe, and rings of which there are few for everybody
    "vmsplice": (278, 75),
    "io_setup": (206, 0),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "syslog": (103, 116),
    "iopl": (172, None),
    "ioperm": (173, None),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "modify_ldt": (154, None),
    "personality": (135, 92),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    "_sysctl": (156, None),
}
_METADATA: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "truncate": (76, 45),  # Landlock knows it from its third version on
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
}
_ON_ITSELF: dict[str, tuple[int | None, int | None]] = {  # the first argument is a process; 0 means the caller
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}
_SIGNALS: dict[str, tuple[int | None, int | None]] = {  # the first argument is a process
    "kill": (62, 129),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
}
_CLONE, _CLONE3 = (56, 220), 435
_SOCKETPAIR, _FCNTL, _IOCTL, _MMAP, _PRCTL = (53, 199), (72, 25), (16, 29), (9, 222), (157, 167)
# From 424 on numbers are the same everywhere, and only these are let through.
_NEWER = 424
_PIDFD_SEND_SIGNAL, _OPENAT2, _FCHMODAT2 = 424, 437, 452
_HARMLESS = (
    *(434, 436, 439, 441),  # pidfd_open, close_range, faccessat2, epoll_pwait2
    *(444, 445, 446, 448, 449, 451),  # landlock_*, process_mrelease, futex_waitv, cachestat
    *(453, 454, 455, 456, 462),  # map_shadow_stack, futex_*, mseal
)
_NAMESPACES = 0x7E020000  # every CLONE_NEW* that clone(2) takes
_AF_UNIX, _CONNECTED = 1, (1, 5)  # SOCK_STREAM, SOCK_SEQPACKET: these cannot send to anybody but their peer
_TYPE = 0xF
_OWNER_COMMANDS = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: signals by way of a file
# TIOCSTI, TIOCLINUX: typing for somebody else; FIOSETOWN, SIOCSPGRP: what F_SETOWN does, of a socket
_REFUSED_CONTROLS = (0x5412, 0x541C, 0x8901, 0x8902)
# splice, tee, sendfile: a page of a file in a pipe keeps all that was read with it, also when the file is gone. Rust's
# std copies by itself where they are refused.
_INTO_PIPES = ((275, 76), (276, 77), (40, 71))
# F_SETPIPE_SZ, and SO_SNDBUF, SO_RCVBUF with their FORCE: `procfs.BUFFER` is what an end holds without them. What is
# sent in a message (SCM_RIGHTS) is open in no process, so that nobody would count it.
_PIPE_SIZE, _BUFFER_SIZES = 1031, (7, 8, 32, 33)
_SETSOCKOPT, _MESSAGES = (54, 208), ((46, 211), (307, 269))
_SHARED_ANONYMOUS = 0x21  # MAP_SHARED and MAP_ANONYMOUS
_PR_SET_DUMPABLE = 4
# (the call, its argument, the bits of it that count, what they must not be): where files are counted from outside,
# folders that their owner cannot list would hide some, and a file can be emptied by opening it for reading.
_FLAGS: tuple[tuple[tuple[int | None, int | None], int, int, tuple[int, ...]], ...] = (
    ((83, None), 1, 0o500, (0, 0o100, 0o400)),  # mkdir
    ((258, 34), 2, 0o500, (0, 0o100, 0o400)),  # mkdirat
    ((95, 166), 0, 0o500, (0o100, 0o400, 0o500)),  # umask
    ((2, None), 1, 0o1003, (0o1000,)),  # open with O_TRUNC, not for writing
    ((257, 56), 2, 0o1003, (0o1000,)),  # openat
)

# BPF (linux/bpf_common.h) and offsets in struct seccomp_data
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_EPERM, _ENOSYS = 0x00050001, 0x00050026
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4  # without SPEC_ALLOW older kernels slow the whole process down

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, value


@dataclass(frozen=True, slots=True)
class Policy:
    """What is refused besides the table: changes of modes, owners, times and sizes of files by name and what hides
    files or a process from who counts them (`metadata`), and signals to anybody but the process `signals_only_to`.
    Both are needed only where nothing else keeps them within. `shared` allows shared memory without a file: it stays
    in use when nobody maps it any more but for a page, and is seen in no process then; messages that hold descriptors;
    and pages of files in pipes."""

    metadata: bool = False
    signals_only_to: int | None = None
    shared: bool = False


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install(policy: Policy) -> None:
    """Refuse, from now on and for all descendants. Needs PR_SET_NO_NEW_PRIVS; raises OSError."""
    program = list(instructions(policy, kernel.MACHINE or ""))
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    argument = _Program(len(program), code)
    kernel.call("seccomp", _SET_MODE_FILTER, _SPEC_ALLOW, argument)


def instructions(policy: Policy, machine: str) -> Iterator[Instruction]:
    """The filter for `machine`. Raises ValueError for one that is not known."""
    which = list(_AUDIT).index(machine)
    yield from _architecture(machine)
    refused = _REFUSED | (_METADATA if policy.metadata else {})
    for numbers in refused.values():
        yield from _if_number(numbers[which], [(_RETURN, 0, 0, _EPERM)])
    yield from _if_number(_CLONE3, [(_RETURN, 0, 0, _ENOSYS)])  # its flags lie in memory; the C library takes clone
    yield from _if_number(_CLONE[which], _refuse_if(0, _ANY_BIT, _NAMESPACES))
    yield from _if_number(_SOCKETPAIR[which], _connected_pair())
    for command in _OWNER_COMMANDS:
        yield from _if_number(_FCNTL[which], _refuse_if(1, _EQUAL, command))
    for command in _REFUSED_CONTROLS:
        yield from _if_number(_IOCTL[which], _refuse_if(1, _EQUAL, command))
    yield from _hidden_memory(policy, which)
    if policy.metadata:
        yield from _if_number(_PRCTL[which], _refuse_if(0, _EQUAL, _PR_SET_DUMPABLE))
        for numbers, index, mask, values in _FLAGS:
            for value in values:
                yield from _if_number(numbers[which], _refuse_bits(index, mask, value))
    for numbers in _ON_ITSELF.values():
        yield from _if_number(numbers[which], _refuse_unless(0, 0))
    yield from _signals(policy, which)
    yield from _newer(policy)
    yield (_RETURN, 0, 0, _ALLOW)


def _hidden_memory(policy: Policy, which: int) -> Iterator[Instruction]:
    """Memory that is seen in no process, or counted for less than it is."""
    if not policy.shared:
        yield from _if_number(_MMAP[which], _refuse_bits(3, _SHARED_ANONYMOUS, _SHARED_ANONYMOUS))
        for numbers in (*_MESSAGES, *_INTO_PIPES):
            yield from _if_number(numbers[which], [(_RETURN, 0, 0, _EPERM)])
    yield from _if_number(_FCNTL[which], _refuse_if(1, _EQUAL, _PIPE_SIZE))
    for option in _BUFFER_SIZES:
        yield from _if_number(_SETSOCKOPT[which], _refuse_if(2, _EQUAL, option))


def _architecture(machine: str) -> Iterator[Instruction]:
    """A call by another ABI of the machine (32 bits, x32) has other numbers: none is let through."""
    yield (_LOAD, 0, 0, _ARCHITECTURE)
    yield (_EQUAL, 1, 0, _AUDIT[machine])
    yield (_RETURN, 0, 0, _KILL)
    yield (_LOAD, 0, 0, _NUMBER)
    if machine == "x86_64":
        yield (_AT_LEAST, 0, 1, _X32)
        yield (_RETURN, 0, 0, _ENOSYS)


def _if_number(number: int | None, then: list[Instruction]) -> Iterator[Instruction]:
    """`then` where the call has that number; the number is loaded again where `then` lets it pass."""
    if number is not None:
        reload = [(_LOAD, 0, 0, _NUMBER)] if then[-1][0] != _RETURN or len(then) > 1 else []
        yield (_EQUAL, 0, len(then) + len(reload), number)
        yield from then
        yield from reload


def _argument(index: int) -> Instruction:
    """Load the low half of an argument: all that counts of an `int`."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index)


def _refuse_if(index: int, test: int, value: int) -> list[Instruction]:
    return [_argument(index), (test, 0, 1, value), (_RETURN, 0, 0, _EPERM)]


def _refuse_bits(index: int, mask: int, value: int) -> list[Instruction]:
    return [_argument(index), (_AND, 0, 0, mask), (_EQUAL, 0, 1, value), (_RETURN, 0, 0, _EPERM)]


def _refuse_unless(index: int, value: int) -> list[Instruction]:
    return [_argument(index), (_EQUAL, 1, 0, value), (_RETURN, 0, 0, _EPERM)]


def _connected_pair() -> list[Instruction]:
    """Only Unix sockets, of a type that is connected for ever."""
    stream, packets = _CONNECTED
    kinds: list[Instruction] = [(_EQUAL, 2, 0, stream), (_EQUAL, 1, 0, packets), (_RETURN, 0, 0, _EPERM)]
    return [*_refuse_unless(0, _AF_UNIX), _argument(1), (_AND, 0, 0, _TYPE), *kinds]


def _signals(policy: Policy, which: int) -> Iterator[Instruction]:
    if policy.signals_only_to is not None:
        for numbers in _SIGNALS.values():
            yield from _if_number(numbers[which], _refuse_unless(0, policy.signals_only_to))


def _newer(policy: Policy) -> Iterator[Instruction]:
    harmless = list(_HARMLESS)
    if policy.signals_only_to is None:
        harmless.append(_PIDFD_SEND_SIGNAL)
    if not policy.metadata:
        harmless += [_OPENAT2, _FCHMODAT2]
    yield (_AT_LEAST, 0, 2 * len(harmless) + 1, _NEWER)
    for number in harmless:
        yield (_EQUAL, 0, 1, number)
        yield (_RETURN, 0, 0, _ALLOW)
    yield (_RETURN, 0, 0, _ENOSYS)
