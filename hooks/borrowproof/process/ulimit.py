"""The kernel's limits for one process, as a line of shell that sets them and then becomes a command.

Shells and systems differ (the unit of `ulimit -f`; macOS refuses `-v`), so nothing is taken for granted: what
`PROBE` prints tells which limits really hold, and `read_back` turns it into `Means`.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import dataclass

SHELL = "/bin/sh"

_CPU = 1000  # seconds, like the next two only for the probe
_MEMORY = 4 << 20  # KiB
_BLOCKS = 1000
_UNITS = (512, 1024)  # bytes in a block of `ulimit -f`: POSIX, and some shells
_READ_BACK = (
    "import json, resource as r;"
    "print(json.dumps([r.getrlimit(x) for x in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)]))"
)


@dataclass(frozen=True, slots=True)
class Means:
    """Which limits the shell really sets here. `block` is bytes per unit of `ulimit -f`, 0 where it fails."""

    cpu: bool = False
    memory: bool = False
    block: int = 0
    core: bool = False

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


def probe() -> list[str]:
    """A command that tries to set every limit and prints, from another program, those that hold."""
    steps = [*_cpu(_CPU), f"ulimit -v {_capped(_MEMORY, resource.RLIMIT_AS, 1024)}", f"ulimit -f {_blocks()}"]
    script = "; ".join(f"{step} 2>/dev/null" for step in [*steps, "ulimit -c 0"])
    return [SHELL, "-c", f'{script}; exec "$@"', "probe", sys.executable, "-I", "-S", "-c", _READ_BACK]


def read_back(printed: bytes) -> Means:
    """What the output of `probe` proves; nothing, where it is not what the probe prints."""
    try:
        cpu, memory, file_size, core = json.loads(printed)
    except ValueError:
        return Means()
    return Means(
        cpu=0 < cpu[0] <= _CPU,
        memory=0 < memory[0] <= _MEMORY * 1024,
        block=next((unit for unit in _UNITS if file_size[0] == _blocks() * unit), 0),
        core=core == [0, 0],
    )


def script(means: Means, *, cpu: int, memory: int, file_size: int) -> str:
    """A script whose arguments are a command; it fails, and says so, where a limit cannot be set.

    `cpu` is in seconds (SIGXCPU then, SIGKILL one second later), `memory` and `file_size` are in bytes.
    """
    steps = list(_cpu(cpu)) if means.cpu else []
    if means.memory:
        steps.append(f"ulimit -v {_capped(memory // 1024, resource.RLIMIT_AS, 1024)}")
    if means.block:
        steps.append(f"ulimit -f {_capped(file_size // means.block, resource.RLIMIT_FSIZE, means.block)}")
    if means.core:
        steps.append("ulimit -c 0")
    own_variables = "unset PWD OLDPWD SHLVL _"  # a shell adds them to the environment that it was given
    return " && ".join([*steps, own_variables, 'exec "$@"'])


def _cpu(seconds: int) -> tuple[str, str]:
    """Soft before hard: the soft limit may at no time be above the hard one."""
    hard = _capped(seconds + 1, resource.RLIMIT_CPU, 1)
    return f"ulimit -St {min(seconds, hard)}", f"ulimit -Ht {hard}"


def _blocks() -> int:
    return _capped(_BLOCKS, resource.RLIMIT_FSIZE, max(_UNITS))


def _capped(wanted: int, which: int, unit: int) -> int:
    """`wanted` units, or what the hard limit allows where that is less: only root may raise it."""
    hard = resource.getrlimit(which)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard // unit)
