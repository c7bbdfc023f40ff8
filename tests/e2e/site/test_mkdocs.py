"""`mkdocs build` is a gate, and `mkdocs serve` never dies of a bad snippet: real MkDocs, real rustc."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from borrowproof import report
from borrowproof.site import rendered_blocks
from tests.e2e.site.conftest import Site
from tests.playground import Fault, Playground

GOOD = "# Good\n\n```rust\nfn main() {}\n```\n\n[the snippet](#snippet-1)\n"
BROKEN = "# Broken\n\n```rust,compile_fail,E0382\nfn main() {}\n```\n\n```rust\nlet x: i32 = 1.0;\n```\n"
TYPO = "# Typo\n\n```rust,compil_fail\nfn main() {}\n```\n"
EVIDENCE = "# Evidence\n\n```borrowproof\nevidence\n```\n"


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}


def without_compiler(folder: Path) -> dict[str, str]:
    """An environment in which no rustc and no rustup can be found."""
    return environment(PATH=str(folder), HOME=str(folder), CARGO_HOME=str(folder), RUSTUP_HOME=str(folder))


def mkdocs(home: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=home,
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def html(home: Path, page: str) -> str:
    return (home / "site" / page).read_text(encoding="utf-8")


def test_a_verified_site_is_built_and_publishes_its_evidence(make_site: Site) -> None:
    moved = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); //~ E0382\n}\n"
    page = GOOD + '\n```rust {title="Twice"}\n--8<-- "twice.rs"\n```\n'
    home = make_site({"index.md": page, "evidence.md": EVIDENCE}, {"twice.rs": moved})
    done = mkdocs(home, "build", "--strict")
    assert done.returncode == 0, done.stderr
    index = html(home, "index.html")
    assert rendered_blocks.rendered_locations(index) == Counter({"docs/index.md:3": 1, "docs/index.md:9": 1})
    assert "Fails as intended" in index
    assert "E0382" in index
    assert "//~" not in index
    assert "//@" not in index
    run = report.load(json.loads(html(home, "evidence.json")))
    assert len(run.evidence) == 2
    assert 'href="index.html#snippet-twice"' in html(home, "evidence.html")


@pytest.mark.parametrize("flags", [(), ("-q",), ("--strict", "-q")])
def test_a_build_fails_once_with_every_mismatch(flags: tuple[str, ...], make_site: Site) -> None:
    home = make_site({"index.md": BROKEN, "b.md": TYPO})
    done = mkdocs(home, "build", *flags)
    assert done.returncode != 0
    assert "docs/index.md:3: expected error E0382, but it compiled" in done.stderr
    assert "docs/index.md:7: expected it to run, but rustc says E0308" in done.stderr
    assert "unknown tag `compil_fail`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "site").exists()


def test_a_build_fails_for_an_include_of_an_unverified_kind(make_site: Site) -> None:
    home = make_site({"index.md": "# A\n\n```rs\nfn main() {}\n```\n"})
    done = mkdocs(home, "build")
    assert done.returncode != 0
    assert "Rust that would be shown unverified" in done.stderr


def test_without_a_compiler_a_build_refuses_and_says_how(make_site: Site, tmp_path: Path) -> None:
    home = make_site({"index.md": GOOD})
    done = mkdocs(home, "build", env=without_compiler(tmp_path))
    assert done.returncode != 0
    assert "https://rustup.rs" in done.stderr
    assert not (home / "site").exists()


def test_an_unchecked_build_says_so_on_every_page(make_site: Site, tmp_path: Path) -> None:
    home = make_site({"index.md": GOOD, "plain.md": "# Plain\n", "evidence.md": EVIDENCE})
    env = without_compiler(tmp_path) | {"BORROWPROOF_ALLOW_UNCHECKED": "1"}
    done = mkdocs(home, "build", env=env)
    assert done.returncode == 0, done.stderr
    for page in ("index.html", "plain.html", "evidence.html"):
        assert "No compiler checked this page." in html(home, page)
    assert "bp-unchecked" in html(home, "index.html")
    assert "<strong>0</strong> snippets verified" in html(home, "evidence.html")


MOVED = """//@ error E0382
fn main() {
    let a = String::new();
    drop(a);
    drop(a); //~ E0382
}
"""
CLONED = """//@ compiles
//@ fixes moved
fn main() {
    let a = String::from("a");
    drop(a.clone());
    drop(a);
}
"""


@pytest.mark.parametrize("fault", [None, pytest.param(Fault.CUT_OUTPUT, marks=pytest.mark.prove)])
def test_without_a_compiler_the_playground_draws_the_site_or_the_page_says_what_is_missing(
    fault: Fault | None, make_site: Site, playground: Playground, tmp_path: Path
) -> None:
    page = "".join(f'```rust {{title="{name}" ownership}}\n--8<-- "{name}.rs"\n```\n\n' for name in ("moved", "cloned"))
    home = make_site({"index.md": f"# A\n\n{page}", "evidence.md": EVIDENCE}, {"moved.rs": MOVED, "cloned.rs": CLONED})
    config = (home / "mkdocs.yml").read_text("utf-8")
    chosen = f"  - borrowproof: {{backend: playground, playground_url: '{playground.url}'}}\n"
    (home / "mkdocs.yml").write_text(config.replace("  - borrowproof\n", chosen), "utf-8")
    if fault:
        playground.fault(fault, times=None, after=3)  # the verdicts are known by then
    done = mkdocs(home, "build", "--strict", env=without_compiler(tmp_path))
    assert done.returncode == 0, done.stderr
    shown, evidence = html(home, "index.html"), html(home, "evidence.html")
    missing = "the Playground's answer is damaged: it has no end"
    assert shown.count(f"No ownership timeline: {missing}.") == (2 if fault else 0)
    assert shown.count('class="bp-undrawn"') == (2 if fault else 0)
    assert shown.count('class="bp-lanes"') == (0 if fault else 2)
    assert evidence.count(f"no timeline: {missing}") == (2 if fault else 0)
    assert evidence.count(f"its cost was not counted: {missing}") == (1 if fault else 0)


@pytest.mark.parametrize("configured", [True, False])
def test_what_a_publisher_configures_appears(configured: bool, make_site: Site) -> None:
    """Sources and edit links with a repository, cards with an address; runs go to the Playground of their choice."""
    home = make_site({"index.md": GOOD, "evidence.md": EVIDENCE})
    if configured:
        config = (home / "mkdocs.yml").read_text("utf-8")
        chosen = "  - borrowproof: {playground_url: 'http://127.0.0.1:9'}\n"
        (home / "mkdocs.yml").write_text(config.replace("  - borrowproof\n", chosen), "utf-8")
    places = {"BORROWPROOF_REPO_URL": "https://git.example/o/r", "BORROWPROOF_SITE_URL": "https://docs.example/x/"}
    done = mkdocs(home, "build", "--strict", env=environment(**(places if configured else {})))
    assert done.returncode == 0, done.stderr
    edit = 'href="https://git.example/o/r/edit/main/docs/index.md"'
    source = 'href="https://git.example/o/r/blob/main/docs/index.md#L3"'
    assert (edit in html(home, "index.html")) is configured
    assert (source in html(home, "evidence.html")) is configured
    assert ('data-playground="http://127.0.0.1:9"' in html(home, "index.html")) is configured
    assert ('data-playground="https://play.rust-lang.org"' in html(home, "index.html")) is not configured
    card = home / "site" / "assets" / "cards" / "index.png"
    shared = 'property="og:image" content="https://docs.example/x/assets/cards/index.png"'
    assert (shared in html(home, "index.html")) is configured
    assert ('property="og:image"' in html(home, "index.html")) is configured
    assert card.is_file() is configured


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """`serve(home, env)` starts `mkdocs serve` and returns its address once it answers."""
    started: list[subprocess.Popen[bytes]] = []

    def start(home: Path, env: dict[str, str] | None = None) -> str:
        port = free_port()
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        with (home / "serve.log").open("wb") as log:
            process = subprocess.Popen(command, cwd=home, env=env or environment(), stdout=log, stderr=log)
        started.append(process)
        address = f"http://127.0.0.1:{port}/"
        until(address, "<html", home)
        return address

    yield start
    for process in started:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    """A port of those that the system gives to nobody who asks for any, so that it is still free in a moment."""
    for port in range(20_000 + os.getpid() % 8_000, 32_000):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def until(address: str, wanted: str, home: Path, seconds: float = 120) -> str:
    """The page at `address`, as soon as `wanted` is in it."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError), urlopen(address, timeout=seconds) as answer:
            page = str(answer.read().decode())
            if wanted in page:
                return page
        log = (home / "serve.log").read_text(encoding="utf-8")
        assert time.monotonic() < deadline, f"not reached in {seconds} s; mkdocs serve said:\n{log}"
        time.sleep(0.1)


def test_serve_marks_a_bad_snippet_and_heals_on_save(make_site: Site, serve: Callable[..., str]) -> None:
    include = '# Mixed\n\n```rust\n--8<-- "a.rs"\n```\n\n```rust\n--8<-- "missing.rs"\n```\n'
    home = make_site({"index.md": include + BROKEN + TYPO}, {"a.rs": "//@ error E0382\nfn main() {}\n"})
    address = serve(home)
    page = until(address, "</html>", home)
    assert "The compiler disagrees with this page." in page
    assert "expected error E0382, but it compiled" in page
    assert "unknown tag `compil_fail`" in page
    assert "missing.rs" in page
    (home / "docs" / "index.md").write_text('# Well\n\n```rust\n--8<-- "a.rs"\n```\n', encoding="utf-8")
    (home / "snippets" / "a.rs").write_text("//@ compiles\nfn main() {}\n", encoding="utf-8")
    assert "bp-mismatch" not in until(address, "bp-runs", home)


def test_serve_works_without_a_compiler(make_site: Site, serve: Callable[..., str], tmp_path: Path) -> None:
    home = make_site({"index.md": GOOD})
    page = until(serve(home, without_compiler(tmp_path)), "</html>", home)
    assert "No compiler checked this page." in page
    assert "bp-unchecked" in page
