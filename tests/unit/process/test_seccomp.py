"""The filter of system calls, interpreted as the kernel does (seccomp(2), bpf(4)), for both architectures."""

from __future__ import annotations

import pytest

from borrowproof.process import seccomp
from borrowproof.process.seccomp import Policy

ALLOWED, KILLED, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# Calls by their numbers on both, with arguments: (read, write, clone of a thread, socketpair, futex_waitv, openat2)
USUAL: list[tuple[int, int, tuple[int, ...]]] = [
    (0, 63, (0,)),
    (1, 64, (1,)),
    (56, 220, (0x3D0F00,)),
    (53, 199, (1, 1)),
    (53, 199, (1, 5 | 0o2000000)),
    (72, 25, (1, 3)),
    (302, 261, (0, 4)),
    (449, 449, ()),
    (437, 437, ()),
    (334, 293, ()),
    (9, 222, (0, 4096, 3, 0x22)),  # private memory
    (9, 222, (0, 4096, 3, 0x01)),  # a file, shared
    (257, 56, (-100, 0, 0o1101)),  # O_WRONLY | O_CREAT | O_TRUNC
    (258, 34, (-100, 0, 0o755)),
    (157, 167, (15,)),  # the name of a thread
    (54, 208, (3, 1, 20)),  # SO_RCVTIMEO
    (72, 25, (1, 1032)),  # F_GETPIPE_SZ
]
REACHING: list[tuple[int, int, tuple[int, ...], int]] = [
    (41, 198, (2, 1), EPERM),  # socket
    (53, 199, (1, 2), EPERM),  # a pair of datagram sockets, which can send to anybody
    (53, 199, (16, 1), EPERM),
    (56, 220, (0x10000000 | 17,), EPERM),  # clone with a user namespace
    (435, 435, (), ENOSYS),  # clone3
    (101, 117, (16,), EPERM),  # ptrace
    (72, 25, (1, 8, 99), EPERM),  # F_SETOWN
    (16, 29, (0, 0x5412), EPERM),  # TIOCSTI
    (16, 29, (3, 0x8901), EPERM),  # FIOSETOWN
    (16, 29, (3, 0x8902), EPERM),  # SIOCSPGRP
    (9, 222, (0, 4096, 3, 0x21), EPERM),  # shared memory, which stays when it is not mapped any more
    (9, 222, (0, 4096, 3, 0x4023), EPERM),  # the same with other flags
    (278, 75, (), EPERM),  # vmsplice
    (72, 25, (1, 1031, 1 << 20), EPERM),  # F_SETPIPE_SZ
    (54, 208, (3, 1, 7), EPERM),  # SO_SNDBUF
    (54, 208, (3, 1, 8), EPERM),  # SO_RCVBUF
    (54, 208, (3, 1, 32), EPERM),  # SO_SNDBUFFORCE
    (54, 208, (3, 1, 33), EPERM),  # SO_RCVBUFFORCE
    (46, 211, (3,), EPERM),  # sendmsg
    (307, 269, (3,), EPERM),  # sendmmsg
    (275, 76, (3,), EPERM),  # splice
    (276, 77, (3,), EPERM),  # tee
    (40, 71, (3,), EPERM),  # sendfile
    (294, 26, (), EPERM),  # inotify_init1
    (254, 27, (), EPERM),  # inotify_add_watch
    (447, 447, (), ENOSYS),  # memfd_secret
    (302, 261, (99, 4), EPERM),  # prlimit64 of another
    (425, 425, (), ENOSYS),  # io_uring_setup
    (428, 428, (), ENOSYS),  # open_tree
    (999, 999, (), ENOSYS),  # what is not known yet
]


def filtered(program: list[seccomp.Instruction], number: int, arguments: tuple[int, ...], architecture: int) -> int:
    """What the filter says of a call."""
    words = {0: number, 4: architecture} | {16 + 8 * index: value for index, value in enumerate(arguments)}
    at = accumulator = 0
    while True:
        code, then, otherwise, value = program[at]
        at += 1
        if code == 0x06:
            return value
        if code == 0x20:
            accumulator = words.get(value, 0)
        elif code == 0x54:
            accumulator &= value
        else:
            holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[code]
            at += then if holds else otherwise


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_programs_do_is_let_through_and_what_reaches_out_is_refused(machine: str) -> None:
    program = list(seccomp.instructions(Policy(), machine))
    which, architecture = list(ARCHITECTURES).index(machine), ARCHITECTURES[machine]
    assert len(program) < 4096  # BPF_MAXINSNS
    for *numbers, arguments in USUAL:
        assert filtered(program, numbers[which], arguments, architecture) == ALLOWED, (numbers, arguments)
    for *numbers, arguments, verdict in REACHING:
        assert filtered(program, numbers[which], arguments, architecture) == verdict, (numbers, arguments)


def test_another_abi_of_the_same_machine_is_no_way_out() -> None:
    program = list(seccomp.instructions(Policy(), "x86_64"))
    assert filtered(program, 102, (), 0x40000003) == KILLED  # socketcall of 32 bits
    assert filtered(program, 0x40000000 + 41, (), ARCHITECTURES["x86_64"]) == ENOSYS  # socket of x32


@pytest.mark.parametrize(("machine", "chmod", "kill"), [("x86_64", 90, 62), ("aarch64", 53, 129)])
def test_files_and_signals_are_free_only_where_something_else_holds_them(machine: str, chmod: int, kill: int) -> None:
    architecture = ARCHITECTURES[machine]
    free = list(seccomp.instructions(Policy(), machine))
    strict = list(seccomp.instructions(Policy(metadata=True, signals_only_to=7), machine))
    for program, other in ((free, ALLOWED), (strict, EPERM)):
        assert filtered(program, kill, (7, 6), architecture) == ALLOWED
        assert filtered(program, kill, (8, 6), architecture) == other
        assert filtered(program, chmod, (), architecture) == other
    assert filtered(free, 424, (), architecture) == ALLOWED  # pidfd_send_signal
    assert filtered(strict, 424, (), architecture) == ENOSYS
    assert filtered(strict, 452, (), architecture) == ENOSYS  # fchmodat2


# Calls by their numbers on both, with arguments, and whether nothing hides from who counts from outside after them.
HIDING: list[tuple[int, int, tuple[int, ...], bool]] = [
    (83, 34, (-100, 0o755, 0o755), True),  # mkdir on the one, mkdirat on the other
    (83, 34, (-100, 0o300, 0o300), False),
    (258, 34, (-100, 0, 0o700), True),
    (258, 34, (-100, 0, 0o300), False),
    (258, 34, (-100, 0, 0), False),
    (95, 166, (0o077,), True),  # umask
    (95, 166, (0o400,), False),
    (95, 166, (0o777,), False),
    (257, 56, (-100, 0, 0o1101), True),  # open for writing, and empty it
    (257, 56, (-100, 0, 0o1000), False),  # open for reading, and empty it
    (157, 167, (15,), True),
    (157, 167, (4, 0), False),  # PR_SET_DUMPABLE: its memory and its files cannot be looked at
    (437, 437, (), False),  # openat2, whose flags lie in memory
]


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_nothing_hides_from_who_counts_from_outside(machine: str) -> None:
    which, architecture = list(ARCHITECTURES).index(machine), ARCHITECTURES[machine]
    free = list(seccomp.instructions(Policy(), machine))
    strict = list(seccomp.instructions(Policy(metadata=True), machine))
    for *numbers, arguments, seen in HIDING:
        number = numbers[which]
        assert filtered(free, number, arguments, architecture) == ALLOWED, (number, arguments)
        assert (filtered(strict, number, arguments, architecture) == ALLOWED) == seen, (number, arguments)


def test_a_compiler_may_share_memory() -> None:
    program = list(seccomp.instructions(Policy(shared=True), "x86_64"))
    assert filtered(program, 9, (0, 4096, 3, 0x21), ARCHITECTURES["x86_64"]) == ALLOWED


def test_an_unknown_machine_has_no_filter() -> None:
    with pytest.raises(ValueError, match="riscv64"):
        list(seccomp.instructions(Policy(), "riscv64"))
