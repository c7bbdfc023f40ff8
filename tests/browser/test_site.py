"""Every kind of page, in every way it is looked at: schemes, widths, no scripts, no network, no mouse, on paper."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.pages import Traffic, overflow, violations

LESSON = "ownership/moves.html"
LIGHT, DARK = ("light", 1280), ("dark", 320)
# Each kind of page; those with the most on them in both schemes, large and small.
VIEWS = (
    *(("index.html", *view) for view in (LIGHT, DARK)),
    *((LESSON, *view) for view in (LIGHT, DARK)),
    ("errors/index.html", *DARK),
    ("path.html", *DARK),
    ("myths.html", *LIGHT),
    ("evidence.html", *DARK),
    ("annotations.html", *LIGHT),
    ("timelines.html", *DARK),
    ("errors/E0382.html", *DARK),
    ("404.html", *LIGHT),
)
FROM_DISK = sorted({kind for kind, _, _ in VIEWS} - {"404.html"})  # which only a server shows, at any address
LIMIT = 60_000  # bytes, compressed, of scripts and of styles
PAGE_LIMIT = 120_000


@pytest.mark.parametrize(("kind", "scheme", "width"), VIEWS)
def test_nothing_stands_in_a_reader_s_way(kind: str, scheme: str, width: int, served: str, new_page: NewPage) -> None:
    """axe finds nothing, nothing sticks out, nobody else is asked for anything, and the budgets hold."""
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    traffic = Traffic.of(page)
    page.goto(f"{served}/{kind}", wait_until="networkidle")
    assert violations(page) == []
    assert overflow(page) == 0
    assert traffic.foreign(served) == []
    scripts, styles = traffic.compressed(".js"), traffic.compressed(".css")
    assert "borrowproof.js" in scripts
    assert "borrowproof.css" in styles
    assert "borrowproof-editor.js" not in scripts
    assert sum(scripts.values()) <= LIMIT, scripts
    assert sum(styles.values()) <= LIMIT, styles


@pytest.mark.parametrize("kind", FROM_DISK)
def test_a_page_is_whole_without_scripts_and_from_disk(kind: str, built_site: Path, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((built_site / kind).as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for name in ("lesson-done", "path-forget", "bp-share"):
        for control in page.locator(f".{name}").all():
            expect(control).to_be_hidden()


def test_every_page_is_light(built_site: Path) -> None:
    weights = {p.name: len(gzip.compress(p.read_bytes(), 9)) for p in built_site.rglob("*.html")}
    assert len(weights) > 15
    assert {name: weight for name, weight in weights.items() if weight > PAGE_LIMIT and name != "evidence.html"} == {}


@pytest.mark.parametrize(
    ("kind", "width"),
    [("index.html", 1280), (LESSON, 320), (LESSON, 1280), ("path.html", 320), ("errors/index.html", 320)],
)
def test_nothing_jumps_when_scripts_start(kind: str, width: int, served: str, new_page: NewPage) -> None:
    page = new_page(width=width)
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver((list) => list.getEntries().forEach((e) => shifts.push("
        "[e.value, ...e.sources.map((s) => s.node?.outerHTML?.slice(0, 90))])))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{served}/{kind}", wait_until="networkidle")
    assert page.evaluate("shifts") == []


def test_a_served_site_is_read_on_without_a_network(served: str, new_page: NewPage) -> None:
    page = new_page(errors=True)  # offline, the browser itself reports what it cannot fetch
    page.goto(f"{served}/index.html")
    page.evaluate("navigator.serviceWorker.ready.then((r) => r.active.state)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(f"{served}/{LESSON}")  # never visited before
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moves")
    assert page.evaluate("getComputedStyle(document.querySelector('.bp-snippet')).borderLeftStyle") == "solid"
    page.goto(f"{served}/nowhere.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")


def test_search_works_from_disk(built_site: Path, new_page: NewPage) -> None:
    page = new_page()
    traffic = Traffic.of(page)
    page.goto((built_site / LESSON).as_uri())
    page.get_by_role("textbox", name="Search").fill("drop order")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert traffic.foreign("file:") == []


def test_focus_is_visible_and_never_under_the_header(served: str, new_page: NewPage) -> None:
    page = new_page(height=500)
    page.goto(f"{served}/{LESSON}", wait_until="networkidle")  # the search closes on Tab once its scripts have begun
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-search__input')"):
            # It opens over the page, and closes on Escape. Both take a moment, which only a machine does not wait.
            page.wait_for_function("document.querySelector('[data-md-toggle=search]').checked")
            page.keyboard.press("Escape")
            page.wait_for_function("document.querySelector('.md-search__overlay').offsetWidth === 0")
            continue
        seen.append(
            page.evaluate(
                """() => {
                  const active = document.activeElement;
                  // An unseen radio button is seen by its label.
                  const focused = [...(active.labels ?? [])].find((l) => l.getClientRects().length) ?? active;
                  const [line] = focused.getClientRects();
                  const x = (Math.max(0, line.left) + Math.min(innerWidth, line.right)) / 2;
                  const y = Math.min(innerHeight - 1, line.top + Math.min(line.height, 24) / 2);
                  const top = document.elementFromPoint(x, y);
                  const seen = top && (focused.contains(top) || top.contains(focused));
                  return [focused.outerHTML.slice(0, 120), Boolean(seen)];
                }"""
            )
        )
    assert len({tag for tag, _ in seen}) > 30, "the keyboard is caught somewhere"
    assert [tag for tag, shown in seen if not shown] == []


def test_paper_shows_what_the_screen_folds(served: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{served}/{LESSON}")
    page.emulate_media(media="print")
    folded = page.evaluate(
        """() => [...document.querySelectorAll('article details:not([open])')].map((details) => {
          const shown = [...details.children].slice(1).some((e) => e.checkVisibility({contentVisibilityAuto: true}));
          return [details.className, shown];
        })"""
    )
    assert len(folded) > 30
    assert {name for name, shown in folded if not shown} == set()
    expect(page.locator(".md-header")).to_be_hidden()


def test_a_printer_gets_light_pages_unfolded_and_gives_them_back(served: str, new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{served}/{LESSON}")
    state = (
        "() => [document.body.dataset.mdColorScheme, document.querySelectorAll('article details:not([open])').length]"
    )
    before = page.evaluate(state)
    assert before[0] == "slate"
    assert before[1] > 30
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(state) == ["default", 0]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(state) == before


def test_progress_is_kept_and_can_be_forgotten(served: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{served}/{LESSON}")
    page.get_by_role("button", name="Mark this lesson as done").press("Enter")
    expect(page.get_by_role("button", name="Done. Mark as not done")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{served}/path.html")
    moves = page.locator("li", has=page.get_by_role("link", name="Moves", exact=True))
    expect(moves.locator(".path-state")).to_have_text("done")
    page.get_by_role("button", name="Forget my progress").click()
    expect(moves.locator(".path-state")).to_have_text("")
    page.get_by_role("button", name="Bring it back").click()
    expect(moves.locator(".path-state")).to_have_text("done")
    page.get_by_role("button", name="Forget my progress").click()
    page.reload()
    expect(moves.locator(".path-state")).to_have_text("")


def test_forced_colours_keep_every_state_apart(served: str, new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{served}/{LESSON}")
    borders = {
        state: page.locator(f".bp-snippet.bp-{state}").first.evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.borderLeftStyle, s.borderLeftWidth].join(' ') }"
        )
        for state in ("fails", "runs")
    }
    assert all(not border.startswith("none") for border in borders.values())
    badges = {page.locator(f".bp-badge-{state}").first.inner_text() for state in ("fails", "runs")}
    assert len(badges) == 2


def test_schemes_follow_the_system(served: str, new_page: NewPage) -> None:
    def paper(scheme: str) -> str:
        page = new_page(color_scheme=scheme)
        page.goto(f"{served}/index.html")
        found: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return found

    light, dark = paper("light"), paper("dark")
    assert (light, dark) == ("rgb(255, 255, 255)", "rgb(21, 23, 28)")


def test_addresses_are_introduced_where_they_are_shared(built_site: Path) -> None:
    for one, other in itertools.pairwise(("index.html", LESSON, "path.html")):
        heads = [(built_site / name).read_text("utf-8").partition("</head>")[0] for name in (one, other)]
        titles = [head.split('property="og:title" content="')[1].partition('"')[0] for head in heads]
        assert titles[0] != titles[1]
        assert all(titles)
