"""Every kind of page, in every way it is looked at: schemes, widths, no scripts, no network, no mouse, on paper."""

from __future__ import annotations

import gzip
import itertools
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from borrowproof import assets
from borrowproof.site.service_worker import WORKER, service_worker
from tests.browser.conftest import NewPage, serving
from tests.browser.pages import Traffic, overflow, violations
from tests.samples import sampled

LESSON = "ownership/moves.html"
LIGHT, DARK = ("light", 1280), ("dark", 320)
# Each kind of page; the first four in `make test`. A lesson in the other scheme: test_ladders.py; the index of errors
# with answers: test_lookup.py.
VIEWS = (
    ("index.html", *DARK),
    (LESSON, *LIGHT),
    ("errors/E0382.html", *DARK),
    ("404.html", *LIGHT),
    ("index.html", *LIGHT),
    ("errors/index.html", *LIGHT),
    ("path.html", *DARK),
    ("myths.html", *LIGHT),
    ("evidence.html", *DARK),
    ("annotations.html", *LIGHT),
    ("timelines.html", *DARK),
)
FROM_DISK = sorted({kind for kind, _, _ in VIEWS} - {"404.html"})  # which only a server shows, at any address
LIMIT = 60_000  # bytes, compressed, of scripts and of styles
PAGE_LIMIT = 120_000
LESSON_LIMIT, LESSON_NODES = 60_000, 4_000  # bytes, compressed, and elements
DONE = '{"version":1,"lessons":{"ownership/moves":"done"},"questions":{}}'
# It opens when it has the focus, once its scripts have begun.
SEARCH_HEARS = """() => {
  document.querySelector('.md-search__input').blur();
  document.querySelector('.md-search__input').focus();
  return document.querySelector('[data-md-toggle=search]').checked;
}"""


@pytest.mark.parametrize(
    ("kind", "scheme", "width"), [*VIEWS[:4], *(pytest.param(*view, marks=pytest.mark.prove) for view in VIEWS[4:])]
)
def test_nothing_stands_in_a_reader_s_way(
    kind: str, scheme: str, width: int, served: str, built_site: Path, new_page: NewPage
) -> None:
    """axe finds nothing, nothing sticks out, nobody else is asked for anything, and the budgets hold."""
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    traffic = Traffic.of(page)
    page.goto(f"{served}/{kind}", wait_until="networkidle")
    assert violations(page) == []
    assert overflow(page) == 0
    assert traffic.foreign(served) == []
    scripts, styles = traffic.compressed(".js", built_site), traffic.compressed(".css", built_site)
    assert "borrowproof.js" in scripts
    assert "borrowproof.css" in styles
    assert "borrowproof-editor.js" not in scripts
    assert sum(scripts.values()) <= LIMIT, scripts
    assert sum(styles.values()) <= LIMIT, styles


@pytest.mark.parametrize("kind", sampled(FROM_DISK, 3))
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


def test_no_page_shows_the_marks_of_sections_and_no_line_number_jumps(built_site: Path) -> None:
    """Lines that are folded away stand in their places; of a difference, what follows a gap is set apart."""
    listings, wrong = 0, []
    for page in built_site.rglob("*.html"):
        html = page.read_text("utf-8")
        wrong += [f"{page.name}: {found}" for found in re.findall(r"\[(?:start|end):[\w-]+\]", html)]
        for listing in re.findall(r'<div class="bp-code".*?</pre>', html, re.DOTALL):
            lines = [(css, int(n)) for css, n in re.findall(r'class="([^"]*)" data-line="\s*(\d+)"', listing)]
            listings += 1
            wrong += [
                f"{page.name}: {before} is followed by {after}"
                for (_, before), (css, after) in itertools.pairwise(lines)
                if after != before + 1 and "bp-apart" not in css
            ]
    assert listings > 1000
    assert wrong == []


def test_every_lesson_is_light(built_site: Path, new_page: NewPage) -> None:
    """The heaviest one, with all that scripts add to it, is laid out in time on a slow phone."""
    nodes: dict[str, int] = {}
    for lesson in built_site.rglob("*.html"):
        if lesson.name == "evidence.html":  # a table of all there is
            continue
        # What stands there for those without scripts is one string to all others.
        text = re.sub(r"<noscript>.*?</noscript>", "", lesson.read_text("utf-8"), flags=re.S)
        nodes[str(lesson.relative_to(built_site))] = len(re.findall(r"<[a-z]", text))
        assert len(gzip.compress(lesson.read_bytes(), 9)) <= LESSON_LIMIT, lesson
    heaviest = max(nodes, key=lambda name: nodes[name])
    page = new_page(width=412)
    page.goto((built_site / heaviest).as_uri(), wait_until="networkidle")
    found = {**nodes, heaviest: page.evaluate("document.querySelectorAll('*').length")}
    assert len(found) > 15
    assert {name: count for name, count in found.items() if count > LESSON_NODES} == {}


# Of what scrolls by itself many screens below, Chromium now and then reports that it stood at the top of the window.
WATCH_SHIFTS = """
  window.shifts = [];
  const near = ({node}) => !(node instanceof Element) || node.getBoundingClientRect().top < 5 * innerHeight;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries().filter(({sources}) => sources.some(near)))
      shifts.push([shift.value, ...shift.sources.map(({node}) => node?.outerHTML?.slice(0, 90))]);
  }).observe({type: 'layout-shift', buffered: true});
"""


@pytest.mark.parametrize(
    ("kind", "width"),
    sampled(
        [
            ("index.html", 1280),
            (LESSON, 320),
            (LESSON, 412),
            (LESSON, 1280),
            ("path.html", 320),
            ("errors/index.html", 320),
        ],
        3,
    ),
)
def test_nothing_jumps_when_scripts_start(kind: str, width: int, served: str, new_page: NewPage) -> None:
    page = new_page(width=width)
    page.add_init_script(WATCH_SHIFTS)
    page.goto(f"{served}/{kind}", wait_until="networkidle")
    assert page.evaluate("shifts") == []
    assert overflow(page) == 0


def test_the_keyboard_reaches_a_table_that_is_too_wide(served: str, new_page: NewPage) -> None:
    page = new_page(width=320)
    page.goto(f"{served}/borrowing/shared-references.html")
    wide = page.get_by_role("group", name="Wide table")
    expect(wide).to_have_attribute("tabindex", "0")
    wide.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(wide).to_have_count(0)
    expect(page.locator(".md-typeset__scrollwrap[tabindex]")).to_have_count(0)


def test_a_served_site_is_read_on_without_a_network(built_site: Path, new_page: NewPage) -> None:
    page = new_page(errors=True, service_workers="allow")  # the browser itself reports what it cannot fetch
    with serving(built_site) as address:
        page.goto(f"{address}/index.html")
        page.wait_for_function("navigator.serviceWorker.controller !== null")  # by then all is kept
    page.goto(f"{address}/{LESSON}")  # never visited before, and nobody answers there any more
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moves")
    expect(page.locator(".bp-snippet").first).to_have_css("border-left-style", "solid")
    page.goto(f"{address}/nowhere.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")


def build(folder: Path, title: str, when: int) -> str:
    """A site of one page, with our script and our worker, written at `when`; returns the name of its cache."""
    head = "<!doctype html><link rel=icon href='data:,'><title>{}</title>"
    script = "<script src='assets/javascripts/borrowproof-lessons.js' defer></script>"
    texts = {
        "index.html": head.format(title) + script,
        "404.html": head.format("No such page"),
        "assets/javascripts/borrowproof-lessons.js": assets.script("borrowproof-lessons.js"),
    }
    worker = service_worker({name: text.encode() for name, text in texts.items()})
    for name, text in {**texts, WORKER: worker}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        os.utime(folder / name, (when, when))  # the server goes by seconds
    return worker.split('"cache": "')[1].partition('"')[0]


# Which caches there are can only be asked; and a browser looks for a new worker when it pleases. So this keeps asking.
TELL_CACHES = """setInterval(async () => {
  document.documentElement.dataset.caches = (await caches.keys()).map((key) => key.split(' ').at(-1)).join();
  await (await navigator.serviceWorker.getRegistration())?.update();
}, 100)"""


def test_a_new_build_takes_the_place_of_what_was_kept(tmp_path: Path, new_page: NewPage) -> None:
    page = new_page(errors=True, service_workers="allow")
    page.add_init_script(TELL_CACHES)
    caches = page.locator("html")
    with serving(tmp_path) as address:
        before = build(tmp_path, "Before", 1_000_000_000)
        page.goto(f"{address}/404.html")
        page.evaluate("caches.open('site-of-a neighbour').then(() => null)")  # on the same host
        page.goto(f"{address}/index.html")
        expect(caches).to_have_attribute("data-caches", f"neighbour,{before}")
        after = build(tmp_path, "After", 1_000_000_001)
        page.goto(f"{address}/index.html")
        expect(page).to_have_title("After")
        expect(caches).to_have_attribute("data-caches", f"neighbour,{after}")
    page.goto(f"{address}/")
    expect(page).to_have_title("After")
    page.goto(f"{address}/nowhere.html")
    expect(page).to_have_title("No such page")


def test_who_saves_data_is_not_sent_the_whole_site(tmp_path: Path, new_page: NewPage) -> None:
    page = new_page(service_workers="allow")
    build(tmp_path, "Light", 1_000_000_000)
    found = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    with serving(tmp_path) as address:
        page.add_init_script("Object.defineProperty(navigator, 'connection', {get: () => ({saveData: !window.name})})")
        page.goto(f"{address}/index.html")
        assert page.evaluate(found) == 0
        page.evaluate("window.name = 'plenty'")
        page.reload()
        page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_search_works_from_disk(built_site: Path, new_page: NewPage) -> None:
    page = new_page()
    traffic = Traffic.of(page)
    page.goto((built_site / LESSON).as_uri())
    page.get_by_role("textbox", name="Search").fill("drop order")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert traffic.foreign("file:") == []


def test_focus_is_visible_and_never_under_the_header(served: str, new_page: NewPage) -> None:
    page = new_page(height=500)
    page.goto(f"{served}/{LESSON}")
    page.wait_for_function(SEARCH_HEARS)
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('.md-search__overlay').offsetWidth === 0")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # back to the top
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
    assert "md-skip" in seen[0][0]
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
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    before = page.evaluate(state)
    assert before[1] > 30
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(state) == ["default", 0]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(state) == before


def test_progress_is_kept_and_can_be_forgotten(served: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{served}/path.html")
    lesson = page.context.new_page()  # in another tab
    lesson.goto(f"{served}/{LESSON}")
    lesson.get_by_role("button", name="Mark this lesson as done").press("Enter")
    expect(lesson.get_by_role("button", name="Done. Mark as not done")).to_have_attribute("aria-pressed", "true")
    moves = page.locator("li", has=page.get_by_role("link", name="Moves", exact=True))
    expect(moves.locator(".path-state")).to_have_text("done")
    page.get_by_role("button", name="Forget my progress").click()
    expect(moves.locator(".path-state")).to_have_text("")
    page.get_by_role("button", name="Bring it back").click()
    expect(moves.locator(".path-state")).to_have_text("done")
    page.get_by_role("button", name="Forget my progress").click()
    expect(lesson.get_by_role("button", name="Mark this lesson as done")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(moves.locator(".path-state")).to_have_text("")
    page.evaluate(f"localStorage.setItem('borrowproof:progress', '{DONE}')")  # which the tab that writes is not told
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")  # back, as it was left
    expect(moves.locator(".path-state")).to_have_text("done")


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
    badges = {page.locator(f".bp-badge-{state}:visible").first.inner_text() for state in ("fails", "runs")}
    assert len(badges) == 2


def test_schemes_follow_the_system(served: str, new_page: NewPage) -> None:
    page = new_page(color_scheme="light")
    page.goto(f"{served}/index.html")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 23, 28)")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")  # that of its scroll bars
    page.get_by_title("Switch to the light scheme").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.get_by_role("radio", name="Switch to the dark scheme").press("Enter")
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 23, 28)")
    expect(page.get_by_role("radio", name="Follow the system's scheme")).to_be_focused()


def test_a_dark_page_is_dark_before_its_text_is_read(served: str, new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.add_init_script(
        """new MutationObserver(() => {
          if (document.querySelector('main')) window.first ??= document.body.dataset.mdColorScheme;
        }).observe(document, {childList: true, subtree: true})"""
    )
    page.goto(f"{served}/index.html")
    assert page.evaluate("window.first") == "slate"


def test_what_is_far_away_is_skipped_and_found_all_the_same(served: str, new_page: NewPage) -> None:
    """A figure out of the window costs nothing; the search within a page and links lead to it all the same."""
    page = new_page()
    page.goto(f"{served}/{LESSON}")
    last = page.locator("article > figure.bp-snippet").last
    line = last.locator(".bp-line").first
    shown = "(e) => e.checkVisibility({contentVisibilityAuto: true})"
    assert not line.evaluate(shown)
    title = last.locator(".bp-title").text_content()
    assert page.evaluate("(title) => find(title)", title)
    assert page.evaluate("getSelection().anchorNode.parentElement.closest('figure').id") == last.get_attribute("id")
    page.evaluate("(id) => { location.hash = id }", last.get_attribute("id"))
    expect(line).to_be_in_viewport()
    assert line.evaluate(shown)


def test_addresses_are_introduced_where_they_are_shared(built_site: Path) -> None:
    for one, other in itertools.pairwise(("index.html", LESSON, "path.html")):
        heads = [(built_site / name).read_text("utf-8").partition("</head>")[0] for name in (one, other)]
        titles = [head.split('property="og:title" content="')[1].partition('"')[0] for head in heads]
        assert titles[0] != titles[1]
        assert all(titles)
