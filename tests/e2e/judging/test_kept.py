"""What is kept is true later: nothing that read more than its own text, and nothing that did not end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.backends.rustc import RUNNING, LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.judging import backend_selection
from borrowproof.model.outcome import Cause
from borrowproof.pipeline import Options
from borrowproof.store.location import cache_folder

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
PROJECT = '[tool.borrowproof]\nstrict = true\nedition = "2024"\n'

READERS = {
    "include_str": 'fn main() { print!("{}", include_str!("FILE")); }',
    "by another name": 'use core::include_str as text;\nfn main() { print!("{}", text!("FILE")); }',
    "include_bytes": 'fn main() { println!("{}", include_bytes!("FILE").len()); }',
    "include": 'fn main() { println!("{}", include!("FILE")); }',
    "include by another name": 'use std::include as i;\nfn main() { println!("{}", i!("FILE")); }',
    "a module that is not there": '#[path = "FILE.rs"]\nmod other;\nfn main() {}',
    "documentation": '#[doc = include_str!("FILE")]\nfn main() {}',
    "through a macro": 'macro_rules! m { ($n:ident) => { $n!("FILE") } }\nfn main() { print!("{}", m!(include_str)); }',
    "a variable": 'fn main() { println!("{}", env!("PATH")); }',
    "a variable that may be missing": 'fn main() { println!("{:?}", option_env!("SOME_VARIABLE")); }',
    "an assembler": 'std::arch::global_asm!(".section .rodata", ".incbin \\"FILE\\"", ".text");\nfn main() {}',
    "a library": '#[link(name = "c")]\nunsafe extern "C" {}\nfn main() {}',
}


@pytest.mark.parametrize("name", READERS)
def test_what_reads_more_than_its_text_is_not_kept(name: str, make_project: MakeProject, rustc: Rustc) -> None:
    """(A compiler that is contained sees no file but those of its toolchain; this one holds the expression `3`.)"""
    file = rustc.path.parents[1] / "lib" / "rustlib" / "rust-installer-version"
    assert file.read_text().strip() == "3"
    code = READERS[name].replace("FILE", str(file))
    home = make_project(
        {
            "pyproject.toml": PROJECT,
            "snippets/a/reads.rs": f"//@ compiles\n{code}\n",
            "snippets/a/builds.rs": f"//@ compiles no_run\n{code}\n// built\n",
            "snippets/a/fails.rs": f"//@ error E0308\n{code}\nconst _: u8 = 'x';\n",
            "snippets/a/plain.rs": "//@ compiles\nfn main() {}\n",
        }
    )
    for _ in range(2):
        found = {e.snippet.label: e for e in pipeline.verify([home], home).evidence}
        missing = name == "a module that is not there"
        assert missing or {e.verdict.differences for e in found.values() if e.verdict.not_checked is None} == {()}
        assert missing or found["reads"].verdict.not_checked is None
        assert [label for label, e in found.items() if e.cached and label != "plain"] == []
    assert found["plain"].cached


def test_what_timed_out_is_not_waited_for_again(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its text changes, or somebody asks for everything anew; and it stays what it is, not checked."""
    quick = partial(LocalBackend, running=replace(RUNNING, wall=1.0))
    monkeypatch.setattr(backend_selection, "LocalBackend", quick)
    loops = "//@ compiles\nfn main() { loop { std::thread::sleep(std::time::Duration::from_secs(9)); } }\n"
    home = make_project({"pyproject.toml": PROJECT, "snippets/a/loops.rs": loops})

    def verdict(cached: bool = True) -> tuple[Cause | None, bool, str]:
        [found] = pipeline.verify([home], home, Options(use_cache=cached)).evidence
        why = found.verdict.not_checked
        return (why.cause if why else None, found.cached, why.detail if why else "")

    first, again = verdict(), verdict()
    assert first[:2] == again[:2] == (Cause.TIMEOUT, False)
    assert "tried again when its text changes" in again[2]
    assert "tried again" not in first[2]
    assert "tried again" not in verdict(cached=False)[2]
    (home / "snippets/a/loops.rs").write_text(loops + "// changed\n")
    assert "tried again" not in verdict()[2]
    assert list(cache_folder(home).glob("??/*")) == []
