"""The kernel's limits for one process, as a line of shell that sets them and then becomes a command."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

SHELL = "/bin/sh"

_READ_BACK = (
    "import json, resource as r;"
    "print(json.dumps([r.getrlimit(x) for x in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)]))"
)
_PROBED_CPU = 1000  # seconds
_PROBED_MEMORY = 4 << 20  # KiB
_PROBED_BLOCKS = 1000


@dataclass(frozen=True, slots=True)
class Means:
    """Which limits this system's shell really sets. `block` is bytes per unit of `ulimit -f`, 0 for never."""

    cpu: bool
    memory: bool
    block: int
    core: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """What cannot be limited, in sentences."""
        sentences = {
            "Processor time is not limited.": self.cpu,
            "Memory is not limited.": self.memory,
            "The size of files is not limited.": bool(self.block),
            "A program that crashes may write a core dump.": self.core,
        }
        return tuple(sentence for sentence, works in sentences.items() if not works)


@cache
def means() -> Means:
    """Set each limit through the shell and let another program read them back: only what held is believed."""
    attempts = (*_cpu(_PROBED_CPU), f"ulimit -v {_capped(_PROBED_MEMORY, resource.RLIMIT_AS, 1024)}")
    attempts += (f"ulimit -f {_capped(_PROBED_BLOCKS, resource.RLIMIT_FSIZE, 512)}", "ulimit -c 0")
    script = "; ".join(f"{attempt} 2>/dev/null" for attempt in attempts)
    argv = [SHELL, "-c", f'{script}; exec "$@"', "probe", sys.executable, "-I", "-S", "-c", _READ_BACK]
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        return Means(cpu=False, memory=False, block=0, core=False)
    cpu, memory, file_size, core = json.loads(done.stdout)
    blocks = _capped(_PROBED_BLOCKS, resource.RLIMIT_FSIZE, 512)
    return Means(
        cpu=0 < cpu[0] <= _PROBED_CPU,
        memory=0 < memory[0] <= _PROBED_MEMORY * 1024,
        block=next((unit for unit in (512, 1024) if file_size[0] == blocks * unit), 0),
        core=core == [0, 0],
    )


def script(*, cpu: int, memory: int, file_size: int) -> str:
    """A script whose arguments are a command; it fails, and says so, where a limit cannot be set.

    `cpu` is in seconds (SIGXCPU then, SIGKILL one second later), `memory` and `file_size` in bytes.
    """
    can = means()
    steps = list(_cpu(cpu)) if can.cpu else []
    if can.memory:
        steps.append(f"ulimit -v {_capped(memory // 1024, resource.RLIMIT_AS, 1024)}")
    if can.block:
        steps.append(f"ulimit -f {_capped(file_size // can.block, resource.RLIMIT_FSIZE, can.block)}")
    if can.core:
        steps.append("ulimit -c 0")
    # A shell adds these to what it was given.
    return " && ".join([*steps, "unset PWD OLDPWD SHLVL _", 'exec "$@"'])


def _cpu(seconds: int) -> tuple[str, str]:
    hard = _capped(seconds + 1, resource.RLIMIT_CPU, 1)
    return f"ulimit -St {min(seconds, hard)}", f"ulimit -Ht {hard}"


def _capped(wanted: int, which: int, unit: int) -> int:
    """`wanted` units, or what the hard limit allows where that is less: no one may raise it."""
    hard = resource.getrlimit(which)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard // unit)
