"""The error catalogue: what people wrote about errors, joined with what programs show and what rustc explains."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.judging.backend_selection import BackendName, BackendOptions
from borrowproof.judging.explanations import explanations, look_up
from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.site import rendered_blocks
from borrowproof.site.errors import handbook, pages, panels
from borrowproof.site.errors.catalogue import OTHERS, Catalogue, build_catalogue, page_title
from borrowproof.site.errors.explanation import explanation_html
from borrowproof.site.errors.gaps import gaps
from borrowproof.site.errors.handbook import HandbookError, canonical
from borrowproof.site.errors.lookup import data_script, index_html, lookup_data
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.evidence_page import plain_links
from borrowproof.site.figure.diagnostics import code_link
from borrowproof.store.cache import Cache, NoCache

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]

TEXT = """\
elsewhere = ["E0001"]
[families]
moves = "Moves & drops"
lifetimes = "Lifetimes"
[code.E0382]
family = "moves"
title = "Used after it moved"
says = ["borrow of moved value: `_`", "use of moved value: `_`", "a", "b"]
rule = "One `owner` <only>."
ways = ["Lend it: `&x`."]
near = { E0505 = "it is `borrowed`" }
see = ["own/moves.md"]
[code.E0505]
family = "moves"
title = "Moved while borrowed"
says = ["cannot move out of `_` because it is borrowed"]
rule = "It may not."
ways = []
[message.lifetime-short]
family = "lifetimes"
title = "Promised too long"
says = ["lifetime may not live long enough"]
rule = "It does."
ways = []
[lint.unused_mut]
family = "lifetimes"
title = "mut for nothing"
says = ["variable does not need to be mutable"]
rule = "Leave it."
ways = []
[retired]
E0007 = { now = ["E0382", "E0999"] }
E0303 = { now = [], note = "It `binds`." }
[gone]
E0490 = { now = ["lifetime-short"] }
"""
PAGE = "docs/errors/E0382.md"
CODELESS = Diagnostic(Level.ERROR, None, "lifetime may not live long enough")
LINT = Diagnostic(Level.WARNING, "unused_mut", "variable does not need to be mutable")
UNWRITTEN = Diagnostic(Level.ERROR, None, "some `thing` went wrong in 3 ways", (Span(1, 1, 1, 3, primary=True),))


@pytest.fixture
def make_catalogue(make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic) -> Callable[..., Catalogue]:
    """An catalogue of a few programs, each on a page: `make(TEXT, [moved], ...)`."""

    def make(
        text: str = TEXT, *shown: Iterable[Diagnostic], status: Status = Status.MATCHED, pages: str = "own/moves"
    ) -> Catalogue:
        code = "fn main() {\n    let a = f();\n    let b = a;\n    g(a <b>);\n}"
        evidence = [
            make_evidence(code, name=f"snippets/m/p{n}.rs", kind=Kind.ERROR, diagnostics=said, status=status)
            for n, said in enumerate(shown or ([moved],))
        ]
        where = [f"docs/{page}.md" for page in pages.split()] * len(evidence)
        blocks = tuple(make_block(e, n, page=where[n - 3]) for n, e in enumerate(evidence, 3))
        judge = Toolchain("1.95.0", "h", "f")
        titles = {"docs/own/moves.md": "Moves & more", "docs/errors/index.md": "Find"}

        def explain(codes: Iterable[str]) -> dict[str, str]:
            return {code: f"About {code}.\n\n```\nfn main() {{}} // <here>\n```\n" for code in codes if code == "E0382"}

        known = handbook.read(text, "docs/errors/errors.toml")
        return build_catalogue(
            EvidenceIndex(Run(tuple(evidence), blocks, toolchain=judge)), known, "docs/errors", titles, explain
        )

    return make


def html_of(catalogue: Catalogue, name: str) -> str:
    return panels.around_page(name, "<p>WRITTEN</p>", catalogue, plain_links(f"docs/errors/{name}.md"))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("family = ", "familly = "),
            "docs/errors/errors.toml:5: E0382: unknown key `familly`; did you mean `family`",
        ),
        (
            ('family = "moves"', 'family = "move"'),
            "unknown family `move`; did you mean `moves`? valid: moves",
        ),
        (("[code.E0382]", "[cod.E0382]"), "unknown table `cod`; did you mean `code`?"),
        (("[code.E0382]", "[lint.E0382]"), "`E0382` does not belong under `lint`; codes look like E0382"),
        (("[message.lifetime-short]", "[code.lifetime-short]"), "`lifetime-short` does not belong under `code`"),
        (('title = "Used after it moved"\n', ""), "docs/errors/errors.toml:5: E0382: `title` is missing"),
        (('ways = ["Lend it: `&x`."]', "ways = [3]"), "`ways` must be a list of text, found [3]"),
        (('rule = "One', 'rule = ["One"]\n#'), "`rule` must be a str of text"),
        (("near = { E0505", "near = { E0506"), "`near` names `E0506`, which has no entry"),
        (("[families]", "[families"), "not valid TOML"),
        (("E0007 = { now = [", 'E0007 = { now = ["e0382", '), "docs/errors/errors.toml:32: E0007: `now` names `e0382`"),
        (("E0007 = {", "E7 = {"), "`E7` is no error code; codes look like E0382"),
        (("E0007 = {", "E0382 = {"), "E0382 is retired and has an entry; keep one of the two"),
        (('elsewhere = ["E0001"]', "elsewhere = [1]"), "elsewhere: 1 is no error code"),
        (("[gone]\nE0490 = { now", "[gone]\nE0490 = { then"), "unknown key `then`; valid: now, note"),
        (("[gone]\nE0490 = {", "[gone]\nE0490 = 3 #"), "expected a table with now, found 3"),
    ],
)
def test_a_mistake_in_the_handbook_is_told_with_its_line(change: tuple[str, str], problem: str) -> None:
    assert TEXT.count(change[0]) >= 1
    with pytest.raises(HandbookError, match=re.escape(problem)):
        handbook.read(TEXT.replace(*change, 1), "docs/errors/errors.toml")


def test_a_lesson_that_is_no_page_is_a_mistake(make_catalogue: Callable[..., Catalogue]) -> None:
    with pytest.raises(HandbookError, match=r"E0382: `see` names `own/move.md`, which is no page of docs/"):
        make_catalogue(TEXT.replace("own/moves.md", "own/move.md"))


def test_names_and_numbers_are_left_out_of_a_message() -> None:
    assert canonical("takes 1 argument but `a` gives `b::<C>`\nmore") == "takes # argument but `_` gives `_`"


def test_the_title_of_a_page_is_its_own() -> None:
    assert page_title('---\ntitle: "A: b"\nminutes: 3\n---\n\n# Other\n') == "A: b"
    assert page_title("text\n\n# Moves\n") == "Moves"
    assert page_title("no title at all") is None


def test_a_page_joins_words_programs_and_explanation(make_catalogue: Callable[..., Catalogue]) -> None:
    html = html_of(make_catalogue(), "E0382")
    assert "One <code>owner</code> &lt;only&gt;." in html
    assert 'borrow of moved value: <code class="bp-any">…</code>' in html
    assert "<summary>or one of 3 other forms</summary>" in html
    assert html.index("One <code>owner") < html.index("WRITTEN") < html.index("Ways out, in short")
    assert '<a href="../own/moves.html">Moves &amp; more</a>' in html
    assert '<a href="../own/moves.html#snippet-p0">p0</a>' in html
    assert "<code>g(a &lt;b&gt;);</code> <span>value borrowed here after move</span>" in html
    assert '<dt><a href="E0505.html">E0505: Moved while borrowed</a></dt><dd>it is <code>borrowed</code></dd>' in html
    assert "rustc 1.95.0&#8217;s own words" in html
    assert "MIT or Apache-2.0" in html


def test_quoted_code_cannot_be_taken_for_verified_code(make_catalogue: Callable[..., Catalogue]) -> None:
    html = html_of(make_catalogue(), "E0382")
    assert html.count("quoted, not judged here</p>") == 1
    assert "&lt;here&gt;" in html
    assert not rendered_blocks.rendered_locations(html)
    assert "bp-badge" not in html
    assert "<figure" not in html


def test_an_explanation_keeps_its_markdown_and_no_html() -> None:
    html = explanation_html(
        "#### Note\n\nA `Vec<T>` <b>and</b> [link][1].\n* one\n\n```\n#![feature(a)]\n```\n\n[1]: https://a.example\n"
    )
    assert "<h6>Note</h6>" in html
    assert "<code>Vec&lt;T&gt;</code> &lt;b&gt;and&lt;/b&gt;" in html
    assert '<a href="https://a.example">link</a>' in html
    assert "<li>one</li>" in html
    assert 'tabindex="0" role="region"' in html


def test_what_is_not_explained_says_why(make_catalogue: Callable[..., Catalogue]) -> None:
    catalogue = make_catalogue(TEXT, [CODELESS], [LINT])
    assert "Not available from this judge." in html_of(catalogue, "E0505")
    assert "It has no code" in html_of(catalogue, "lifetime-short")
    assert "This is a lint" in html_of(catalogue, "unused_mut")
    assert "In the lessons" not in html_of(catalogue, "E0505")


def test_an_error_that_nobody_wrote_about_has_a_page_of_its_own(make_catalogue: Callable[..., Catalogue]) -> None:
    catalogue = make_catalogue(TEXT, [UNWRITTEN])
    (entry,) = [e for e in catalogue.entries.values() if e.family == OTHERS]
    assert entry.id == "some-went-wrong-in-ways"
    assert entry.says == ("some `_` went wrong in # ways",)
    assert "fn main() {" in html_of(catalogue, entry.id)
    assert '<h2 id="others-errors">Others</h2>' in index_html(catalogue, plain_links("docs/errors/index.md"))


def test_only_programs_that_did_what_their_page_says_are_shown(
    make_catalogue: Callable[..., Catalogue], moved: Diagnostic
) -> None:
    assert list(make_catalogue(TEXT, [moved]).occurrences) == ["E0382"]
    for status in (Status.MISMATCHED, Status.NOT_CHECKED):
        assert not make_catalogue(TEXT, [moved], status=status).occurrences


def test_the_answer_to_a_question_is_not_given_away(
    make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic
) -> None:
    evidence = make_evidence("fn main() {}", name="snippets/m/q.rs", kind=Kind.ERROR, diagnostics=[moved])
    block = make_block(evidence, 9, page="docs/own/moves.md")
    asked = Question("q", Origin(block.page, 8), block.page, "question", "", "?", (), "", program_at=9)
    known = handbook.read(TEXT, "docs/errors/errors.toml")
    index = EvidenceIndex(Run((evidence,), (block,), questions=(asked,)))
    catalogue = build_catalogue(index, known, "docs/errors", {block.page: "Moves"}, lambda _: {})
    html = html_of(catalogue, "E0382")
    assert html.index("In a question, whose answer this gives away</summary>") < html.index("#snippet-q")
    assert lookup_data(catalogue, plain_links("docs/errors/index.md"))["errors"][0]["programs"] == []  # type: ignore[index]  # JSON
    shown = make_block(evidence, 20, page="docs/own/moves.md")
    both = EvidenceIndex(Run((evidence,), (block, shown), questions=(asked,)))
    assert "In a question" not in html_of(
        build_catalogue(both, known, "docs/errors", catalogue.titles, lambda _: {}), "E0382"
    )


def test_lessons_come_in_the_order_of_the_handbook_then_of_their_programs(
    make_catalogue: Callable[..., Catalogue],
) -> None:
    catalogue = make_catalogue(TEXT, [CODELESS])
    assert catalogue.lessons("E0382") == ("docs/own/moves.md",)
    assert catalogue.lessons("lifetime-short") == ("docs/own/moves.md",)
    assert catalogue.lessons("E0505") == ()


def test_each_error_is_a_page_that_search_finds_first(make_catalogue: Callable[..., Catalogue]) -> None:
    catalogue = make_catalogue()
    found = pages.page_metadata("E0382", catalogue)
    assert found is not None
    assert found["title"] == "E0382: Used after it moved"
    assert found["search"] == {"boost": pages.SEARCHED}
    assert found["tags"] == ["E0382", "borrow of moved value: …", "use of moved value: …", "a", "b"]
    short = pages.page_metadata("lifetime-short", catalogue)
    assert short is not None
    assert short["title"] == "Promised too long"
    assert pages.page_metadata("index", catalogue) is None


def test_codes_of_the_past_have_a_page_that_points_on(make_catalogue: Callable[..., Catalogue]) -> None:
    catalogue = make_catalogue()
    metadata = pages.page_metadata("E0007", catalogue)
    assert metadata is not None
    assert metadata["title"] == "E0007: a code of the past"
    html = html_of(catalogue, "E0007")
    assert "rustc no longer gives E0007. Today it says:" in html
    assert '<dt><a href="E0382.html">E0382: Used after it moved</a></dt>' in html
    assert "It accepts such programs today." in html_of(catalogue, "E0303")
    generated = pages.generated_pages(catalogue, {"docs/errors/E0382.md"})
    assert {"docs/errors/E0007.md", "docs/errors/E0505.md"} <= set(generated)
    assert not {"docs/errors/E0382.md", "docs/errors/E0490.md"} & set(generated)  # written; unknown to rustc


def test_an_error_page_without_a_judged_program_or_a_repair_is_a_gap(
    make_catalogue: Callable[..., Catalogue],
    make_evidence: MakeEvidence,
    make_block: MakeBlock,
    moved: Diagnostic,
) -> None:
    catalogue = make_catalogue(TEXT[: TEXT.index("[code.E0505]")].replace("near = ", "#"))
    failing = make_evidence("fn main() {}", name="snippets/e/a.rs", kind=Kind.ERROR, diagnostics=[moved])
    other = make_evidence("fn main() {}", name="snippets/e/a.rs", kind=Kind.ERROR, diagnostics=[UNWRITTEN])
    repair = replace(make_evidence("fn main() {}", name="snippets/e/b.rs"))
    repair = replace(repair, snippet=replace(repair.snippet, fixes="a"))

    def told(*shown: Evidence, written: bool = True, judged: bool = True) -> tuple[str, ...]:
        blocks = tuple(make_block(e, n, page=PAGE) for n, e in enumerate(shown, 3))
        judge = Toolchain("1.95.0", "h", "f") if judged else None
        index = EvidenceIndex(Run(shown, blocks, toolchain=judge))
        return gaps(catalogue, index, {PAGE} if written else set())

    assert told(failing, repair) == ()
    assert told(failing) == (
        f"{PAGE}: no judged program on it repairs another; include one that says `//@ fixes NAME`",
    )
    assert told(other, repair) == (f"{PAGE}: no judged program on it gets E0382; include one",)
    unmatched = replace(failing, verdict=replace(failing.verdict, status=Status.MISMATCHED))
    assert told(unmatched, repair) == told(repair) == told(other, repair)
    (missing,) = told(failing, repair, written=False)
    assert missing.startswith(f"{PAGE}: missing; write the smallest program that gets E0382")
    assert told(written=False, judged=False) == ()


def test_the_index_reads_without_scripts_and_carries_the_data_for_them(
    make_catalogue: Callable[..., Catalogue],
) -> None:
    catalogue = make_catalogue(TEXT.replace("Used after it moved", "Used </script> after"))
    html = index_html(catalogue, plain_links("docs/errors/index.md"))
    assert html.count("<tr id=") == len(catalogue.entries) + len(catalogue.handbook.retired)
    assert '<tr id="E0382"><th scope="row"><a href="E0382.html">E0382</a></th>' in html
    assert '<h2 id="moves-errors">Moves &amp; drops</h2>' in html
    assert '<a href="E0382.html">E0382: Used &lt;/script&gt; after</a> or E0999' in html
    assert "Such programs are accepted. It <code>binds</code>." in html
    assert "not about memory: E0001." in html
    links = plain_links("docs/errors/index.md")
    script = data_script(catalogue, links)
    assert json.loads(script.removeprefix("window.bpErrors=").rstrip(";\n")) == lookup_data(catalogue, links)
    assert 'aria-label="Find your error" data-errors="lookup.js" data-shared hidden>' in html


def test_the_data_of_the_lookup_name_everything_that_a_result_shows(make_catalogue: Callable[..., Catalogue]) -> None:
    data = lookup_data(make_catalogue(), plain_links("docs/errors/index.md"))
    first = data["errors"][0]  # type: ignore[index]  # JSON
    assert first["url"] == "E0382.html"
    assert first["lessons"] == [["Moves & more", "../own/moves.html"]]
    assert first["programs"] == [["p0", "../own/moves.html#snippet-p0", "borrow of moved value: `a`"]]
    retired = data["retired"]["E0490"]  # type: ignore[index]  # JSON
    assert retired == {"now": ["lifetime-short"], "note": "", "known": False, "url": ""}


def test_programs_of_lessons_come_before_those_of_other_pages(
    make_catalogue: Callable[..., Catalogue], moved: Diagnostic
) -> None:
    catalogue = make_catalogue(TEXT, [moved], [moved], pages="index own/moves")
    first = lookup_data(catalogue, plain_links("docs/errors/index.md"))["errors"][0]  # type: ignore[index]  # JSON
    assert [name for name, _, _ in first["programs"]] == ["p1", "p0"]
    html = html_of(catalogue, "E0382")
    assert html.index("#snippet-p1") < html.index("#snippet-p0")


def test_codes_lints_and_messages_without_a_code_lead_to_their_own_pages(
    make_catalogue: Callable[..., Catalogue],
) -> None:
    rendered = (
        '<a class="bp-error-code" href="https://doc.rust-lang.org/error_codes/E0382.html">E0382</a>'
        '<a class="bp-error-code" href="https://doc.rust-lang.org/error_codes/E0999.html">E0999</a>'
        f'<strong class="bp-level">warning[{code_link("unused_mut")}]</strong>'
        f'<strong class="bp-level">warning[{code_link("unknown_lint")}]</strong>'
        '<p><strong class="bp-level">error</strong>: lifetime may not live long enough</p>'
        '<p><strong class="bp-level">error</strong>: unheard of</p>'
    )
    html = panels.link_error_pages(rendered, make_catalogue(), plain_links("docs/own/moves.md"))
    assert re.findall(r'href="([^"]*)"', html) == [
        "../errors/E0382.html",
        "https://doc.rust-lang.org/error_codes/E0999.html",
        "../errors/unused_mut.html",
        "https://doc.rust-lang.org/rustc/?search=unknown_lint",
        "../errors/lifetime-short.html",
    ]


def test_an_unknown_panel_is_none_of_ours(make_catalogue: Callable[..., Catalogue]) -> None:
    links = plain_links(None)
    assert panels.panel_html("error E0382", make_catalogue(), links) is None
    assert 'data-errors="docs/errors/lookup.js"' in str(
        panels.panel_html("find your error", make_catalogue(), plain_links("index.md"))
    )
    assert panels.panel_html("totals", make_catalogue(), links) is None


def test_explanations_are_asked_once_and_kept(tmp_path: Path) -> None:
    judge, asked = Toolchain("1.95.0", "h", "f"), []

    def ask(code: str) -> str | None:
        asked.append(code)
        return None if code == "E9999" else f"About {code}"

    store = Cache(tmp_path)
    wanted = {"E0382": "About E0382", "E0505": "About E0505"}
    assert look_up(["E0505", "E0382", "E9999"], store, judge, ask, 1) == wanted
    assert look_up(["E0382", "E0505"], store, judge, ask, 1) == wanted
    assert asked == ["E0382", "E0505", "E9999"]
    other = Toolchain("1.96.0", "h", "another")
    assert look_up(["E0382"], store, other, ask, 1) == {"E0382": "About E0382"}
    assert look_up(["E0382"], NoCache(), judge, ask, 1) == {"E0382": "About E0382"}
    assert asked[3:] == ["E0382", "E0382"]


def test_nobody_but_the_compiler_that_judged_explains(tmp_path: Path) -> None:
    another = Toolchain("0.1.0", "no-such-host", "no such compiler")
    assert explanations(["E0382"], BackendOptions(), None, tmp_path, NoCache(), 1) == {}
    assert (
        explanations(["E0382"], BackendOptions(backend=BackendName.PLAYGROUND), another, tmp_path, NoCache(), 1) == {}
    )
    assert (
        explanations(["E0382"], BackendOptions(toolchain=str(tmp_path / "rustc")), another, tmp_path, NoCache(), 1)
        == {}
    )
