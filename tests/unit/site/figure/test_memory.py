"""What a page holds of a recording: every step, each shape once, in few bytes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from borrowproof.model.expectation import Kind
from borrowproof.model.memory import Block as HeapBlock
from borrowproof.model.memory import Ending, EndingKind, PointerKind, Recording
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.figure import memory, snippet_figure
from borrowproof.site.figure.snippet_figure import Options
from tests.unit.memory import made
from tests.unit.site.test_colours import SCHEMES, contrast, properties

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]
CODE = "\n".join(f"line {n}; // <{n}>" for n in range(1, 31))
LIMIT = 25_000  # bytes, compressed, of a program of 15 steps


def html(recording: Recording) -> str:
    return memory.memory_html(recording, CODE, "a <b>", "snippet-a")


class Balanced(HTMLParser):
    """Fails on tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the signature is the base class's)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """An element without content."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", made.EXAMPLES)
def test_every_step_stands_in_the_page_and_each_shape_once(name: str) -> None:
    recording = made.example(name)
    page = html(recording)
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert page.count('class="bp-step"') == len(recording.steps)
    held = dict(re.findall(r'<g id="([^"]+)" class="bpm">(.*?)</g>(?=<g id=|</defs>)', page))
    used = re.findall(r'<use href="#([^"]+)"/>', page)
    assert set(used) == set(held)
    assert len(set(held.values())) == len(held), "what two steps have in common is stored once"
    assert len(used) > 1.5 * len(held)
    assert page.count("data-line=") == len(recording.steps)


@pytest.mark.parametrize("name", made.EXAMPLES)
def test_it_is_light(name: str) -> None:
    recording = made.example(name)
    fifteen = replace(recording, steps=recording.steps[:15])
    assert len(gzip.compress(html(fifteen).encode(), 9)) <= LIMIT


def test_what_others_wrote_is_no_markup() -> None:
    text = "<script>&"
    held = made.frame(made.slot("s", made.string("h1", len(text))))
    page = html(made.recording(made.step(held, heap=[HeapBlock("h1", (made.text(text),))], output="<b>&\n")))
    assert "<script" not in page
    assert "“&lt;script&gt;&amp;”" in page
    assert '<pre class="bp-memory-printed">&lt;b&gt;&amp;\n</pre>' in page
    assert 'aria-label="What memory holds: a &lt;b&gt;"' in page
    assert "<code>line 1; // &lt;1&gt;</code>" in page


def test_few_steps_are_open_without_scripts_and_many_are_folded() -> None:
    one = made.step(made.frame(made.slot("n", made.number(1))))
    assert html(made.recording(one, one)).count('data-line="1" open>') == 2
    assert html(made.recording(*[one] * 9)).count('data-line="1">') == 9


def test_a_step_below_others_is_no_higher_than_it_must_be() -> None:
    page = html(made.example("song"))
    whole = [int(n) for n in re.findall(r"--wh:(\d+);--nw:\d+;--nh:(\d+)", page)[0]]
    own = [(int(wide), int(narrow)) for wide, narrow in re.findall(r'style="--wh:(\d+);--nh:(\d+)"', page)]
    assert own
    assert all(wide <= whole[0] and narrow <= whole[1] and [wide, narrow] != whole for wide, narrow in own)
    assert min(narrow for _, narrow in own) < whole[1] // 2


def test_a_recording_that_ends_with_a_fault_opens_there() -> None:
    usual = made.example("song")
    assert len(usual.steps) > memory.UNFOLDED
    page = html(replace(usual, ending=Ending(EndingKind.FAULT, None, "line 9 reads memory that is freed")))
    assert f'data-opening="{len(usual.steps) - 1}"' in page
    assert page.count(" open>") == 1
    assert page.rindex('class="bp-step"') < page.index(" open>")
    assert "up to the undefined behaviour" in page
    assert "line 9 reads memory that is freed, which is undefined behaviour" in page
    assert "undefined behaviour" not in html(usual)


def test_what_is_printed_so_far_stands_beside_each_step() -> None:
    steps = [made.step(made.frame(), output=text) for text in ("", "a\n", "b\n")]
    printed = re.findall(r"bp-memory-printed\">(.*?)</pre>", html(made.recording(*steps)), re.S)
    assert printed == ["a\n", "a\nb\n"]


def test_the_bytes_of_types_on_request() -> None:
    held = made.frame(made.slot("s", made.string("h1", 2)), made.slot("r", made.pointer(PointerKind.SHARED, "h1")))
    page = html(made.recording(made.step(held, heap=[HeapBlock("h1", (made.text("ab"),))])))
    assert page.count('<th rowspan="3">String</th>') == 1
    assert "<td>8 to 16</td><td><code>ptr</code></td>" in page
    assert "Byte by byte" not in html(made.recording(made.step(made.frame())))


@pytest.fixture
def figure(make_evidence: MakeEvidence, make_block: MakeBlock) -> Callable[..., str]:
    def of(recording: Recording | None, why: str | None = None, **options: str) -> str:
        evidence = replace(make_evidence("fn main() {}", kind=Kind.RUNS), recording=recording, not_recorded=why)
        block = ShownBlock(replace(make_block(evidence), memory=True), evidence, "here")
        return snippet_figure.figure_html(block, Options(**options))  # type: ignore[arg-type]

    return of


def test_a_figure_has_memory_below_its_code_and_says_where_it_is_missing(figure: Callable[..., str]) -> None:
    shown = figure(made.example("song"))
    assert shown.index("bp-code") < shown.index('<section class="bp-memory')
    why = figure(None, "it has <threads>")
    assert "No picture of what memory holds: it has &lt;threads&gt;." in why


def test_a_question_hides_memory_until_it_is_answered(figure: Callable[..., str]) -> None:
    shown = figure(made.example("song"), predict="What does it print?")
    assert shown.index('<details class="bp-reveal') < shown.index('<section class="bp-memory')


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_stand_out_from_both_pages(scheme: str) -> None:
    colours = properties(SCHEMES[scheme])
    for page in ("page", "code-page"):
        assert contrast(colours["edge"], colours[page]) >= 3
