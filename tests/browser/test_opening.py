"""The button that opens a long program: hidden without scripts, and nothing is sent before the click."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof import playground_link
from borrowproof.model import Edition, Evidence, Expectation, Kind, Origin, Outcome, Snippet, Status, Verdict
from borrowproof.site import assets
from borrowproof.site.opening import opening
from tests.playground import Fault, Playground

Browse = Callable[[str], str]
LONG = f'fn main() {{\n    println!("<é{"x" * 9000}>");\n}}\n'
CLICK = "addEventListener('load', () => document.querySelector('.bp-share').click());"
READY = "Your copy is ready: open it"


@pytest.fixture
def page(tmp_path: Path, playground: Playground, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """The address of a page with the button, and with a script of the test's own."""
    monkeypatch.setattr(playground_link, "PLAYGROUND", playground.url)
    origin = Origin("docs/a.md", 1)
    snippet = Snippet("a", origin, LONG, (origin,), Expectation(Kind.RUNS))
    judged = Evidence(snippet, Verdict(Status.MATCHED), Outcome(Edition.E2021, (), compiled=True, exit=0), None)

    def write(script: str, *, ours: bool = True) -> str:
        (tmp_path / "ours.js").write_text(assets.script(), "utf-8")
        (tmp_path / "test.js").write_text(script, "utf-8")
        sources = ["ours.js", "test.js"] if ours else ["test.js"]
        scripts = "".join(f'<script src="{source}"></script>' for source in sources)
        path = tmp_path / "page.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><body>{opening(judged)}{scripts}", "utf-8")
        return path.as_uri()

    return write


def test_without_our_script_the_button_stays_hidden(page: Callable[..., str], browse: Browse) -> None:
    assert 'class="bp-share" hidden' in browse(page("", ours=False))


def test_nothing_is_sent_before_the_click(page: Callable[..., str], browse: Browse, playground: Playground) -> None:
    html = browse(page(""))
    assert 'class="bp-share" hidden' not in html
    assert playground.requests == ()


def test_a_click_stores_the_very_program_and_offers_its_address(
    page: Callable[..., str], browse: Browse, playground: Playground
) -> None:
    html = browse(page(CLICK))
    assert READY in html
    (stored,) = [r for r in playground.requests if r.method == "POST"]
    assert (stored.path, json.loads(stored.body)) == ("/meta/gist", {"code": LONG})
    assert f'href="{playground.url}/?version=stable&amp;mode=debug&amp;edition=2021&amp;gist=' in html


@pytest.mark.parametrize("fault", [Fault.TIMEOUT, Fault.BAD_GATEWAY, Fault.DROPPED, Fault.TRUNCATED_JSON])
def test_a_playground_in_trouble_is_told_in_words(
    fault: Fault, page: Callable[..., str], browse: Browse, playground: Playground
) -> None:
    playground.fault(fault, times=None)
    html = browse(page(CLICK))
    assert READY not in html
    assert "The Playground could not be reached. Try again in a while." in html
    assert "disabled" not in html.partition("<template>")[0]
