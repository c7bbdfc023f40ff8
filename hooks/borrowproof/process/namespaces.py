"""Linux namespaces: a run of its own processes, its own network (none), its own IPC, and its own view of the files.

The launcher enters them once, which needs either user namespaces or root; each run then gets a process namespace and
a root folder of its own, made of read-only mounts. Sources: namespaces(7), user_namespaces(7), pivot_root(2).
Needs Linux 5.12 for mount_setattr(2) with AT_RECURSIVE.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from pathlib import Path

from borrowproof.process import kernel

_RDONLY, _NOSUID, _NODEV, _NOEXEC = 1, 2, 4, 8  # MS_* and MOUNT_ATTR_* agree on these
_BIND, _REC, _PRIVATE = 4096, 16384, 1 << 18
_AT_RECURSIVE, _AT_FDCWD = 0x8000, -100
_SHARED = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
_ENTERED = _SHARED | kernel.CLONE_NEWCGROUP
OF_A_WORKER = kernel.CLONE_NEWPID | kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC
# /dev/zero is not among them: mapped, it is memory that is seen in no process (`seccomp`).
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
_PROC = "subset=pid,hidepid=ptraceable"
FILES = 4096  # in the folder of one run
OWN = "/playground"  # as on the Rust Playground, so that what a program prints of it is the same there
PROGRAM = "/program"
_WORKSPACE = "/.runs/workspace"


def enter() -> None:
    """Leave the machine's network, IPC, names and mounts. Raises OSError where that is not allowed.

    User namespaces come first: what is root there is nobody elsewhere.
    """
    user, group = os.geteuid(), os.getegid()
    try:
        kernel.unshare(_ENTERED | kernel.CLONE_NEWUSER)
    except OSError:
        if user != 0:
            raise
        kernel.unshare(_ENTERED)
    else:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    kernel.mount("none", "/", None, _REC | _PRIVATE)
    kernel.sethostname(b"localhost")
    kernel.drop_bounding_set()


def change_root(root: str, seen: list[str], workspace: str) -> None:
    """Show this process and its descendants nothing but `seen`, read-only.

    `root` is an empty folder to mount on. The folders of runs are beneath `workspace`, which is kept where only a
    process with capabilities gets to (a folder without any permission, on a read-only mount): see `show_run`.
    Called once, by the first process of a worker's namespaces. Raises OSError.
    """
    kernel.mount("tmpfs", root, "tmpfs", _NOSUID | _NODEV, "size=1m,mode=755")
    for path in sorted(seen, key=len):
        _show(root, path)
    for folder in ("/proc", "/dev", OWN, _WORKSPACE):
        os.makedirs(root + folder, exist_ok=True)
    os.chmod(os.path.dirname(root + _WORKSPACE), 0)
    os.close(os.open(root + PROGRAM, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    for device in DEVICES:
        _show(root, device)
    _attributes(root, _RDONLY | _NOSUID, recursive=True)
    kernel.mount("proc", f"{root}/proc", "proc", _NOSUID | _NODEV | _NOEXEC | _RDONLY, _PROC)
    kernel.mount(workspace, root + _WORKSPACE, None, _BIND)
    _attributes(root + _WORKSPACE, _NOSUID | _NODEV)
    os.chdir(root)
    kernel.call("pivot_root", b".", b".")
    kernel.detach(".")
    os.chdir("/")


def show_run(folder: str, program: str | None, *, keeps: bool, disk: int) -> None:
    """Show the next run its writable folder, at `OWN`, and its `program`, read-only, at `PROGRAM`.

    Both are relative to the workspace. Where the folder is not kept, `OWN` is empty, in memory, and holds `disk`
    bytes. Raises OSError.
    """
    flags = _NOSUID | _NODEV | _NOEXEC
    if keeps:
        kernel.mount(f"{_WORKSPACE}/{folder}", OWN, None, _BIND)
        _attributes(OWN, flags)
    else:
        kernel.mount("tmpfs", OWN, "tmpfs", flags, f"size={disk},nr_inodes={FILES},mode=700")
    if program is not None:
        kernel.mount(f"{_WORKSPACE}/{program}", PROGRAM, None, _BIND)
        _attributes(PROGRAM, _RDONLY | _NOSUID | _NODEV)


def hide_run() -> None:
    """Take away what `show_run` showed; what was not to be kept is gone."""
    for place in (OWN, PROGRAM):
        with contextlib.suppress(OSError):  # a run may have no program, or not have come so far
            kernel.detach(place)


def _show(root: str, path: str) -> None:
    """Make `path` visible under `root`: a link as a link, anything else as a mount."""
    at = ""
    parts = path.strip("/").split("/")
    for number, part in enumerate(parts):
        at += f"/{part}"
        if os.path.lexists(root + at):
            if not os.path.islink(at):
                continue
        elif os.path.islink(at):
            os.makedirs(os.path.dirname(root + at), exist_ok=True)
            os.symlink(os.readlink(at), root + at)
        else:
            continue
        target = os.path.join(os.path.dirname(at), os.readlink(at))
        _show(root, os.path.normpath("/".join([target, *parts[number + 1 :]])))
        return
    if not os.path.exists(at) or os.path.exists(root + at):
        return  # there is no such thing, or its folder is shown already
    if os.path.isdir(at):
        os.makedirs(root + at)
    else:
        os.makedirs(os.path.dirname(root + at), exist_ok=True)
        os.close(os.open(root + at, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    kernel.mount(at, root + at, None, _BIND | _REC)


class _MountAttributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns"))


def _attributes(path: str, flags: int, *, recursive: bool = False) -> None:
    how = _MountAttributes(flags, 0, 0, 0)
    kernel.call("mount_setattr", _AT_FDCWD, os.fsencode(path), _AT_RECURSIVE if recursive else 0, how, 32)
