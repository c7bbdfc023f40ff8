"""What `rustc --explain` says of error codes, asked once and kept beside the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from borrowproof.bench import Choice
from borrowproof.cache import Cache, NoCache, key
from borrowproof.model import Toolchain
from borrowproof.pipeline import Options, cache_folder
from borrowproof.toolchain import ToolchainError, explanation, find


def explanations(codes: Iterable[str], base: Path, options: Options, judge: Toolchain | None) -> dict[str, str]:
    """The explanation of each code in the words of the compiler that judged; a code it cannot explain is left out.

    Empty where no compiler of this machine judged: the Rust Playground has no `--explain`, and another compiler's
    words are not its own.
    """
    if judge is None or options.backend is Choice.PLAYGROUND:
        return {}
    try:
        rustc = find(options.toolchain, base)
    except ToolchainError:
        return {}
    if rustc.toolchain != judge:
        return {}
    store = Cache(cache_folder(base)) if options.cached else NoCache()
    return gather(codes, store, judge, lambda code: explanation(rustc, code), options.jobs)


def gather(
    codes: Iterable[str], store: Cache | NoCache, judge: Toolchain, ask: Callable[[str], str | None], workers: int
) -> dict[str, str]:
    """The answers of `ask` to those codes that `store` does not know yet, and of `store` to the others."""

    def one(code: str) -> str | None:
        name = key(explanation=code, toolchain=judge.fingerprint)
        kept = store.get(name)
        if kept is not None and isinstance(kept.get("text"), str):
            return str(kept["text"])
        text = ask(code)
        if text is not None:
            store.put(name, {"text": text})
        return text

    wanted = sorted(set(codes))
    with ThreadPoolExecutor(workers) as pool:
        return {code: text for code, text in zip(wanted, pool.map(one, wanted), strict=True) if text is not None}
