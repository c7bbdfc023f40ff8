"""The reports of all shards give exactly the whole, and nothing else is taken for it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from borrowproof import report
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.library import Crates
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.shard import Shard, Share, parse_shard
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report.merge import CannotMerge, merge
from borrowproof.sources.collect import Sources
from borrowproof.sources.sharding import of_shard
from borrowproof.store.codec import DecodingError

NAMES = tuple(f"snippets/moves/program{number}.rs" for number in range(30))
RUSTC = Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "1.95.0")


def snippet_of(name: str) -> Snippet:
    return Snippet(name, Origin(name, 1), "fn main() {}", (Origin(name, 1),), Expectation(Kind.RUNS))


def evidence_of(snippet: Snippet) -> Evidence:
    outcome = Outcome(Edition.E2024, (), True, 0, snippet.id, "", 0.03)
    return Evidence(snippet, Verdict(Status.MATCHED), outcome, RUSTC)


def whole() -> Sources:
    return Sources(tuple(snippet_of(name) for name in NAMES), (), (Problem(Origin("docs/a.md", 3), "wrong", "mend"),))


def shards(total: int, sources: Sources | None = None) -> list[tuple[str, Run]]:
    """What each machine reports, read from the JSON that it wrote."""
    found = []
    for number in range(1, total + 1):
        part, share = of_shard(sources or whole(), Shard(number, total))
        run = Run(tuple(map(evidence_of, part.snippets)), problems=part.problems, toolchain=RUSTC, share=share)
        found.append((f"{number}.json", report.load_part(json.loads(report.text_of(report.dump(run))))))
    return found


@pytest.mark.parametrize("total", [1, 2, 7])
def test_all_shards_are_the_whole(total: int) -> None:
    found = merge(list(reversed(shards(total))))
    assert [e.snippet.id for e in found.evidence] == list(NAMES)
    assert found.evidence == tuple(map(evidence_of, whole().snippets))
    assert found.problems == whole().problems
    assert (found.share, found.toolchain) == (None, RUSTC)


def test_every_snippet_is_in_one_shard_and_an_edit_moves_no_other() -> None:
    parts = [{s.id for s in of_shard(whole(), Shard(number, 4))[0].snippets} for number in range(1, 5)]
    assert sorted(name for part in parts for name in part) == sorted(NAMES)
    assert min(map(len, parts)) > 2
    less = Sources(whole().snippets[5:], (), ())
    assert [{s.id for s in of_shard(less, Shard(n, 4))[0].snippets} for n in range(1, 5)] == [
        part - set(NAMES[:5]) for part in parts
    ]


def test_what_continues_a_fence_stays_with_it() -> None:
    chain = [snippet_of("docs/a.md:1")]
    chain += [replace(snippet_of(f"docs/a.md:{line}"), continues=f"docs/a.md:{line - 1}") for line in range(2, 12)]
    sizes = [len(of_shard(Sources(tuple(chain), (), ()), Shard(number, 3))[0].snippets) for number in (1, 2, 3)]
    assert sorted(sizes) == [0, 0, 11]


def edited(change: Callable[[Share], Share]) -> Callable[[list[tuple[str, Run]]], list[tuple[str, Run]]]:
    """All reports, the last of them with another share."""

    def done(found: list[tuple[str, Run]]) -> list[tuple[str, Run]]:
        file, run = found[-1]
        assert run.share is not None
        return [*found[:-1], (file, replace(run, share=change(run.share)))]

    return done


def with_last(change: Callable[[Run], Run]) -> Callable[[list[tuple[str, Run]]], list[tuple[str, Run]]]:
    return lambda found: [*found[:-1], (found[-1][0], change(found[-1][1]))]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda found: found[:2], r"shard 3/3 is missing"),
        (lambda found: found[1:2], r"shard 1/3, 3/3 is missing"),
        (lambda found: [*found, found[1]], r"2\.json and 2\.json are both shard 2/3"),
        (
            lambda found: [*found[:2], *shards(4)[2:3]],
            r"3\.json is of a check in other parts than 1\.json: of 4, not of 3",
        ),
        (with_last(lambda run: replace(run, share=None)), r"3\.json is the report of a whole check"),
        (with_last(lambda run: replace(run, evidence=run.evidence[1:])), r"no report has `snippets/moves/"),
        (
            with_last(lambda run: replace(run, evidence=(*run.evidence, evidence_of(snippet_of("snippets/x.rs"))))),
            r"3\.json has `snippets/x\.rs`, which is no snippet of the whole",
        ),
        (
            with_last(lambda run: replace(run, toolchain=replace(RUSTC, release="1.96.0"))),
            r"3\.json is by another compiler than 1\.json: .*1\.96\.0.*, not .*1\.95\.0",
        ),
        (with_last(lambda run: replace(run, toolchain=None)), r"3\.json is by another compiler than 1\.json: none"),
        (with_last(lambda run: replace(run, evidence=(*run.evidence, run.evidence[0]))), r"3\.json has `.*` twice"),
        (
            lambda found: [*found[:2], (found[2][0], replace(found[2][1], evidence=found[1][1].evidence))],
            r"3\.json has `.*`, which is of another shard",
        ),
        (edited(lambda share: replace(share, engine="9.9")), r"3\.json is by another borrowproof than 1\.json: 9\.9"),
        (
            edited(lambda share: replace(share, digest="0" * 64)),
            r"3\.json is of other sources than 1\.json: 0{12}, not",
        ),
    ],
)
def test_what_is_no_whole_is_refused(
    spoil: Callable[[list[tuple[str, Run]]], list[tuple[str, Run]]], said: str
) -> None:
    with pytest.raises(CannotMerge, match=said):
        merge(spoil(shards(3)))


def test_any_edit_is_another_source() -> None:
    changed = replace(whole().snippets[4], code="fn main() {}  // another\n")
    edited_sources = replace(whole(), snippets=(*whole().snippets[:4], changed, *whole().snippets[5:]))
    with pytest.raises(CannotMerge, match="is of other sources"):
        merge([shards(2)[0], shards(2, edited_sources)[1]])


def test_a_part_is_never_read_as_a_whole() -> None:
    part = shards(2)[0][1]
    with pytest.raises(DecodingError, match="shard 1/2 alone"):
        report.load(report.dump(part))
    assert "shard 1/2: " in report.summary(part)


@pytest.mark.parametrize("text", ["1/1001", f"1/{10**30}", "0/2", "3/2", "2", "a/b", "1/0", "-1/2", "1/2/3", "²/3", ""])
def test_a_mistyped_shard_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="expected a shard such as 2/8"):
        parse_shard(text)


def test_missing_shards_are_counted_where_they_are_many() -> None:
    with pytest.raises(CannotMerge, match=r"shard 2/40, 3/40, 4/40, 5/40, 6/40 and 34 more is missing"):
        merge(shards(40)[:1])


def test_another_machine_knows_crates_by_their_digest_alone() -> None:
    own = Crates("digest", ("-L", "/home/a"), frozenset({"helper"}), files=(("/home/a/libhelper.rlib", (1, 2, 3)),))
    other = replace(own, arguments=("-L", "/home/b"), files=(("/home/b/libhelper.rlib", (4, 5, 6)),))
    here, there = (Sources(tuple(replace(s, crates=c) for s in whole().snippets), (), ()) for c in (own, other))
    found = merge([shards(2, here)[0], shards(2, there)[1]])
    assert {e.snippet.crates for e in found.evidence} == {own}
    assert "/home/" not in report.text_of(report.dump(found))


@pytest.mark.parametrize("name", ["summary", "warnings", "date", "snippets", "blocks", "share"])
@pytest.mark.parametrize("value", [None, 5, "text", [5], {}])
def test_what_is_no_report_is_never_an_error_of_ours(name: str, value: object) -> None:
    spoilt = report.dump(shards(2)[0][1]) | {name: value}
    with contextlib.suppress(DecodingError, CannotMerge):
        merge([("1.json", report.load_part(spoilt)), shards(2)[1]])
