"""Sharing a crate changes nothing but time: every program's outcome is the one it has alone."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from borrowproof.backends import Answer
from borrowproof.backends.merging import eligibility, planning, rejections, type_depth
from borrowproof.backends.merging.shared_crate import SharedCrate
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Goal, Job, Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.pipeline import Options
from borrowproof.process import sandbox
from borrowproof.syntax import lexer
from tests.conftest import Once
from tests.merging import guards, recombination
from tests.merging.differential import alone, differing, job, merged, rejected, repeatable
from tests.merging.run_variants import PANICS_TWICE, RUN_VARIANTS
from tests.merging.variants import BORROWS, main, variants

HELLO = main('println!("hello");')
VARIANTS = {name: job(code) for name, code in variants().items()}
ALIKE = {name: j for name, j in VARIANTS.items() if eligibility.mergeable(j, remaps=True)}


def test_there_are_variants_enough_of_both_kinds() -> None:
    assert len(VARIANTS) >= 300
    assert len(ALIKE) >= 100
    assert len(VARIANTS) - len(ALIKE) >= 100


def test_variants_that_share_a_crate_are_what_they_are_alone(rustc: Rustc) -> None:
    """Twice, in other company: all of them, and the last first without every other one."""
    company = list(ALIKE.values())
    forth, back = merged(rustc, company), merged(rustc, company[::-2])
    answered = [j for j in company if forth[j] is not None or back.get(j) is not None]
    assert len(answered) > len(company) // 2, "hardly one shared a crate"
    apart = alone(rustc, answered)
    names = {j: name for name, j in ALIKE.items()}
    assert [names[j] for together in (forth, back) for j in differing(apart, together)] == []


@pytest.mark.prove
def test_all_variants_are_what_they_are_alone(rustc: Rustc) -> None:
    """Also those that the backend keeps apart, in one call with all others."""
    together = {j: repeatable(answer) for j, answer in LocalBackend(rustc, 3).judge(list(VARIANTS.values()))}
    apart = alone(rustc, VARIANTS.values())
    assert [name for name, j in VARIANTS.items() if together[j] != apart[j]] == []


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8))
def test_recombined_programs_are_what_they_are_alone(
    rustc: Rustc, snippets: tuple[Snippet, ...], once: Once, seed: int
) -> None:
    """Programs put together from the site's and from the examples in rustc's own explanations of its errors."""
    sources = once("merging-sources", lambda: _sources(snippets, rustc))
    jobs = [job(code) for code in recombination.programs(sources, seed, 400)]
    company = [j for j in dict.fromkeys(jobs) if eligibility.mergeable(j, remaps=True)]
    together = merged(rustc, company)
    answered = [j for j, answer in together.items() if answer is not None]
    assert len(answered) > 40
    assert differing(alone(rustc, answered), together) == []


@pytest.mark.prove
def test_programs_whose_run_could_tell_company_do_not(rustc: Rustc) -> None:
    company = [j for j in map(job, RUN_VARIANTS.values()) if eligibility.mergeable(j, remaps=True)]
    forth, back = merged(rustc, company), merged(rustc, company[::-2])
    answered = [j for j in company if forth[j] is not None or back.get(j) is not None]
    assert len(answered) > 40
    apart = alone(rustc, answered)
    assert [j.code for together in (forth, back) for j in differing(apart, together)] == []


def test_a_panic_that_cannot_unwind_is_shown_as_it_is_alone(rustc: Rustc) -> None:
    """It prints a backtrace, in which the shared crate would have no names."""
    jobs = [job(PANICS_TWICE), job(HELLO)]
    assert all(eligibility.mergeable(j, remaps=True) for j in jobs)
    together = merged(rustc, jobs)
    assert together[jobs[0]] is None
    assert isinstance(together[jobs[1]], Outcome)


# The same for those that the borrow checker rejects.


def test_rejected_variants_that_share_a_crate_are_what_they_are_alone(rustc: Rustc) -> None:
    company = [rejected(j.code) for j in ALIKE.values()]
    forth, back = merged(rustc, company), merged(rustc, company[::-2])
    answered = [j for j in company if forth[j] is not None or back.get(j) is not None]
    assert len(answered) > len(BORROWS) // 2, "hardly one was settled in company"
    apart = alone(rustc, answered)
    assert [j.code for together in (forth, back) for j in differing(apart, together)] == []


def test_rejected_snippets_of_the_site_are_the_same_merged_and_alone(
    snippets: tuple[Snippet, ...], rustc: Rustc
) -> None:
    errors = [s for s in snippets if s.expectation.kind is Kind.ERROR and s.edition in (None, NEWEST_EDITION)]
    company = [j for j in dict.fromkeys(rejected(s.code) for s in errors) if eligibility.mergeable(j, remaps=True)]
    together = merged(rustc, company)
    answered = [j for j, answer in together.items() if answer is not None]
    assert len(answered) > 60, "hardly one was settled in company"
    assert differing(alone(rustc, answered[::3]), {j: together[j] for j in answered[::3]}) == []


@pytest.mark.prove
def test_all_rejected_examples_are_the_same_merged_and_alone(
    rustc: Rustc, snippets: tuple[Snippet, ...], once: Once
) -> None:
    """All of the site and all in rustc's explanations, with those that are not rejected among them."""
    sources = once("merging-sources", lambda: _sources(snippets, rustc))
    company = [j for j in map(rejected, dict.fromkeys(sources)) if eligibility.mergeable(j, remaps=True)]
    together = merged(rustc, company)
    answered = [j for j, answer in together.items() if answer is not None]
    assert len(answered) > 100
    assert differing(alone(rustc, answered), {j: together[j] for j in answered}) == []


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 104))
def test_recombined_programs_are_rejected_as_they_are_alone(
    rustc: Rustc, snippets: tuple[Snippet, ...], once: Once, seed: int
) -> None:
    sources = once("merging-sources", lambda: _sources(snippets, rustc))
    jobs = dict.fromkeys(rejected(code) for code in recombination.programs(sources, seed, 800))
    together = merged(rustc, [j for j in jobs if eligibility.mergeable(j, remaps=True)])
    answered = [j for j, answer in together.items() if answer is not None]
    assert len(answered) > 10
    assert differing(alone(rustc, answered), {j: together[j] for j in answered}) == []


def test_if_paths_were_shown_the_comparison_would_be_red(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [rejected(code) for code in guards.NAMED_BY_PATH]
    assert set(merged(rustc, jobs).values()) == {None}
    monkeypatch.setattr(rejections, "_TELLS_COMPANY", re.compile("(?!)"))
    assert differing(alone(rustc, jobs), merged(rustc, jobs))


def test_if_errors_of_other_phases_were_taken_the_comparison_would_be_red(
    rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [rejected(code) for code in guards.LISTED]
    apart = alone(rustc, jobs)
    assert differing(apart, merged(rustc, jobs)) == []
    monkeypatch.setattr(rejections, "_is_borrow_error", lambda message: message["level"] == "error")
    assert differing(apart, merged(rustc, jobs))


def _sources(snippets: tuple[Snippet, ...], rustc: Rustc) -> list[str]:
    return [*(s.code for s in snippets), *recombination.examples(rustc)]


# Each guard is needed: without it, a program in company is judged wrongly, and this comparison sees it.


@pytest.mark.parametrize("name", eligibility.GUARDS)
def test_without_a_guard_the_comparison_is_red(rustc: Rustc, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    jobs = [job(code) for code in guards.WITNESSES[name]]
    assert not all(eligibility.mergeable(j, remaps=True) for j in jobs)
    without = {n: guard for n, guard in eligibility.GUARDS.items() if n != name}
    monkeypatch.setattr(eligibility, "GUARDS", MappingProxyType(without))
    assert all(eligibility.mergeable(j, remaps=True) for j in jobs), "another guard refuses it as well"
    assert differing(alone(rustc, jobs), merged(rustc, jobs))


def test_with_private_modules_the_comparison_is_red(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [job(code) for code in guards.PUBLIC]
    assert all(eligibility.mergeable(j, remaps=True) for j in jobs)
    apart = alone(rustc, jobs)
    assert differing(apart, merged(rustc, jobs)) == []
    public = SharedCrate.declarations
    monkeypatch.setattr(SharedCrate, "declarations", lambda crate: public(crate).replace("pub mod", "mod"))
    assert differing(apart, merged(rustc, jobs))


def test_if_names_in_the_executable_were_overlooked_the_comparison_would_be_red(
    rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a program that no guard keeps apart cannot print what its types are called in company."""
    jobs = [job(code) for code in guards.NAMED]
    apart, together = alone(rustc, jobs), merged(rustc, jobs)
    assert together[jobs[0]] is None
    assert together[jobs[1]] == apart[jobs[1]]
    monkeypatch.setattr(SharedCrate, "told_by_name", lambda *_: frozenset())
    assert differing(apart, merged(rustc, jobs))


@pytest.mark.parametrize(
    "name",
    [
        *("crate: a layout too deep", "crate: a trait of a type too deep", "crate: a name too deep"),
        *("crate: a deep call", "crate: deep references", "crate: many calls"),
    ],
)
def test_deep_types_are_judged_alone(name: str) -> None:
    assert eligibility.refused_by(VARIANTS[name].code) == "shallow types"


def test_types_that_grow_by_steps_are_judged_alone(rustc: Rustc) -> None:
    """Each of them would be taken for a program that runs, if it were built beside those that settle half of it."""
    jobs, settling = [job(code) for code in guards.DEEP_BY_STEPS], [job(code) for code in guards.SETTLING]
    assert {eligibility.refused_by(j.code) for j in jobs} == {"shallow types"}
    apart = alone(rustc, jobs)
    assert [isinstance(a, Outcome) and a.compiled for a in apart.values()] == [False] * len(jobs)
    together = merged(rustc, [*settling, *jobs])
    assert [isinstance(a := together[j], Outcome) and a.compiled for j in jobs] == [True] * len(jobs)


LAYERS = {
    "Option": "Option<{}>",
    "Vec": "Vec<{}>",
    "Box": "Box<{}>",
    "Arc": "std::sync::Arc<{}>",
    "&": "&'static {}",
    "(": "({},)",
    "[": "[{}; 1]",
    "RefCell": "std::cell::RefCell<{}>",
    "Mutex": "std::sync::Mutex<{}>",
    "RwLock": "std::sync::RwLock<{}>",
    "Result": "Result<{}, u8>",
    "HashMap": "std::collections::HashMap<u8, {}>",
    "BTreeMap": "std::collections::BTreeMap<u8, {}>",
    "HashSet": "std::collections::HashSet<{}>",
    "BTreeSet": "std::collections::BTreeSet<{}>",
    "VecDeque": "std::collections::VecDeque<{}>",
    "LinkedList": "std::collections::LinkedList<{}>",
    "BinaryHeap": "std::collections::BinaryHeap<{}>",
    "OnceLock": "std::sync::OnceLock<{}>",
    "LazyLock": "std::sync::LazyLock<{}>",
    "IntoIter": "std::vec::IntoIter<{}>",
    "Receiver": "std::sync::mpsc::Receiver<{}>",
    "JoinHandle": "std::thread::JoinHandle<{}>",
    "Rev": "std::iter::Rev<{}>",
    "Zip": "std::iter::Zip<std::ops::Range<u8>, {}>",
    "Once": "std::iter::Once<{}>",
    "ManuallyDrop": "std::mem::ManuallyDrop<{}>",
    "Pin": "std::pin::Pin<&'static {}>",
    "Poll": "std::task::Poll<{}>",
}
_ASKING = (
    '#![allow(unused)]\nfn ask<T: Send>() { let x: Option<T> = None; println!("{}", std::mem::size_of::<T>()); }\n'
)


def test_a_layer_costs_no_more_levels(rustc: Rustc, tmp_path: Path) -> None:
    """With as many layers of each kind as one program may have, a crate of its own is built."""

    def nested(layer: str, levels: int) -> str:
        text = "u8"
        for _ in range(levels // type_depth.LEVELS.get(layer, type_depth.OTHER)):
            text = LAYERS[layer].format(text)
        return f"ask::<{text}>();"

    def builds(levels: int, *layers: str) -> bool:
        (tmp_path / "main.rs").write_text(_ASKING + main("\n".join(nested(layer, levels) for layer in layers)))
        argv = [str(rustc.path), "--edition", "2024", "--emit", "obj", "-o", "built.o", "main.rs"]
        return subprocess.run(argv, cwd=tmp_path, check=False, capture_output=True).returncode == 0

    assert builds(type_depth.DEEPEST, *LAYERS)
    assert not builds(3 * type_depth.DEEPEST // 2, "Vec")


@pytest.mark.parametrize(
    "name",
    [
        *("type_id of what a thread threw", "an address within std", "a waker", "a waker by inference"),
        *("an address by a format put together", "an address by a format of tokens"),
        *("an address by an escape", "an address by a long escape"),
    ],
)
def test_what_tells_by_a_detour_is_judged_alone(name: str) -> None:
    assert not eligibility.mergeable(VARIANTS[f"telling: {name}"], remaps=True)


def test_what_rustc_says_only_where_it_makes_code_is_said_of_rejected_programs(rustc: Rustc) -> None:
    """As it is to whoever builds them: a lint of MIR is part of it, in company and alone."""
    jobs = [rejected(BORROWS[name]) for name in ("an overflow besides", "a String", "a Vec")]
    judged = {j: repeatable(answer) for j, answer in LocalBackend(rustc, 1).judge(jobs)}
    assert judged == alone(rustc, jobs)
    assert isinstance(said := judged[jobs[0]], Outcome)
    assert {d.code for d in said.errors} == {"E0382", "arithmetic_overflow"}


def test_a_text_that_holds_the_name_of_a_module_is_shown_as_it_is(rustc: Rustc) -> None:
    texts = [BORROWS[f"the name of a module in a {place}"] for place in ("text", "comment")]
    jobs = [rejected(code) for code in (*texts, BORROWS["a String"], BORROWS["a Vec"])]
    judged = {j: repeatable(answer) for j, answer in LocalBackend(rustc, 1).judge(jobs)}
    assert judged == alone(rustc, jobs)
    assert not any(eligibility.mergeable(j, remaps=True) for j in jobs[:2])


def test_if_warnings_were_overheard_the_comparison_would_be_red(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [job(code) for code in guards.SILENT]
    apart = alone(rustc, jobs)
    assert differing(apart, merged(rustc, jobs)) == []
    honest = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **k: replace(honest(*a, **k), stderr=b""))
    assert differing(apart, merged(rustc, jobs))


@pytest.mark.parametrize(
    "evil",
    [
        'let p = std::fs::read_link("/proc/self/exe").unwrap(); let n = p.with_extension("new");'
        ' std::fs::copy("/bin/true", &n).unwrap(); std::fs::rename(&n, &p).unwrap();',
        "std::fs::remove_file(std::env::current_exe().unwrap()).unwrap();",
    ],
    ids=["replaced", "removed"],
)
def test_what_a_program_does_to_its_executable_no_other_sees(rustc: Rustc, evil: str) -> None:
    """The guards keep such a program away from others; here it is put among them nevertheless."""
    jobs = [job(main(evil)), *(job(main(f"assert_eq!(1, {n});")) for n in (1, 2, 3))]
    assert not eligibility.mergeable(jobs[0], remaps=True)
    together = merged(rustc, jobs)
    # Whether it may do so at all depends on how it is contained here.
    others = {j: together[j] for j in jobs[1:]}
    assert alone(rustc, others) == others
    assert [isinstance(a, Outcome) and a.exit for a in others.values()] == [0, 101, 101]


# What is merged at all, and how.


def test_passing_snippets_of_the_site_are_the_same_merged_and_alone(
    snippets: tuple[Snippet, ...], rustc: Rustc
) -> None:
    runs = [s for s in snippets if s.expectation.kind in (Kind.RUNS, Kind.PANICS)]
    jobs = [job(s.code, s.edition or NEWEST_EDITION) for s in runs]
    alike = [j for j in dict.fromkeys(jobs) if eligibility.mergeable(j, remaps=True) and j.edition is NEWEST_EDITION]
    assert len(alike) > len(runs) * 9 // 10, "the guards keep too many apart"
    some = alike[::16]  # each costs a whole rustc by itself
    together = merged(rustc, some)
    assert sum(answer is None for answer in together.values()) <= 2, "the shared crate was hardly used"
    assert differing(alone(rustc, some), together) == []


def test_a_program_in_company_prints_its_location_as_it_does_alone(rustc: Rustc) -> None:
    jobs = [job(main('panic!("here");')), job(main('let _ = std::panic::catch_unwind(|| panic!("x"));')), job(HELLO)]
    together = merged(rustc, jobs)
    assert isinstance(panicked := together[jobs[0]], Outcome)
    assert "src/main.rs:2:5" in panicked.stderr
    assert differing(alone(rustc, jobs), together) == []


def test_an_older_rustc_cannot_rename_files() -> None:
    releases = ("1.94.1", "1.95.0", "1.97.0-nightly", "2.0.0")
    assert [eligibility.can_remap(release) for release in releases] == [False, True, True, True]
    assert not eligibility.mergeable(job(main("dbg!(1);")), remaps=False)
    assert not eligibility.mergeable(replace(job(HELLO), prints_its_location=True), remaps=False)
    assert eligibility.mergeable(job(HELLO), remaps=False)


@pytest.mark.parametrize(
    "asked",
    [
        replace(job(HELLO), goal=Goal.REJECT),
        replace(job(HELLO), goal=Goal.BUILD),
        replace(job(HELLO), lints=("unused_variables",)),
        replace(job(HELLO), test_harness=True),
        replace(job(HELLO), edition=Edition.E2015),
    ],
    ids=str,
)
def test_only_plain_runs_are_merged(asked: Job) -> None:
    assert eligibility.mergeable(job(HELLO), remaps=True)
    assert not eligibility.mergeable(asked, remaps=True)


def test_editions_are_never_mixed(rustc: Rustc) -> None:
    codes = (HELLO, main("let gen = 1; let _ = gen;"), main('let f = async || 1; let _ = f; println!("async");'))
    jobs = [job(code, e) for code in codes for e in (Edition.E2018, Edition.E2021, Edition.E2024)]
    groups = list(planning.plan(jobs, Options().jobs, remaps=True))
    assert min(map(len, groups)) > 1
    assert all(len({j.edition for j in group}) == 1 for group in groups)
    together = {j: repeatable(answer) for j, answer in LocalBackend(rustc, 3).judge(jobs)}
    assert together == alone(rustc, jobs)
    assert len({isinstance(o, Outcome) and o.compiled for o in together.values()}) == 2


def test_a_sibling_that_is_rejected_hurts_nobody(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Job] = []
    honest = LocalBackend._alone

    def spy(self: LocalBackend, asked: Job) -> Answer:
        sent.append(asked)
        return honest(self, asked)

    monkeypatch.setattr(LocalBackend, "_alone", spy)
    plain = [job(main(f'println!("{n}");')) for n in range(5)]
    wrong = job(main('let s = String::new(); drop(s); println!("{s}");'))
    together = dict(LocalBackend(rustc, 1).judge([*plain, wrong]))
    assert sent == [wrong]
    assert [isinstance(a := together[j], Outcome) and a.stdout for j in plain] == [f"{n}\n" for n in range(5)]
    assert isinstance(why := together[wrong], Outcome)
    assert why.codes == {"E0382"}


def test_an_executable_without_its_mark_is_not_run() -> None:
    crate = SharedCrate.of([job(HELLO), job(main())])
    mark = crate.mark.encode()
    assert crate.executable_for(b"a" + mark + b"0000b", 1) == b"a" + mark + b"0001b"
    for built in (b"", mark * 2):
        with pytest.raises(ValueError, match="exactly once"):
            crate.executable_for(built, 0)


TOKENS = """
macro_rules! each {{
    ($($t:tt)*) => {{ $(one!($t);)* }};
}}
macro_rules! one {{
    (($($t:tt)*)) => {{ println!("("); each!($($t)*); println!(")"); }};
    ([$($t:tt)*]) => {{ println!("["); each!($($t)*); println!("]"); }};
    ({{$($t:tt)*}}) => {{ println!("{{{{"); each!($($t)*); println!("}}}}"); }};
    ($t:tt) => {{ println!("{{}}", stringify!($t)); }};
}}
fn main() {{
    each! {{ {text} }}
}}
"""


@pytest.mark.parametrize(
    "text",
    [
        '"a"r #"b"# \'a \'b\' \'c\'d b\'e\' b"f" br"g" br#"h"i"# r#"j"# r"k"l',
        "1.0 1.max(2) 0x1Fu8 1e3 1_000 1.0e-5f64 x.0 'r#a r#fn /* c /* d */ e */ (f [g {h}]) // i",
        'c"a" cr#"b"# \'\\\'\' \'\\\\\' \'\\u{1F600}\' "\\"" "\\\\" é @ # $ ? ~',
    ],
)
def test_tokens_are_those_of_rustc(rustc: Rustc, tmp_path: Path, text: str) -> None:
    """`stringify!` says what one token is for rustc; signs that it joins (`=>`) are left out here."""
    (tmp_path / "main.rs").write_text(TOKENS.format(text=text + "\n"), encoding="utf-8")
    argv = [str(rustc.path), "--edition", "2021", "-o", "tokens", "main.rs"]
    subprocess.run(argv, cwd=tmp_path, check=True, capture_output=True)
    said = subprocess.run([tmp_path / "tokens"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [text[t.start : t.end] for t in lexer.lex(text) if t.kind not in lexer.COMMENTS] == said
