"""Sites of strangers, with the one line that their generator needs: MkDocs with three themes, ProperDocs, Zensical."""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.request import urlopen

import pytest

from borrowproof.site import rendered_blocks
from tests.e2e.packaging.conftest import Stranger
from tests.e2e.site.test_mkdocs import free_port

pytestmark = pytest.mark.prove

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
GENERATORS = {
    "mkdocs": ("mkdocs build", "mkdocs"),
    "readthedocs": ("mkdocs build", "readthedocs"),
    "material": ("mkdocs build", "material"),
    "properdocs": ("properdocs build -f mkdocs.yml", "material"),  # its other themes are packages of their own
}
MKDOCS = """site_name: Theirs
theme: {{name: {theme}}}
plugins: [search, borrowproof]
"""
ZENSICAL = """[project]
site_name = "Theirs"
extra_css = ["assets/borrowproof.css"]
extra_javascript = ["assets/borrowproof.js"]
[project.markdown_extensions.attr_list]
[project.markdown_extensions.admonition]
[project.markdown_extensions.borrowproof]
[project.markdown_extensions.pymdownx.superfences]
[project.markdown_extensions.pymdownx.snippets]
base_path = ["code"]
"""
SITE = """docs_dir: pages
exclude_docs: draft.md
markdown_extensions:
  - attr_list
  - admonition
  - pymdownx.snippets: {base_path: [code]}
"""
PAGE = """---
title: Home
---
# Home

```rust title="inc" hl_lines="2" linenums="1"
--8<-- "part.rs:body"
```

```{ .rust .annotate #there }
let x = Some(1); // (1)!
```

1.  A number.

!!! note
    ```rust,should_panic
    panic!();
    ```

``` { .rs .no-copy }
let a = 1;
```

```rust,compile_fail,E0382
let a = String::new();
drop(a);
drop(a);
```

```python
def f(): return 1
```

```question
What else?
```

<script>window.theirs = true</script>
"""
LINES = (6, 10, 17, 21, 25)
FILES = {
    "pages/index.md": PAGE,
    "pages/part/two.md": "# Two\n\n```rust\nassert_eq!(1 + 1, 2);\n```\n",
    "pages/draft.md": "# Draft\n\n```rust\nnonsense\n```\n",
    "code/part.rs": (
        "fn main() {\n    // --8<-- [start:body]\n    let x = 5;\n    let _ = x;\n    // --8<-- [end:body]\n}\n"
    ),
}
BAD = "# Bad\n\n```rust\nlet x: i32 = 1.0;\n```\n"
CRATE = "# Crate\n\n```rust\nuse tokio::task;\n```\n"


def shown(page: Path) -> Counter[str]:
    return rendered_blocks.rendered_locations(page.read_text("utf-8"))


@pytest.fixture(params=GENERATORS)
def generator(request: pytest.FixtureRequest, make_project: MakeProject) -> tuple[str, Path]:
    """A generator that runs plugins: its command, and a site with the one line."""
    command, theme = GENERATORS[request.param]
    return command, make_project({**FILES, "mkdocs.yml": MKDOCS.format(theme=theme) + SITE})


def test_one_line_is_all_that_a_site_needs(generator: tuple[str, Path], stranger: Stranger) -> None:
    command, home = generator
    done = stranger(f"{command} --strict", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    index = (home / "site" / "index.html").read_text("utf-8")
    assert shown(home / "site" / "index.html") == Counter(f"pages/index.md:{line}" for line in LINES)
    assert shown(home / "site" / "part" / "two" / "index.html") == Counter(["pages/part/two.md:3"])
    assert "bp-banner" not in index
    assert index.count("bp-line-highlighted") == 1
    assert '<div id="there">' in index
    assert "window.theirs" in index
    assert re.search(r'class="[^"]*language-question', index)
    for path in ("assets/stylesheets/borrowproof.css", "assets/javascripts/borrowproof.js", "evidence.json"):
        assert (home / "site" / path).is_file()
    assert 'href="assets/stylesheets/borrowproof.css"' in index
    assert 'src="assets/javascripts/borrowproof.js" defer' in index


def test_nothing_of_our_own_site_is_forced_on_it(generator: tuple[str, Path], stranger: Stranger) -> None:
    command, home = generator
    assert stranger(command, cwd=home).returncode == 0
    for theirs_not in ("service-worker.js", "assets/cards", "assets/javascripts/borrowproof-lessons.js", "errors"):
        assert not (home / "site" / theirs_not).exists()


def test_a_wrong_program_ends_the_build_with_one_message(generator: tuple[str, Path], stranger: Stranger) -> None:
    command, home = generator
    (home / "pages" / "bad.md").write_text(BAD, "utf-8")
    done = stranger(command, cwd=home)
    assert done.returncode != 0
    assert "pages/bad.md:3: expected it to run, but rustc says E0308" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "site").exists()


def test_what_needs_a_crate_is_shown_unchecked_and_ends_a_strict_build(
    generator: tuple[str, Path], stranger: Stranger
) -> None:
    command, home = generator
    (home / "pages" / "crate.md").write_text(CRATE, "utf-8")
    done = stranger(command, cwd=home)
    assert done.returncode == 0, done.stderr
    assert "pages/crate.md:3: not checked: it needs the crate `tokio`" in done.stderr
    assert "bp-unchecked" in (home / "site" / "crate" / "index.html").read_text("utf-8")
    assert stranger(f"{command} --strict", cwd=home).returncode != 0


@pytest.mark.parametrize("settings", ["{edition: 2015}", "{edition: '2015'}"])
def test_the_plugin_is_told_an_edition(settings: str, make_project: MakeProject, stranger: Stranger) -> None:
    page = "# A\n\n```rust\nlet async = 1;\nassert_eq!(async, 1);\n```\n"
    config = f"site_name: A\nplugins:\n  - borrowproof: {settings}\n"
    home = make_project({"mkdocs.yml": config, "docs/index.md": page})
    done = stranger("mkdocs build && borrowproof check", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "edition 2015" in (home / "site" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{editoin: 2021}", "Unrecognised configuration name: editoin"),
        ("{edition: 2020}", "Expected one of: ['2015', '2018', '2021', '2024'] but received: '2020'"),
        ("{backend: playgrond}", "Expected one of: ['auto', 'rustc', 'playground'] but received: 'playgrond'"),
        ("{playground_url: play}", "'play' is not the address of a Playground"),
    ],
)
def test_a_wrong_setting_is_told(settings: str, said: str, make_project: MakeProject, stranger: Stranger) -> None:
    config = f"site_name: A\nplugins:\n  - borrowproof: {settings}\n"
    done = stranger("mkdocs build --strict", cwd=make_project({"mkdocs.yml": config, "docs/index.md": "# A\n"}))
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_configuration_of_another_name_is_read(make_project: MakeProject, stranger: Stranger) -> None:
    home = make_project({**FILES, "mkdocs.en.yml": MKDOCS.format(theme="mkdocs") + SITE})
    done = stranger("mkdocs build --strict -f mkdocs.en.yml", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(shown(home / "site" / "index.html")) == len(LINES)


def until(address: str, wanted: str, seconds: float = 120) -> str:
    """The page at `address`, as soon as `wanted` is in it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urlopen(address, timeout=10) as answer:
            page = str(answer.read().decode())
            if wanted in page:
                return page
        time.sleep(0.2)
    raise AssertionError(f"{wanted!r} was not shown within {seconds} s")


@pytest.mark.parametrize("name", ["mkdocs", "properdocs"])
def test_serve_shows_what_is_wrong_and_lives_on(
    name: str, environment: Path, make_project: MakeProject, tmp_path: Path
) -> None:
    home = make_project({**FILES, "mkdocs.yml": MKDOCS.format(theme="material") + SITE, "pages/bad.md": BAD})
    port = free_port()
    argv = [str(environment / "bin" / name), "serve", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("wb") as log:
        served = subprocess.Popen(argv, cwd=home, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        assert "The compiler disagrees with this page." in until(f"{address}/bad/", "</html>")
        (home / "pages" / "bad.md").write_text(BAD.replace("1.0", "1"), "utf-8")
        until(f"{address}/bad/", "bp-runs")
        (home / "code" / "part.rs").write_text(FILES["code/part.rs"].replace("= 5;", "= 1 + true;"), "utf-8")
        assert "cannot add" in until(address, "bp-mismatch")
        assert served.poll() is None
    finally:
        served.terminate()
        served.wait(timeout=60)


@pytest.fixture
def zensical(make_project: MakeProject) -> Path:
    """A site of Zensical's, which runs no plugins."""
    files = {name.replace("pages/", "docs/"): text for name, text in FILES.items() if name != "pages/draft.md"}
    return make_project({**files, "zensical.toml": ZENSICAL})


def test_zensical_renders_what_was_checked_before(zensical: Path, stranger: Stranger) -> None:
    written = "borrowproof assets docs/assets && borrowproof check --format json --output evidence.json"
    done = stranger(f"{written} && zensical build", cwd=zensical)
    assert done.returncode == 0, done.stdout + done.stderr
    index = (zensical / "site" / "index.html").read_text("utf-8")
    assert shown(zensical / "site" / "index.html") == Counter(f"docs/index.md:{line}" for line in LINES)
    assert shown(zensical / "site" / "part" / "two" / "index.html") == Counter(["docs/part/two.md:3"])
    assert "data-borrowproof-unverified" not in index
    for path in ("assets/borrowproof.css", "assets/borrowproof.js"):
        assert (zensical / "site" / path).is_file()
        assert path in index


def test_zensical_without_evidence_says_what_to_run(zensical: Path, stranger: Stranger) -> None:
    done = stranger("zensical build", cwd=zensical)
    assert done.returncode == 0, done.stdout + done.stderr
    index = (zensical / "site" / "index.html").read_text("utf-8")
    assert shown(zensical / "site" / "index.html") == Counter()
    said = "<p>no compiler checked this page yet: run `borrowproof check --format json --output evidence.json`"
    assert index.count(said) == len(LINES)


def test_zensical_shows_a_changed_program_as_unverified(zensical: Path, stranger: Stranger) -> None:
    assert stranger("borrowproof check --format json --output evidence.json", cwd=zensical).returncode == 0
    page = zensical / "docs" / "part" / "two.md"
    page.write_text(page.read_text("utf-8").replace("2)", "3)"), "utf-8")
    done = stranger("zensical build", cwd=zensical)
    assert done.returncode == 0, done.stdout + done.stderr
    two = (zensical / "site" / "part" / "two" / "index.html").read_text("utf-8")
    assert "This page is not verified." in two
    assert "data-borrowproof=" not in two
