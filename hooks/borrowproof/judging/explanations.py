"""What `rustc --explain` says of error codes, asked once and kept beside the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from borrowproof.backends.toolchain import ToolchainError, explanation, find
from borrowproof.judging.backend_selection import BackendName, BackendOptions
from borrowproof.model.compiler import Toolchain
from borrowproof.store.cache import Cache, NoCache, cache_key


def explanations(
    codes: Iterable[str],
    chosen: BackendOptions,
    judge: Toolchain | None,
    base: Path,
    store: Cache | NoCache,
    workers: int,
) -> dict[str, str]:
    """The explanation of each code in the words of the compiler that judged; a code it cannot explain is left out.

    Empty where no compiler of this machine judged: the Rust Playground has no `--explain`, and another compiler's
    words are not its own. `chosen` finds that compiler again, in `base`.
    """
    if judge is None or chosen.backend is BackendName.PLAYGROUND:
        return {}
    try:
        rustc = find(chosen.toolchain, base)
    except ToolchainError:
        return {}
    if rustc.toolchain != judge:
        return {}
    try:
        return look_up(codes, store, judge, lambda code: explanation(rustc, code), workers)
    except ToolchainError:
        return {}


def look_up(
    codes: Iterable[str], store: Cache | NoCache, judge: Toolchain, ask: Callable[[str], str | None], workers: int
) -> dict[str, str]:
    """The answers of `ask` to those codes that `store` does not know yet, and of `store` to the others.

    What `ask` raises ends it.
    """

    def one(code: str) -> str | None:
        name = cache_key(explanation=code, toolchain=judge.fingerprint)
        kept = store.get(name)
        if kept is not None and isinstance(kept.get("text"), str):
            return str(kept["text"])
        text = ask(code)
        if text is not None:
            store.put(name, {"text": text})
        return text

    wanted = sorted(set(codes))
    with ThreadPoolExecutor(workers) as pool:
        try:
            return {code: text for code, text in zip(wanted, pool.map(one, wanted), strict=True) if text is not None}
        except ToolchainError:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
