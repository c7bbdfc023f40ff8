"""What the handbook says of rustc's codes and messages, held against rustc: its own examples are the programs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from borrowproof.backends.diagnostics import parse
from borrowproof.backends.toolchain import CodeStatus, Rustc, explanation
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.site.errors import handbook
from borrowproof.site.errors.catalogue import entry_id
from borrowproof.site.errors.handbook import Handbook, Kind, canonical
from borrowproof.sources import rustdoc
from tests.paths import ROOT

NOWHERE = Origin("", 1)
# Where rustc's explanation of a retired code has no example, or one that no longer shows all that it was about.
PROGRAMS = {
    "E0110": "type A = u32<'static>;",
    "E0139": "fn f<T>(x: T) -> usize { unsafe { std::mem::transmute::<T, usize>(x) } }",
    "E0301": "fn f(mut o: Option<i32>) { match o { Some(_) if o.take().is_none() => {} _ => {} } }",
    "E0302": "fn f(mut o: Option<i32>) { match o { Some(_) if { o = None; false } => {} _ => {} } }",
    "E0386": "fn f() { let mut x = 1; let mut r = &mut x; let a = &r; **a = 2; }",
    "E0388": "static X: i32 = 1; fn f() { X = 3; } fn g() { let _r = &mut X; }",
    "E0477": "trait Q<'a>: 'a {} struct W<'a>(&'a i32); impl<'a, 'b> Q<'a> for W<'b> {}",
    "E0482": "fn f<'a>(w: &'a [u8]) -> impl Iterator<Item = String> + use<> { w.iter().map(|_| String::new()) }",
    "E0504": 'fn f() { let s = String::new(); let r = &s; let c = move || s.len(); c(); println!("{r}"); }',
    "E0729": "fn f() {}",
    "E0008": "fn f() { match Some(String::new()) { Some(s) if s.is_empty() => drop(s), _ => {} } }",
    "E0101": "fn f() { let x = |_| {}; }",
    "E0102": "fn f() { let x = None; }",
    "E0314": "fn f() -> impl Fn() -> i32 { let y = 1; || y }",
    "E0474": "fn f<'a>(x: &'a i32) -> Box<dyn Fn() -> i32> { let y = 1; Box::new(|| y + *x) }",
    "E0490": "fn f<'a, 'b>(y: &'b ()) { let x: &'a _ = &y; }",
}
FOR_BEING_OLD = {"E0557", "E0782"}  # a feature gate that is no more, and `Trait` without `dyn`
# Of the codes that lifetime checks had before rustc's present ones.
OF_OLD = """fn one<'a>(x: &'a str) -> &'a str { x } fn f<'a, 'b>(b: &'b str) -> &'a str { one(b) }
fn g<'a>() { let s = String::new(); let r: &'a String = &s; }
fn h() { let r: &str = String::new().as_str(); drop(r); }"""


@pytest.fixture(scope="module")
def known() -> Handbook:
    return handbook.read((ROOT / "docs/errors/errors.toml").read_text(encoding="utf-8"), "docs/errors/errors.toml")


def compiled(rustc: Rustc, folder: Path, programs: Mapping[str, str]) -> dict[str, tuple[Diagnostic, ...]]:
    """What rustc says of each program, in edition 2024 and with every feature gate open."""

    def one(item: tuple[str, str]) -> tuple[str, tuple[Diagnostic, ...]]:
        name, code = item
        home = folder / name
        home.mkdir()
        (home / "main.rs").write_text(code, encoding="utf-8")
        emit = ["--emit", "metadata", "--crate-type", "lib" if "fn main(" not in code else "bin", "--out-dir", "."]
        argv = [str(rustc.path), "--edition", "2024", "--error-format=json", "-Aunused", *emit, "main.rs"]
        env = {"RUSTC_BOOTSTRAP": "1", "LC_ALL": "C", "PATH": "/usr/bin:/bin"}
        done = subprocess.run(argv, cwd=home, env=env, capture_output=True, text=True, timeout=60, check=False)
        return name, parse(done.stderr, ["main.rs"])

    with ThreadPoolExecutor(3) as pool:
        return dict(pool.map(one, programs.items()))


def explained(rustc: Rustc, codes: Iterable[str]) -> dict[str, str]:
    """What rustc explains of each code; nothing where it knows none."""
    wanted = list(codes)
    with ThreadPoolExecutor(3) as pool:
        return dict(zip(wanted, pool.map(lambda code: explanation(rustc, code) or "", wanted), strict=True))


def status(text: str) -> CodeStatus:
    return CodeStatus.of(0 if text else 1, text)


def examples(texts: Mapping[str, str]) -> dict[str, str]:
    found = {code: example(text) for code, text in texts.items()}
    return {code: program for code, program in found.items() if program is not None}


def example(text: str) -> str | None:
    """The first program of an explanation, as rustdoc would compile it."""
    found = re.search(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return rustdoc.wrap_in_main([SourceLine(line, NOWHERE) for line in found[1].split("\n")]).code if found else None


def said(diagnostics: tuple[Diagnostic, ...], known: Handbook) -> set[str]:
    """The errors, and the lints that the handbook has, without what old code gets for being old."""
    lints = {entry.id for entry in known.entries if entry.kind is Kind.LINT}
    found = {entry_id(d, known) for d in diagnostics if d.spans and (d.level is Level.ERROR or d.code in lints)}
    return found - FOR_BEING_OLD


def test_old_codes_are_old_and_their_programs_get_what_the_handbook_says(
    rustc: Rustc, known: Handbook, tmp_path: Path
) -> None:
    texts = explained(rustc, [r.code for r in known.retired])
    for retired in known.retired:
        assert status(texts[retired.code]) is (CodeStatus.RETIRED if retired.known else CodeStatus.UNKNOWN), retired
    quoted = examples(texts)
    unshown = {code: OF_OLD for code in texts if code not in quoted and code not in PROGRAMS}
    ours = {f"{code} of ours": program for code, program in (PROGRAMS | unshown).items()}
    answers = compiled(rustc, tmp_path, quoted | ours)
    for retired in known.retired:
        gets = said((*answers.get(retired.code, ()), *answers.get(f"{retired.code} of ours", ())), known)
        assert gets == set(retired.now), retired.code


def test_retired_codes_about_other_things_are_not_given(rustc: Rustc, known: Handbook, tmp_path: Path) -> None:
    """Whatever `--explain` says: it calls E0516 retired, which rustc 1.95 gives."""
    texts = explained(rustc, known.elsewhere)
    assert {status(text) for text in texts.values()} == {CodeStatus.RETIRED}
    answers = compiled(rustc, tmp_path, examples(texts))
    assert len(answers) > 60
    assert [code for code, found in answers.items() if code in {d.code for d in found}] == []


def test_rustcs_own_examples_get_the_messages_that_the_handbook_lists(
    rustc: Rustc, known: Handbook, tmp_path: Path
) -> None:
    """Of explanations whose example still gets its code as it stands; those that need another edition do not count."""
    entries = {entry.id: entry for entry in known.entries if entry.kind is Kind.CODE}
    texts = explained(rustc, entries)
    assert [code for code, text in texts.items() if status(text) is not CodeStatus.EMITTED] == []
    answers = compiled(rustc, tmp_path, examples(texts))
    own = {(code, canonical(d.message)) for code, found in answers.items() for d in found if d.code == code}
    assert len({code for code, _ in own}) > 90
    assert sorted((code, m) for code, m in own if m not in map(canonical, entries[code].says)) == []
