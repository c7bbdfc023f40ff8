"""Our reading of fences against real Python-Markdown with pymdownx.superfences."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.superfences import highlight_validator

from borrowproof.sources.decoding import read_lines
from borrowproof.sources.markdown import superfences
from borrowproof.sources.markdown.fence import Fence
from tests.samples import examples

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]


def rendered(text: str) -> list[tuple[str, str]]:
    """(language, source) of every fence that the page shows outside HTML comments, in the order of the source."""
    formatted: list[tuple[str, str]] = []

    def record(source: str, language: str | None, *_: Any, **__: Any) -> str:
        formatted.append((language or "", source))
        return f'<pre class="recorded-{len(formatted) - 1}"></pre>'

    every = {"name": "*", "class": "", "format": record, "validator": highlight_validator}
    markdown = Markdown(
        extensions=EXTENSIONS,
        extension_configs={
            "pymdownx.superfences": {"custom_fences": [every]},
            "pymdownx.tabbed": {"alternate_style": True},
        },
    )
    html = re.sub(r"<!--.*?--!?>", "", markdown.convert(text), flags=re.DOTALL)
    shown = {int(n) for n in re.findall(r'<pre class="recorded-(\d+)">', html)}
    return [found for number, found in enumerate(formatted) if number in shown]


def scanned(text: str) -> list[tuple[str, str]]:
    """The same by our scan, after its openers were rewritten where they must be."""
    return [(_language(f), f.rendered) for f in superfences.scan(read_lines(text.encode(), "page.md"))]


def _language(fence: Fence) -> str:
    first = re.split(r"[\s,]", fence.info)[0]
    return first if fence.native or first == "rust" else "rust"


def rewritten(text: str) -> str:
    """The page as our preprocessor hands it to superfences."""
    lines = read_lines(text.encode(), "page.md")
    texts = [line.text for line in lines]
    for fence in superfences.scan_all(lines):
        if not fence.native:
            texts[fence.opener] = superfences.rewrite(texts[fence.opener], fence, "rust")
    return "\n".join(texts)


F = "```rust\nlet x = 1;\n```\n"


def indent(text: str, by: str = "    ") -> str:
    return "".join(f"{by}{line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n"))


PAGES = {
    "plain": (F, 1),
    "no language": ("```\nx\n```\n", 1),
    "tildes": ("~~~rust\nx\n~~~\n", 1),
    "tildes are not closed by backticks": ("~~~rust\nx\n```\n~~~\n", 1),
    "four backticks hold three": (f"````md\n{F}````\n{F}", 2),
    "closer longer than opener": ("```rust\nx\n````\n", 0),
    "closer shorter than opener": ("````rust\nx\n```\n", 0),
    "unclosed": ("```rust\nx\n", 0),
    "unclosed swallows the next": (f"````rust\nx\n\n{F}", 0),
    "closer with trailing spaces": ("```rust\nx\n```   \n", 1),
    "closer with an info string": ("```rust\nx\n```rust\ny\n```\n", 1),
    "indented closer": ("```rust\nx\n  ```\n```\n", 1),
    "indented by two": ("  ```rust\n  x\n  ```\n", 1),
    "indented by two, content not": ("  ```rust\nx\n  ```\n", 0),
    "indented by three": ("   ```rust\n   x\n   ```\n", 1),
    "content deeper than fence": ("```rust\n    x\n\ty\n```\n", 1),
    "empty": ("```rust\n```\n", 1),
    "blank lines": ("```rust\n\n   \n\t\nx\n\n```\n", 1),
    "bullet line": ("- ```rust\n  x\n  ```\n", 0),
    "in a list item": (f"- item\n\n{indent(F)}", 1),
    "in a list item, no blank line": (f"- item\n{indent(F)}", 1),
    "in a list item, two spaces": (f"- item\n\n{indent(F, '  ')}", 1),
    "in a numbered item": (f"1. item\n\n{indent(F)}\n2. item\n", 1),
    "in a numbered item, three spaces": (f"1. item\n\n{indent(F, '   ')}", 1),
    "in a nested list": (f"- a\n\n    - b\n\n{indent(F, ' ' * 8)}", 1),
    "in a tight nested list": (f"- a\n    - b\n\n{indent(F, ' ' * 8)}", 1),
    "code in a list item": (f"- item\n\n{indent(F, ' ' * 8)}", 0),
    "list after text is no list": (f"text\n- item\n\n{indent(F)}", 0),
    "list of two, then fence": (f"- a\n- b\n\n{indent(F)}", 1),
    "rule is no list": (f"* * *\n\n{indent(F)}", 0),
    "indented code": (f"text\n\n{indent(F)}", 0),
    "indented code first": (indent(F), 0),
    "indented continuation of a paragraph": (f"text\n{indent(F)}", 1),
    "indented code then fence": (f"text\n\n    code\n{F}", 0),
    "indented code, blank, fence": (f"text\n\n    code\n\n{F}", 1),
    "header then code": (f"# Title\n{indent(F)}", 0),
    "admonition": (f"!!! note\n\n{indent(F)}", 1),
    "admonition with title": (f'!!! warning "Look out"\n    text\n\n{indent(F)}\n    more\n', 1),
    "admonition, code in it": (f"!!! note\n\n    text\n\n{indent(F, ' ' * 8)}", 0),
    "admonition, list in it": (f"!!! note\n\n    - item\n\n{indent(F, ' ' * 8)}", 1),
    "admonition without type": (f"!!!\n\n{indent(F)}", 0),
    "after an admonition": (f"!!! note\n    text\n\n{F}", 1),
    "text ends an admonition": (f"!!! note\n    text\n\ntext\n\n{indent(F)}", 0),
    "details": (f'??? note "More"\n\n{indent(F)}', 1),
    "details, open": (f"???+ tip\n\n{indent(F)}", 1),
    "tabs": (f'=== "A"\n\n{indent(F)}\n=== "B"\n\n{indent(F)}', 2),
    "tabs in an admonition": (f'!!! note\n\n    === "A"\n\n{indent(F, " " * 8)}', 1),
    "admonition in a list": (f"- item\n\n    !!! note\n\n{indent(F, ' ' * 8)}", 1),
    "code between admonition text": (f"!!! note\n\n        code\n{indent(F)}", 0),
    "definition list": (f"term\n\n:   text\n\n{indent(F)}", 1),
    "footnote": (f"word[^1]\n\n[^1]: text\n\n{indent(F)}", 1),
    "quote": ("> ```rust\n> x\n> ```\n", 1),
    "quote, tight marks": (">```rust\n>x\n>```\n", 1),
    "quote, blank lines": ("> ```rust\n>\n> x\n>\n>     y\n> ```\n", 1),
    "quote, lazy line": ("> ```rust\nx\n> ```\n", 0),
    "quote in quote": ("> > ```rust\n> > x\n> > ```\n", 1),
    "quote left early": ("> > ```rust\n> > x\n>\n> y\n> > ```\n", 0),
    "deeper quote inside": ("> ```rust\n> > x\n> ```\n", 1),
    "plain fence with quote marks": ("```rust\n> x\n```\n", 1),
    "indented fence broken by a quote mark": ("  ```rust\n> x\n  ```\n", 0),
    "quote with code": ("> text\n>\n>     ```rust\n>     x\n>     ```\n", 0),
    "quote with list": ("> - item\n>\n>     ```rust\n>     x\n>     ```\n", 1),
    "quote in a list": ("- item\n\n    > ```rust\n    > x\n    > ```\n", 1),
    "quote in an admonition": ("!!! note\n\n    > ```rust\n    > x\n    > ```\n", 1),
    "tab-indented in a list": ("- item\n\n\t```rust\n\tx\n\t\ty\n\t```\n", 1),
    "tab inside": ("```rust\nfn\tmain\n```\n", 1),
    "tab inside, indented": ("!!! note\n\n    ```rust\n    fn\tmain\n    a\tb\n    ```\n", 1),
    "comment": (f"<!--\n{F}-->\n", 0),
    "comment with blank lines": (f"<!--\n\n{F}\n-->\n\n{F}", 1),
    "comment before": (f"<!-- note -->\n{F}", 1),
    "comment never closed": (f"<!--\n\n{F}", 1),
    "comment in a line": (f"text <!-- a\n{F}b --> text\n", 0),
    "comment in a line with blanks": (f"text <!-- a\n\n{F}\nb --> text\n", 1),
    "comment in code": (f"`<!--`\n\n{F}\n`-->`\n", 1),
    "comment in a fence": ("```rust\n<!--\n```\n\n```rust\n-->\n```\n", 2),
    "comment in an admonition": (f"!!! note\n\n    <!--\n{indent(F)}    -->\n", 0),
    "html block": (f"<div>\n{F}</div>\n", 1),
    "html block with blank lines": (f"<div>\n\n{F}\n</div>\n", 1),
    "html block, indented": (f"<div>\n\n{indent(F)}\n</div>\n", 1),
    "markdown in html": (f'<div markdown="1">\n\n{F}\n</div>\n', 1),
    "markdown in html, indented": (f'<div markdown="1">\n\n{indent(F)}\n</div>\n', 0),
    "details tag": (f"<details>\n<summary>s</summary>\n\n{F}\n</details>\n", 1),
    "carets are no fence": ("^^^\nx\n^^^\n", 0),
    "carets around": (f"^^^\n{F}^^^\n", 1),
    "in a paragraph": (f"text\n{F}text\n", 1),
    "inline code": ("```rust```\n", 0),
    "text behind": ("```rust is nice\nx\n```\n", 1),
    "tags": ("```rust,compile_fail,E0382\nx\n```\n", 1),
    "tags with spaces": ("```rust, compile_fail, E0382\nx\n```\n", 1),
    "tags with only spaces": ("```rust compile_fail E0382\nx\n```\n", 1),
    "tags and braces": ('```rust,compile_fail,E0382 {title="moved.rs" hl_lines="3"}\nx\n```\n', 1),
    "tags and options": ('```rust,no_run title="moved.rs" hl_lines="3"\nx\n```\n', 1),
    "ignore with a reason": ("```rust,ignore (it's {odd}, and: needs two machines)\nx\n```\n", 1),
    "no rust tag": ("```compile_fail,E0382\nx\n```\n", 1),
    "tags of another language": ("```python,foo\nx\n```\n", 0),
    "native options": ('```rust title="a.rs" linenums="1"\nx\n```\n', 1),
    "native options, unknown": ('```python foo="a.rs"\nx\n```\n', 0),
    "native braces": ('``` { .rust .annotate title="a" }\nx\n```\n', 1),
    "native dot": ("```.rust\nx\n```\n", 1),
    "space before language": ("``` rust\nx\n```\n", 1),
    "tags in a list": ("- item\n\n    ```rust,no_run\n    x\n    ```\n", 1),
    "tags in indented code stay": ("text\n\n    ```rust,no_run\n    x\n    ```\n", 0),
    "tags within a longer fence stay": ("````md\n```rust,no_run\nx\n```\n````\n", 1),
    "fence, fence": (F + F, 2),
    "no-break space lines": ("  ```rust\n\u00a0\n  x\n  ```\n", 1),
    "unicode": ("```rust\nlet é = '🦀';\n```\n", 1),
    "carriage returns": ("```rust\r\nx\r\n```\r\n", 1),
    "lone carriage returns": ("```rust\rx\r```\r", 1),
}


@pytest.mark.parametrize(("text", "count"), PAGES.values(), ids=PAGES.keys())
def test_a_page_shows_the_fences_that_are_scanned(text: str, count: int) -> None:
    assert scanned(text) == rendered(rewritten(text))
    assert len(scanned(text)) == count


def test_rewriting_keeps_every_line_but_the_openers() -> None:
    for text, _ in PAGES.values():
        before, after = read_lines(text.encode(), "p.md"), rewritten(text).split("\n")
        openers = {fence.opener for fence in superfences.scan_all(before)}
        assert [line.text for line in before if line.origin.line - 1 not in openers] == [
            line for number, line in enumerate(after) if number not in openers
        ]


LINES = st.sampled_from(
    [
        "let x = 1;",
        "",
        "",
        "    deep",
        "\tx\ty",
        "> quoted",
        "```",
        "````",
        "~~~",
        "<!-- x",
        "-->",
        "# not a title",
        "`",
    ]
)
INFOS = st.sampled_from(
    ["rust", "", "text", "rust,no_run", 'rust {title="a"}', "rust,ignore (why, so)", "a b", 'rust hl_lines="1"', "c,d"]
)


@st.composite
def fence(draw: st.DrawFn) -> list[str]:
    marker = draw(st.sampled_from(["```", "```", "````", "~~~"]))
    closer = draw(st.sampled_from([marker, marker, marker, marker, marker + marker[0], marker + " ", ""]))
    return [marker + draw(INFOS), *draw(st.lists(LINES, max_size=4)), *([closer] if closer else [])]


TEXT = st.sampled_from(
    [["text"], ["text", "more"], ["# Title"], ["", ""], ["- item"], ["1. item", "2. item"], ["    code"], ["---"]]
)
OPENERS = ["!!! note", '??? tip "Look"', '=== "Tab"', "- item", "1. item", "> quote", "text", "term", ":   text", ""]
WRAPPERS = [
    ("<div>", "</div>"),
    ('<div markdown="1">', "</div>"),
    ("<!--", "-->"),
    ("<b>", "</b>"),
    ("text <!--", "-->"),
]


def pushed(lines: Sequence[str], by: str) -> list[str]:
    return [by + line if line or ">" in by else line for line in lines]


@st.composite
def contained(draw: st.DrawFn, children: st.SearchStrategy[list[str]]) -> list[str]:
    inner = draw(children)
    if draw(st.integers(0, 5)) == 0:
        before, after = draw(st.sampled_from(WRAPPERS))
        gap = [""] * draw(st.integers(0, 1))
        return [before, *gap, *inner, *gap, after]
    opener = draw(st.sampled_from(OPENERS))
    gap = [""] * draw(st.integers(0, 2))
    by = draw(st.sampled_from(["    ", "    ", "    ", "\t", "  ", "   ", "      ", "> ", ">"]))
    return [opener, *gap, *pushed(inner, by)]


@st.composite
def several(draw: st.DrawFn, children: st.SearchStrategy[list[str]]) -> list[str]:
    parts = draw(st.lists(children, min_size=1, max_size=3))
    return [line for part in parts for line in (*part, *([""] * draw(st.integers(0, 2))))]


BLOCKS = st.recursive(fence() | fence() | TEXT, lambda c: contained(c) | contained(c) | several(c), max_leaves=6)


@settings(examples(350), suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_any_composition_shows_the_fences_that_are_scanned(parts: list[list[str]]) -> None:
    text = "\n".join(line for part in parts for line in (*part, ""))
    assert scanned(text) == rendered(rewritten(text))


@examples(200)
@given(st.text(alphabet=string.ascii_letters[:3] + "`~> \t\n{}=\"',!-.#:()", max_size=80))
def test_scanning_any_text_ends_and_keeps_positions(text: str) -> None:
    lines = read_lines(text.encode(), "p.md")
    for found in superfences.scan_all(lines):
        assert found.opener < found.closer
        for line in found.body:
            source = lines[line.origin.line - 1].text
            assert source[line.origin.column - 1 :].strip() == line.text.strip() or "\t" in source
