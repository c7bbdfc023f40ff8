"""What `mkdocs serve` keeps is what it would make again: each edit, built from what was kept and built anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from borrowproof.kept_results import KeptResults, NothingKept
from borrowproof.mkdocs_plugin.plugin import BorrowproofPlugin
from tests.e2e.site.conftest import Site

MOVES = """---
title: Moves
description: Where values go.
requires: []
---
# Moves

```rust
--8<-- "moves/gone.rs"
```

--8<-- "moves/note.txt"

See [copies](copies.md#copies).
"""
COPIES = "---\ntitle: Copies\ndescription: Two of a kind.\nrequires: []\n---\n# Copies\n\n```rust\nfn main() {}\n```\n"
GONE = "//@ error E0382\nfn main() {\n    let s = String::new();\n    drop(s);\n    drop(s);\n}\n"
PRINTS = '//@ compiles\nfn main() {\n    println!("hello");\n}\n'
HANDBOOK = """elsewhere = []

[families]
moves = "Moves"

[code.E0382]
family = "moves"
title = "A value is used after it was moved away"
says = ["use of moved value: `_`"]
rule = "A value has one owner."
ways = ["Lend it."]
"""


@dataclass
class Server:
    """The builds of one `serve`, without its socket: `rendered` are the pages that the latest one rendered."""

    home: Path
    plugin: BorrowproofPlugin
    rendered: list[str]

    def built(self, folder: str, *, keep: bool) -> dict[str, bytes]:
        """Every file of the site as it is now, made from what was kept, or all anew."""
        kept = self.plugin.results
        self.plugin.results = kept if keep else NothingKept()
        self.rendered.clear()
        site = self.home.parent / folder
        build(load_config(str(self.home / "mkdocs.yml"), site_dir=str(site)), serve_url="http://127.0.0.1:1/")
        self.plugin.results = kept
        return {p.relative_to(site).as_posix(): _lasting(p) for p in sorted(site.rglob("*")) if p.is_file()}


def _lasting(path: Path) -> bytes:
    """What a file says, without what only the clock and the cache know."""
    if path.name == "sitemap.xml.gz":
        return b""
    if path.name == "evidence.json":
        report = json.loads(path.read_bytes())
        report["summary"] |= {"seconds": 0, "cached": 0}
        report["snippets"] = [snippet | {"cached": False} for snippet in report["snippets"]]
        return json.dumps(report).encode()
    return path.read_bytes()


@pytest.fixture
def server(make_site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    pages = {
        "index.md": "# Home\n\n```borrowproof\ntotals\n```\n",
        "ownership/moves.md": MOVES,
        "ownership/copies.md": COPIES,
        "errors/index.md": "# Errors\n\n```borrowproof\nerrors\n```\n",
        "errors/errors.toml": HANDBOOK,
    }
    home = make_site(pages, {"moves/gone.rs": GONE, "moves/note.txt": "A note.\n"})
    monkeypatch.chdir(home)  # where the includes' extension looks
    config = load_config(str(home / "mkdocs.yml"), site_dir=str(home.parent / "kept"))
    plugin = config.plugins["borrowproof"]
    assert isinstance(plugin, BorrowproofPlugin)
    config.plugins.on_startup(command="serve", dirty=False)
    assert isinstance(plugin.results, KeptResults)
    rendered: list[str] = []
    render = Page.render

    def counted(page: Page, *arguments: object) -> None:
        rendered.append(page.file.src_uri)
        render(page, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Page, "render", counted)
    yield Server(home, plugin, rendered)
    config.plugins.on_shutdown()


def write(name: str, text: str | bytes) -> Callable[[Path], None]:
    def edit(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    return edit


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(home: Path) -> None:
        text = (home / name).read_text(encoding="utf-8")
        assert old in text
        (home / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def rename(old: str, new: str) -> Callable[[Path], None]:
    def edit(home: Path) -> None:
        (home / old).rename(home / new)

    return edit


def delete(name: str) -> Callable[[Path], None]:
    return lambda home: (home / name).unlink()


def write_beside(home: Path) -> None:
    """The temporary files of editors."""
    for folder in ("docs/ownership", "snippets/moves"):
        for name in (".moves.md.swp", "4913", "moves.md~", "#gone.rs#", "gone.rs.tmp"):
            write(f"{folder}/{name}", b"\x00\xff")(home)
        (home / folder / ".#moves.md").symlink_to("nobody@nowhere.1")


EDITS: dict[str, Callable[[Path], None]] = {
    "prose": replace("docs/ownership/moves.md", "See ", "Now see "),
    "snippet": replace("snippets/moves/gone.rs", "String::new()", 'String::from("x")'),
    "snippet that no longer fails": replace("snippets/moves/gone.rs", "    drop(s);\n    drop(s);", "    drop(s);"),
    "snippet that fails again": replace("snippets/moves/gone.rs", "    drop(s);\n", "    drop(s);\n    drop(s);\n"),
    "included text": write("snippets/moves/note.txt", "Another note.\n"),
    "new snippet and page": write("docs/ownership/prints.md", '# Prints\n\n```rust\n--8<-- "moves/prints.rs"\n```\n'),
    "include that is missing no more": write("snippets/moves/prints.rs", PRINTS),
    "recorded output": write("snippets/moves/prints.stdout", "hello\n"),
    "wrong recorded output": write("snippets/moves/prints.stdout", "bye\n"),
    "title of another lesson": replace("docs/ownership/copies.md", "title: Copies", "title: Copying"),
    "anchor that a link needs": replace("docs/ownership/copies.md", "# Copies", "# Copies {#others}"),
    "page that is not UTF-8": write("docs/ownership/copies.md", b"# Copies \xff\n\n" + COPIES.encode()),
    "page that is UTF-8 again": write("docs/ownership/copies.md", COPIES),
    "editors' files": write_beside,
    "renamed lesson": rename("docs/ownership/copies.md", "docs/ownership/clones.md"),
    "deleted snippet": delete("snippets/moves/prints.rs"),
    "deleted lesson": delete("docs/ownership/prints.md"),
    "handbook": replace("docs/errors/errors.toml", "A value has one owner.", "One value, one owner."),
    "style": write("docs/assets/stylesheets/theme.css", "p { color: red }\n"),
    "template": replace("hooks/theme/main.html", "Learning path", "The path"),
    "navigation": lambda home: write(
        "mkdocs.yml", (home / "mkdocs.yml").read_text() + "nav: [index.md, Lessons: [ownership/moves.md]]\n"
    )(home),
    "name of the site": replace("mkdocs.yml", "site_name: Borrowproof", "site_name: Renamed"),
}


FIRST = ("new snippet and page", "include that is missing no more", "recorded output")
ALONE = ("wrong recorded output", "included text", "title of another lesson", "template")
LAST = tuple(kind for kind in EDITS if kind not in (*FIRST, *ALONE))
TOGETHER = [FIRST, *((kind,) for kind in ALONE), LAST]  # what one kind alone must show, no other may hide


@pytest.mark.parametrize(
    "steps", [TOGETHER, pytest.param([(kind,) for kind in EDITS], marks=pytest.mark.prove)], ids=["together", "alone"]
)
def test_after_every_kind_of_edit_kept_pages_are_those_of_a_full_build(
    server: Server, steps: list[tuple[str, ...]]
) -> None:
    server.built("kept", keep=True)
    for kinds in steps:
        for kind in kinds:
            EDITS[kind](server.home)
        anew = server.built("anew", keep=False)
        kept = server.built("kept", keep=True)
        assert [name for name in anew if kept.get(name) != anew[name]] == [], kinds
        assert kept.keys() == anew.keys(), kinds


def test_only_what_an_edit_touches_is_rendered_again(server: Server) -> None:
    server.built("kept", keep=True)
    server.built("kept", keep=True)
    assert server.rendered == []
    EDITS["prose"](server.home)
    page = server.built("kept", keep=True)["ownership/moves.html"].decode()
    assert "Now see" in page
    assert server.rendered == ["ownership/moves.md"]
    EDITS["snippet"](server.home)
    server.built("kept", keep=True)
    assert sorted(server.rendered) == ["errors/E0382.md", "errors/index.md", "index.md", "ownership/moves.md"]


def test_a_page_that_is_not_utf8_is_a_marked_page(server: Server) -> None:
    EDITS["page that is not UTF-8"](server.home)
    page = server.built("kept", keep=True)["ownership/copies.html"].decode()
    assert "This page is not verified." in page
    assert "docs/ownership/copies.md:1: not UTF-8; save the file as UTF-8" in page


def test_a_broken_link_is_told_at_every_build(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    write("docs/ownership/copies.md", "# Copies\n\n[nowhere](none.md) [gone](moves.md#none)\n")(server.home)
    for _ in range(3):
        caplog.clear()
        server.built("kept", keep=True)
        told = "\n".join(record.getMessage() for record in caplog.records)
        assert "none.md" in told
        assert "#none" in told
