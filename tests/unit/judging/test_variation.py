"""Which programs are run several times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging.variation import RUNS, runs
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet


def snippet(body: str, stdout: str | None = "1\n") -> Snippet:
    code = f"fn main() {{ {body} }}\n"
    return Snippet("a", Origin("a.rs", 1), code, (), Expectation(Kind.RUNS, stdout=stdout))


@pytest.mark.parametrize(
    "body",
    [
        "let t = std::time::Instant::now();",
        "let m: HashMap<u8, u8> = HashMap::new();",
        "std::thread::spawn(|| ()).join();",
        'println!("{:p}", &1);',
        'println!("{a:#p}");',
        "let p = &raw const x;",
        "let p = x as *const u8 as usize;",
        "std::process::id();",
        "std::env::vars();",
    ],
)
def test_what_may_vary_is_run_several_times_where_an_output_is_recorded(body: str) -> None:
    assert runs(snippet(body)) == RUNS
    assert runs(snippet(body, stdout=None)) == 1


@pytest.mark.parametrize(
    "body",
    ["let a = 6 * 7;", 'println!("HashMap, Instant");', "// HashMap", "let hash_map = 1;", "let a = *b * c;"],
)
def test_what_cannot_is_run_once(body: str) -> None:
    assert runs(snippet(body)) == 1


def test_an_empty_output_is_recorded_as_well() -> None:
    assert runs(replace(snippet("let m = HashMap::new();", stdout=""))) == RUNS
