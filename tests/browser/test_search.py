"""The search of a page: what a word finds first, and what it costs a reader who does not search."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

# What is asked, a tab, and the page that must come first.
SEARCHED = [line.split("\t") for line in Path(__file__).with_name("searched.txt").read_text("utf-8").splitlines()]
AUTHORS = (
    "evidence.html",
    "annotations.html",
    "timelines.html",
    "memory.html",
    "contributing.html",
    "your-documentation.html",
)
# Material's own worker, asked as its search asks: numbers are the kinds of its messages (set up, query).
ASK = """async ([worker, queries]) => {
  const asked = new Worker(worker);
  const index = await (await fetch("search/search_index.json")).json();
  const ask = (message) => new Promise((answer) => {
    asked.onmessage = ({ data }) => answer(data);
    asked.postMessage(message);
  });
  await ask({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: true } } });
  const found = [];
  for (const query of queries) {
    const answer = await ask({ type: 2, data: query });
    found.push((answer.data.items ?? []).map(([first]) => first.location.split("#")[0]));
  }
  return found;
}"""


def test_what_is_asked_finds_the_page_that_is_about_it(served: str, built_site: Path, page: Page) -> None:
    [worker] = (built_site / "assets" / "javascripts" / "workers").glob("search.*.js")
    page.goto(f"{served}/index.html")
    found = page.evaluate(ASK, [worker.relative_to(built_site).as_posix(), [asked for asked, _ in SEARCHED]])
    wrong = {
        asked: (right, pages[:3]) for (asked, right), pages in zip(SEARCHED, found, strict=True) if pages[:1] != [right]
    }
    assert len(SEARCHED) >= 60
    assert wrong == {}
    assert {name for pages in found for name in pages}.isdisjoint(AUTHORS)


def test_the_index_is_fetched_when_a_reader_turns_to_the_search(served: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served}/ownership/moves.html", wait_until="networkidle")
    assert [url for url in asked if "search_index" in url] == []
    page.locator(".md-search__input").fill("lifetime")
    expect(page.locator(".md-search-result__item").first).to_contain_text("Lifetime parameters")
    assert len([url for url in asked if "search_index" in url]) == 1
