"""Small texts take small time: what a reader does grows with the text, not with its square. Nothing is a crash.

Sixteen times the text may take up to eighty times the processor time; its square would take 256 times. (What fits in a
processor's cache is quicker, and a busy machine takes that from the longer text: up to 3.5 times were seen.)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.sources.collect import Sources, collect

FENCE = "```"
PROGRAM = "//@ compiles\nfn main() {}\n// ANCHOR: a\n// --8<-- [start:b]\n// --8<-- [end:b]\n"
LEAST = 0.01  # seconds; what takes less is not compared
MOST = 80  # times as long for sixteen times the text
PAIRS = 6  # measured at most


def fence(info: str, body: str = "fn main() {}", indent: str = "") -> str:
    return "".join(f"{indent}{line}\n" for line in (f"{FENCE}{info}", *body.split("\n"), FENCE))


def beside_fences(text: str) -> str:
    return f"{fence('rust')}\n{text}\n\n{fence('rust')}"


def question(option: str, more: str = "") -> str:
    return f'{FENCE}question\nq\n--8<-- "x.rs"\n- [x] {option}\n{more}- [ ] panics\n> why\n{FENCE}\n'


INFOS = {
    "spaces and no more": lambda n: " " * n,
    "spaces and what is no option": lambda n: " " * n + "x y(",
    "a tag, spaces and a parenthesis": lambda n: "rust" + " " * n + "(",
    "parentheses": lambda n: "rust" + "(" * n,
    "parentheses in pairs": lambda n: "rust" + "()" * n + "{",
    "a long word": lambda n: "rust," + "a" * n,
    "words": lambda n: "rust" + ",a" * n,
    "tags": lambda n: "rust" + ",no_run" * n,
    "codes": lambda n: "rust,compile_fail" + "".join(f",E{m % 10000:04}" for m in range(n)),
    "options": lambda n: "rust " + "abc " * n + "!",
    "quoted options": lambda n: "rust " + 'a="" ' * n,
    "quotes that stay open": lambda n: "rust " + 'a="x ' * n,
    "quotes in quotes": lambda n: 'py title="a"' + " title='" * n + ' x"',
    "braces": lambda n: "rust " + "{" * n,
    "options in braces": lambda n: "rust {" + 'a="x" ' * n + "}",
    "quotes in braces": lambda n: "rust {" + "\"'=" * n + "}",
    "highlighted lines": lambda n: 'rust {hl_lines="' + "1 " * n + '1"}',
    "highlighted ranges": lambda n: 'rust {hl_lines="' + "".join(f"{m}-99999 " for m in range(min(n, 9999))) + '1"}',
}
PAGES: dict[str, Callable[[int], str]] = {
    **{f"info: {name}": lambda n, info=info: fence(info(n)) for name, info in INFOS.items()},  # type: ignore[misc]
    "comments that stay open": lambda n: beside_fences("<!--" * n),
    "comments that stay open, a line each": lambda n: beside_fences("<!--\n" * n),
    "comments": lambda n: beside_fences("<!-- a\n-->\n" * n),
    "tags that stay open": lambda n: beside_fences("<div " * n),
    "tags around an indented fence": lambda n: "<div " * n + "\n\n" + fence("rust", indent="    "),
    "fences in comments": lambda n: ("<!--\n" + fence("rust") + "-->\n") * (n // 8),
    "fences": lambda n: (fence("rust") + "\n") * (n // 8),
    "fences in one paragraph": lambda n: fence("rust") * (n // 8),
    "fences below text": lambda n: "x\n" * n + fence("rust") * (n // 8),
    "fences in a list": lambda n: "- a\n\n" + (fence("rust", indent="    ") + "\n    x\n\n") * (n // 8),
    "fences below items": lambda n: "- a\n" * n + "\n" + fence("rust", indent="    "),
    "fences without an end": lambda n: f"{FENCE}rust\n> x\n" * n,
    "fences without an end, as rustdoc writes them": lambda n: f"{FENCE}rust,no_run\n> x\n" * n,
    "fences without an end, in quotes": lambda n: f"> {FENCE}rust,no_run\n" * n,
    "fences of many lengths": lambda n: "\n".join("`" * (3 + m % 50) + "rust,no_run" for m in range(n)),
    "quoted titles": lambda n: "!!! a" + ' ""' * n + "\n\n" + fence("rust", indent="    "),
    "an empty item": lambda n: "-" + " " * n + "\n\n" + fence("rust", indent="    "),
    "bullets": lambda n: "- " * n + f"{FENCE}rust\n",
    "brackets": lambda n: "<!-- x\n" + fence("rust") + "-->\n" + "[" * n + "*a " * n,
    "pins": lambda n: fence("rust,compile_fail,E0382", "//[" * n + "~"),
    "editions of a pin": lambda n: fence("rust", "fn main() {} //[" + "2021," * n + "2024]~ E0382"),
    "brackets in a directive": lambda n: fence("rust", "//@" + "[2021] " * n + " compiles"),
    "extern crates": lambda n: fence("rust", "extern crate std;\n" * n),
    "claims about types": lambda n: fence("rust", f"let a = {'b + ' * n}c;\n" + "//  ^? u8\n" * n),
    "hidden lines": lambda n: fence("rust", "# let a = 1;\n" * n),
    "include colons": lambda n: fence("rust", '--8<-- "a' + ":1,2" * n + 'x"'),
    "include quotes": lambda n: fence("rust", '--8<-- "' + '\\"' * n),
    "includes": lambda n: fence("rust,ignore (many)", '--8<-- "x.rs"\n' * (n // 8)),
    "includes in fences": lambda n: (fence("rust", '--8<-- "x.rs"') + "\n") * (n // 8),
    "missing includes in fences": lambda n: (fence("rust", '--8<-- "none.rs"') + "\n") * (n // 8),
    "section marks": lambda n: fence("rust", "// " + ";-8<" * n),
    "helpers that stay open": lambda n: fence("rust", "{{#include " * n + "} }}"),
    "escaped helpers that stay open": lambda n: fence("rust", "\\{{#" * n),
    "helpers": lambda n: fence("rust", "{{#include x.rs}}\n" * (n // 8)),
    "helpers in one line": lambda n: fence("rust", "{{#include x.rs}}" * (n // 8)),
    "a claim's lines": lambda n: question("error on lines 1" + ", 1" * n),
    "braces in an option": lambda n: question("{a " * n),
    "spaces in an option": lambda n: question("a" + " " * n + "x"),
    "lines of an option": lambda n: question("a", "    b}\n" * n),
    "blank lines of an option": lambda n: question("prints\n    3", "\n" * n),
    "programs of a question": lambda n: question("compiles", '    --8<-- "x.rs"\n' * n),
}
LARGE = "9" * 5000
NUMBERS = {
    "highlighted": (fence(f'rust {{hl_lines="{LARGE}"}}'), "there is no line 999999999999…"),
    "highlighted from and to": (fence('rust {hl_lines="1-2000000000"}'), "there is no line 2000000000"),
    "included to": (fence("rust", f'--8<-- "x.rs:1:{LARGE[:900]}"'), "there is no line 999999999999…"),
    "included from the end": (fence("rust", f'--8<-- "x.rs:-{LARGE[:900]}"'), "there is no line 999999999999…"),
    "claimed": (question(f"error on line {LARGE}"), "there is no line 999999999999…"),
    "an include's name": (fence("rust", f'--8<-- "{LARGE}"'), "the include '9999"),
    "a file's name": (fence("rust", f'--8<-- "{"a" * 300}.rs"'), "does not exist"),
    "bracket in bracket": (fence("rust", "//@" + "[2021]" * 5000 + " compiles\nfn main() {}"), "has brackets twice"),
    "lists in lists": ("".join(" " * 4 * n + "- a\n\n" for n in range(60)) + fence("rust"), "nested more than 50 deep"),
    "quotes in quotes": ("> " * 5000 + "a\n\n" + fence("rust"), "nested more than 50 deep"),
    "open tags": (beside_fences("<div " * 5000), "tags of this page have no `>`"),
}


def reading(folder: Path, text: str, *, mkdocs: bool) -> Sources:
    if mkdocs:
        (folder / "pyproject.toml").write_text("[tool.borrowproof]\nstrict = true\n")
    for name in ("docs", "snippets"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "x.rs").write_text(PROGRAM)
    page = folder / "docs/a.md"
    page.write_text(text, newline="")
    return collect([page], folder)


@pytest.mark.parametrize("mkdocs", [True, False], ids=["mkdocs", "commonmark"])
@pytest.mark.parametrize("name", PAGES)
def test_time_grows_with_the_text(name: str, mkdocs: bool, tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        text = PAGES[name](size)
        begun = time.thread_time()  # of the processor: whatever else runs here does not count
        reading(tmp_path, text, mkdocs=mkdocs)
        return time.thread_time() - begun

    seconds(8)  # whatever is loaded once
    # A busy machine slows a moment down, and only that: of pairs measured close together the least tells the growth.
    # What grows with the square is at 256 in every pair.
    growth = []
    for _ in range(PAIRS):
        growth.append(seconds(8000) / max(LEAST, seconds(500)))
        if growth[-1] < MOST:
            return
    pytest.fail(f"sixteen times the text took {', '.join(f'{times:.0f}' for times in growth)} times as long")


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_too_large_is_told(name: str, tmp_path: Path) -> None:
    text, message = NUMBERS[name]
    problems = reading(tmp_path, text, mkdocs=True).problems
    assert [p for p in problems if message in p.message and p.origin.file == "docs/a.md" and p.fix], problems
    assert all(len(p.message) < 300 for p in problems)


PIECES = (
    *("```", "````", "~~~", "rust", ",no_run", " ", "    ", "\t", "\n", "\n\n", "> ", "- ", "1. ", "!!! a", '=== "a"'),
    *("{", "}", '"', "'", "=", "hl_lines=", "title", "9" * 20, "-", "(", ")", "<!--", "-->", "<div", ">", "[", "]"),
    *('--8<-- "x.rs', ":1:2", ":b", "--8<--", ";", "{{#include ", "x.rs", "}}", "\\", "//@ ", "//~ ", "^", "E0382"),
    *(
        "//[2021]~",
        "error",
        "prints 3",
        "question",
        "- [x] ",
        "fn main() {}",
        "/*",
        "*/",
        'r#"',
        "\r",
        "\x00",
        "\u2028",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.booleans())
def test_no_page_is_a_crash(tmp_path_factory: pytest.TempPathFactory, pieces: list[str], mkdocs: bool) -> None:
    folder = tmp_path_factory.getbasetemp() / f"page-{mkdocs}"
    folder.mkdir(exist_ok=True)
    found = reading(folder, "".join(pieces), mkdocs=mkdocs)
    assert all(p.message and p.fix and p.origin.line >= 1 for p in found.problems)
