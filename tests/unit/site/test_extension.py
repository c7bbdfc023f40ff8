"""Through real Python-Markdown: what is rendered is what was verified, or the page is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest

from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, Problem
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.model.verdict import Status
from borrowproof.site import rendered_blocks
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension, Unverified
from borrowproof.site.foreign_html import forged_by

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
PAGE = "docs/moves.md"
MAIN = "fn main() {}"
EXTENSIONS = ("admonition", "attr_list", "md_in_html", "pymdownx.tabbed", "pymdownx.details", "toc")


def render(text: str, run: Run, *, superfences: bool = True, **options: Any) -> str:
    ours = BorrowproofExtension(index=EvidenceIndex(run), **{"page": PAGE, "strict": True, **options})
    others = [*EXTENSIONS, "pymdownx.superfences"] if superfences else list(EXTENSIONS)
    return markdown.markdown(text, extensions=[ours, *others])


@pytest.fixture
def run(make_evidence: MakeEvidence, make_block: MakeBlock, toolchain: Toolchain) -> Run:
    """A page with one fence that says `fn main() {}`."""
    evidence = make_evidence(MAIN)
    return Run((evidence,), (make_block(evidence),), toolchain=toolchain)


@pytest.mark.parametrize("superfences", [True, False])
def test_a_fence_becomes_its_shown_block(superfences: bool, run: Run) -> None:
    html = render(f"# T\n\n```rust\n{MAIN}\n```\n", run, superfences=superfences)
    assert html.count('data-borrowproof="docs/moves.md:7"') == 1
    assert "bp-banner" not in html


@pytest.mark.parametrize(
    "text",
    [
        '!!! note "N"\n    ```rust\n    fn main() {}\n    ```\n',
        '=== "A"\n\n    ```rust\n    fn main() {}\n    ```\n',
        '??? note "N"\n    ```rust\n    fn main() {}\n    ```\n',
        "- item\n\n    ```rust\n    fn main() {}\n    ```\n",
        "> ```rust\n> fn main() {}\n> ```\n",
        '<div markdown="1">\n\n```rust\nfn main() {}\n```\n\n</div>\n',
        "~~~~rust\nfn main() {}\n~~~~\n",
        "``` rust\nfn main() {}\n```\n",
        '```rust {title="T" hl_lines="1"}\nfn main() {}\n```\n',
        '```rust title="T"\nfn main() {}\n```\n',
        "`````text\n```rust\nlet unseen = 1;\n```\n`````\n\n```rust\nfn main() {}\n```\n",
        "text\n\n    ```rust\n    an indented sample\n    ```\n\n```rust\nfn main() {}\n```\n",
        "<!--\n```rust\ncommented(out)\n```\n-->\n\n```rust\nfn main() {}\n```\n",
    ],
)
def test_wherever_superfences_renders_it(text: str, run: Run) -> None:
    """(A comment's fence is rendered too, but stays in the comment.)"""
    assert rendered_blocks.rendered_locations(render(text, run)) == {"docs/moves.md:7": 1}


@pytest.mark.parametrize("tags", ["rust,compile_fail,E0382", "rust, compile_fail, E0382", "compile_fail,E0382"])
def test_rustdocs_tags_reach_the_page(
    tags: str, make_evidence: MakeEvidence, make_block: MakeBlock, moved: Diagnostic
) -> None:
    code = 'fn main() {\n    let a = String::new();\n    let b = a;\n    println!("{a}");\n}'
    evidence = make_evidence(code, kind=Kind.ERROR, diagnostics=[moved])
    run = Run((evidence,), (make_block(evidence, info=tags),))
    html = render(f'```{tags} {{title="moved.rs"}}\n{code}\n```\n', run)
    assert "Fails as intended" in html
    assert "moved.rs" in html


def test_other_languages_are_left_to_superfences(run: Run) -> None:
    html = render(f"```python\nprint(1)\n```\n\n```rust\n{MAIN}\n```\n", run)
    assert '<div class="highlight">' in html


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```rust\nfn other() {}\n```\n", "no compiler judged this Rust block"),
        ("```rust,no_run\nfn main() {}\n```\n", "no compiler judged this Rust block"),
        ("```rs\nfn main() {}\n```\n", "no compiler judged this Rust block (```rs)"),
        ("no fence at all\n", "docs/moves.md:7: verified, but the page does not show it"),
        ("```rust\nfn main() {}\n```\n\n```rust\nfn main() {}\n```\n", "no compiler judged this Rust block"),
        (
            '```rust {titel="T"}\nfn main() {}\n```\n',
            "unknown option `titel` on a Rust block; did you mean `title`? valid: title, hl_lines, predict",
        ),
        ('```rust {hl_lines="two"}\nfn main() {}\n```\n', 'hl_lines="two" is not a list of lines'),
        ("```borrowproof\ntotal\n```\n", "unknown panel `total`; valid: totals, evidence"),
    ],
)
def test_what_is_not_verified_is_refused(text: str, why: str, run: Run) -> None:
    with pytest.raises(Unverified, match=re.escape(why)):
        render(text, run)


def test_a_refusal_names_every_block_of_the_page(run: Run) -> None:
    with pytest.raises(Unverified) as refusal:
        render("```rust\nfn one() {}\n```\n\n```rust\nfn two() {}\n```\n", run)
    assert len(str(refusal.value).splitlines()) == 3


def test_lenient_rendering_marks_instead_of_refusing(run: Run) -> None:
    html = render("# Title\n\n```rust\nfn other() {}\n```\n", run, lenient=True)
    assert html.startswith('<div class="bp-banner bp-banner-mismatch" role="note">')
    assert "This page is not verified." in html
    assert "data-borrowproof-unverified" in html
    assert "data-borrowproof=" not in html


def test_a_page_says_what_is_wrong_with_its_annotations(toolchain: Toolchain) -> None:
    problem = Problem(Origin(PAGE, 3), "unknown tag `compil_fail`", "did you mean `compile_fail`?")
    elsewhere = Problem(Origin("docs/b.md", 3), "something else", "mend it")
    html = render("text", Run((), problems=(problem, elsewhere), toolchain=toolchain), lenient=True)
    assert "docs/moves.md:3: unknown tag `compil_fail`; did you mean" in html
    assert "something else" not in html


def test_an_include_with_a_problem_explains_its_block(toolchain: Toolchain) -> None:
    problem = Problem(Origin("snippets/a/b.rs", 1), "the file does not say what should happen", "say it")
    run = Run((), problems=(problem,), toolchain=toolchain)
    assert "snippets/a/b.rs:1" in render(f"```rust\n{MAIN}\n```\n", run, lenient=True)
    assert "snippets/a/b.rs:1" not in render("no block here\n", run, lenient=True)


def test_without_a_compiler_every_page_says_so(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    evidence = make_evidence(MAIN, status=Status.NOT_CHECKED)
    run = Run((evidence,), (make_block(evidence),))
    html = render(f"```rust\n{MAIN}\n```\n", run)
    assert "No compiler checked this page." in html
    assert "Not checked: no rustc" in html
    assert "No compiler checked this page." in render("plain", Run(()), page="docs/plain.md")


def test_the_panels(run: Run) -> None:
    html = render(f"```rust\n{MAIN}\n```\n\n```borrowproof\ntotals\n```\n\n```borrowproof\nevidence\n```\n", run)
    assert html.count('class="bp-totals"') == 2
    assert '<a href="moves.html#snippet-first">first</a>' in html


def test_one_instance_renders_page_after_page(run: Run) -> None:
    md = markdown.Markdown(extensions=[BorrowproofExtension(index=EvidenceIndex(run), page=PAGE), "toc"])
    text = f"# T\n\n```rust\n{MAIN}\n```\n"
    first = md.convert(text)
    assert md.reset().convert(text) == first


def test_without_evidence_each_block_says_what_to_run(tmp_path: Path) -> None:
    ours = BorrowproofExtension(evidence=str(tmp_path / "none.json"))
    html = markdown.markdown("```rust\nfn main() {}\n```\n\n```rust,no_run\nx\n```\n", extensions=[ours])
    assert html.count("data-borrowproof-unverified=") == 2
    said = f"<p>no compiler checked this page yet: run `borrowproof check --format json --output {tmp_path}/none.json`"
    assert html.count(said) == 2
    assert rendered_blocks.rendered_locations(html) == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 0}', '{"schema": 1}'])
def test_evidence_that_is_none_says_what_to_run(text: str, tmp_path: Path) -> None:
    (tmp_path / "evidence.json").write_text(text)
    ours = BorrowproofExtension(evidence=str(tmp_path / "evidence.json"))
    html = markdown.markdown("```rust\nfn main() {}\n```\n", extensions=[ours])
    assert "evidence.json is no report of this version of borrowproof" in html
    assert html.count("data-borrowproof-unverified=") == 1


# --- what others allow on a fence ---

TOLERATED = {
    "numbers": '```rust linenums="1"\n{}\n```',
    "lines": '```rust hl_lines="1"\n{}\n```',
    "a title": '```rust title="a.rs"\n{}\n```',
    "all of them": '``` rust linenums="5 2" hl_lines="1" title="a.rs"\n{}\n```',
    "braces": "```{{ .rust }}\n{}\n```",
    "annotated": "``` {{ .rust .annotate }}\n{}\n```",
    "no copy button": "```{{ .rust .no-copy }}\n{}\n```",
    "a language and braces": '```rust {{ .annotate linenums="1" }}\n{}\n```',
    "a class, an id and data": '```{{ .rust .mine #there data-x="1" hl_lines="1" }}\n{}\n```',
    "a line that is not there": '```rust hl_lines="7"\n{}\n```',
    "lines that are none": '```rust {{ hl_lines="x" }}\n{}\n```',
    "what nobody knows": '```rust {{ whatever="1" }}\n{}\n```',
}


@pytest.mark.parametrize("name", TOLERATED)
def test_what_others_allow_on_a_fence_is_tolerated(name: str, run: Run) -> None:
    html = render(f"{TOLERATED[name].format(MAIN)}\n", run, strict=False)
    assert written_by_engine(html) == {"docs/moves.md:7": 1}
    assert "data-borrowproof-unverified" not in html
    assert ("bp-line-highlighted" in html) is ('hl_lines="1"' in TOLERATED[name])
    assert (">a.rs<" in html) is ("title" in TOLERATED[name])


def test_a_fences_own_attributes_stand_around_its_figure(run: Run) -> None:
    fence = f'```{{ .rust .annotate .mine #there data-x="1" }}\n{MAIN}\n```\n'
    assert '<div id="there" class="mine" data-x="1"><figure' in render(fence, run, strict=False)


@pytest.mark.parametrize("attributes", [".bp-runs", "#snippet-first", "data-borrowproof=x", "onclick=x()"])
def test_attributes_that_could_pass_for_ours_are_refused(attributes: str, run: Run) -> None:
    with pytest.raises(Unverified, match="on this fence could pass for what a compiler said; remove it"):
        render(f"```{{ .rust {attributes} }}\n{MAIN}\n```\n", run, strict=False)


def test_lines_are_counted_as_the_fence_counts_them(
    make_evidence: MakeEvidence, make_block: MakeBlock, toolchain: Toolchain
) -> None:
    """Superfences counts the fence's lines, hidden ones and directives too; we show the program's own numbers."""
    evidence = make_evidence("fn a() {}\nfn b() {}\nfn c() {}")
    block = replace(make_block(evidence), text="# hidden\nfn b() {}\nfn c() {}", lines=(None, 2, 3))
    html = render(
        "```rust hl_lines='3'\n# hidden\nfn b() {}\nfn c() {}\n```\n",
        Run((evidence,), (block,), toolchain=toolchain),
        strict=False,
    )
    assert re.findall(r'bp-line-highlighted" data-line="(\d)"', html) == ["3"]


# --- what a page's own text must not bring ---

FORGED = {
    "a badge": '<span class="bp-badge bp-badge-runs">Runs</span>',
    "a figure": '<figure class="bp-snippet bp-runs" id="forged"><pre>x</pre></figure>',
    "within a sentence": 'Here <span class="bp-badge">Runs</span> is.',
    "capitals": '<SPAN CLASS="BP-Badge">Runs</SPAN>',
    "no quotes": "<span class=bp-badge>Runs</span>",
    "a slash": '<div>\n<span/class="bp-badge">Runs</span>\n</div>',
    "white space": '<span\n  class =\n  "x\n  bp-badge">Runs</span>',
    "entities": '<span class="&#98;p-badge">Runs</span>',
    "behind a bracket in quotes": '<span title=">" class="bp-badge">Runs</span>',
    "behind a quote that is none": '<div>\n<span " class=bp-badge>Runs</span>\n</div>',
    "behind a comment that is none": '<div>\n<!--><span class="bp-badge">Runs</span><!-- -->\n</div>',
    "behind a comment that ended": '<div>\n<!-- --!><span class="bp-badge">Runs</span><!-- -->\n</div>',
    "an element": "<bp-badge>Runs</bp-badge>",
    "our mark": '<figure data-borrowproof="docs/moves.md:7"></figure>',
    "an attribute list": "Runs\n{: .bp-badge }",
    "an inline attribute list": "*Runs*{: .bp-badge }",
    "an attribute list of a heading": "# Runs {: .bp-badge }",
    "an id by an attribute list": "Runs\n{: #snippet-first }",
    "Markdown in HTML": '<div class="bp-snippet" markdown="1">\n\n*Runs*\n\n</div>',
    "Markdown in HTML, a mark": '<div markdown="1" data-borrowproof="docs/moves.md:7">\n\n*Runs*\n\n</div>',
    "an admonition": '!!! bp-badge "Runs"\n    text',
    "collapsed details": '??? bp-badge "Runs"\n    text',
    "a fence of another language": "```text {.bp-badge}\nRuns\n```",
    "the id of a figure": '<a id="snippet-first"></a>',
    "the id of a figure as a heading": "# Snippet first",
    "a script": '<script>document.body.className = "b" + "p-badge"</script>',
    "a style": "<style>.x { color: green }</style>",
    "a style sheet": '<link rel="stylesheet" href="x.css">',
    "a base": '<base href="https://example.org/">',
    "a handler": '<img src="x" onerror="draw()">',
    "a handler behind a slash": "<img/src=x/onerror=draw()>",
    "a link that runs": '<a href="java\tscript:draw()">x</a>',
    "a Markdown link that runs": "[x](javascript:draw())",
    "a frame of its own": '<iframe srcdoc="&lt;p&gt;Runs"></iframe>',
    "an object": '<object data="x.svg"></object>',
    "in a comment": '<div>\n<!-- <span class="bp-badge"> -->\n</div>',
    "within a quote that is none": '<div>\n<b ="> <script>x</script>">\n</div>',
    "in what swallows a comment": "<textarea>\n\n<!-- </textarea><b>x</b> -->\n\n",
    "an end that is missing": '<div>\n<span class="bp-badge" \n</div>',
}
HARMLESS = {
    "other classes": '<div class="grid cards" markdown>\n\n- *x*\n\n</div>',
    "a name that only ends so": '<span class="my-bp-badge abp-x">x</span>',
    "our names in text": "The class `bp-badge` and bp-badge, in <b>bp-badge</b>.",
    "our names in a sample": '```html\n<span class="bp-badge" onclick="x()">Runs</span>\n<script>x</script>\n```',
    "our names in indented code": '    <span class="bp-badge">',
    "an escaped tag": '&lt;span class="bp-badge">',
    "a comment": "<div>\n<!-- bp-badge <b>x</b> -->\n</div>",
    "a title like an address": '<img src="x" alt="JavaScript: a book">',
    "a frame": '<iframe src="https://example.org/"></iframe>',
    "mathematics": '<script type="math/tex">x</script>',
    "less than": "a < b and c <bp-1",
    "words like handlers": '<a href="x" title="on = one">x</a>',
    "a look of its own": '<span style="color: green">x</span>',
}
FENCE = f"```rust\n{MAIN}\n```\n"


@pytest.mark.parametrize("name", FORGED)
def test_what_could_pass_for_ours_is_refused(name: str, run: Run) -> None:
    with pytest.raises(Unverified, match="own text could pass for what a compiler said; remove it"):
        render(f"{FENCE}\n{FORGED[name]}\n", run)


@pytest.mark.parametrize("name", FORGED)
def test_what_could_pass_for_ours_is_not_shown_either(name: str, run: Run) -> None:
    html = render(f"{FENCE}\n{FORGED[name]}\n", run, lenient=True)
    assert written_by_engine(html) == {"docs/moves.md:7": 1}
    assert "data-borrowproof-unverified" in html
    genuine = elements(render(FENCE, run))
    assert [e for e in elements(html) if forged_by(*e, {"snippet-first"}) and e not in genuine and not ours(*e)] == []


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = _Elements()
    reader.feed(html)
    return reader.found


def ours(_tag: str, attributes: dict[str, str]) -> bool:
    """Whether an element belongs to what stands in the place of something that is refused, or to the banner above."""
    words = set(attributes.get("class", "").split())
    names = {"bp-snippet", "bp-mismatch", "bp-badge", "bp-badge-mismatch", "bp-difference", "bp-text"}
    return bool(words) and words <= names | {"bp-scroll", "bp-banner", "bp-banner-mismatch", "bp-unverified"}


@pytest.mark.parametrize("name", HARMLESS)
def test_other_html_is_the_pages_own(name: str, run: Run) -> None:
    html = render(f"{FENCE}\n{HARMLESS[name]}\n", run)
    assert written_by_engine(html) == {"docs/moves.md:7": 1}
    assert "data-borrowproof-unverified" not in html


OTHERS_BUSINESS = ("a script", "a style", "a style sheet", "a base", "a handler", "a link that runs", "an object")


@pytest.mark.parametrize("name", OTHERS_BUSINESS)
def test_scripts_and_styles_are_an_authors_own_business(name: str, run: Run) -> None:
    html = render(f"{FENCE}\n{FORGED[name]}\n", run, strict=False)
    assert "data-borrowproof-unverified" not in html


@pytest.mark.parametrize("name", ["a badge", "a figure", "within a sentence", "capitals", "the id of a figure"])
def test_our_names_are_refused_everywhere(name: str, run: Run) -> None:
    with pytest.raises(Unverified, match="own text could pass for what a compiler said; remove it"):
        render(f"{FENCE}\n{FORGED[name]}\n", run, strict=False)


def written_by_engine(html: str) -> dict[str, int]:
    return dict(rendered_blocks.rendered_locations(html))


def test_a_copy_of_the_engines_own_html_is_refused(run: Run) -> None:
    """Even word by word: it would be shown once more than it was verified."""
    genuine = render(FENCE, run)
    figure = genuine[genuine.index("<figure") : genuine.index("</figure>") + len("</figure>")]
    with pytest.raises(Unverified):
        render(f"{FENCE}\n{figure}\n", run)


def test_a_refusal_names_the_line(run: Run) -> None:
    text = f"# T\n\n{FENCE}\nHere.\n\n{FORGED['a badge']}\n\nRuns\n{{: .bp-costs }}\n"
    with pytest.raises(Unverified) as refused:
        render(text, run, first_line=5)
    lines = str(refused.value).splitlines()
    assert [line.partition(" in this page")[0] for line in sorted(lines)] == [
        "docs/moves.md:13: `bp-badge`",
        "docs/moves.md:16: `bp-costs`",
    ]
