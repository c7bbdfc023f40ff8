"""How a compiler is asked what only its developers ask: `-Z` flags on a toolchain that is not nightly."""

from __future__ import annotations

from borrowproof.model.compiler import Toolchain


def permissions(toolchain: Toolchain) -> tuple[list[str], dict[str, str]]:
    """The flags and environment variables with which a toolchain takes `-Z` flags.

    One that is not nightly needs `RUSTC_BOOTSTRAP=1`; `-Zallow-features=` then keeps unstable language features as
    forbidden as they are without it.
    """
    if toolchain.nightly:
        return [], {}
    return ["-Zallow-features="], {"RUSTC_BOOTSTRAP": "1"}
