"""A stand-in for the Rust Playground: its HTTP API on loopback, judged by this machine's own cargo.

    with Playground(timeout=2) as server:
        server.fault(Fault.BAD_GATEWAY, times=2, path="/execute")
        ...  # talk to server.url
        assert server.peak == 1

What it answers is what the Playground's source says that it would: the same fields, statuses, messages and
framing, real compilers, real programs, real kills. What is missing here is missing in the answer too: without a
beta toolchain the beta channel is an infrastructure error, without Miri cargo says that there is no such command.
"""

from tests.playground.faults import Fault
from tests.playground.log import Received
from tests.playground.server import Playground

__all__ = ["Fault", "Playground", "Received"]
