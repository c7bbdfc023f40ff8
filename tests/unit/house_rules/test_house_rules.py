"""What a strict project asks of its lessons, on projects of a few files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.house_rules import broken, unrecorded
from borrowproof.model.compiler import Edition
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status, Verdict
from borrowproof.project import ConfigurationError
from borrowproof.sources.collect import collect

BROKEN = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop((a, a)); //~ E0382\n}\n"
RUNS = "//@ compiles\nfn main() {}\n"
REPAIR = f"//@ fixes moved\n{RUNS}"
FRONT = "---\ntitle: A\ndescription: b\nrequires: []\n---\n# A\n"


def shows(*names: str, options: str = "") -> str:
    return "\n".join(f'```rust{options}\n--8<-- "{name}"\n```\n' for name in names)


def project(home: Path, files: dict[str, str], *, strict: bool = True) -> Path:
    table = "[tool.borrowproof]\n" + ("strict = true\n" if strict else "")
    common = {
        "pyproject.toml": table,
        "mkdocs.yml": "site_name: a\nnav:\n  - index.md\n  - Part:\n    - A: part/a.md\n",
    }
    for name, text in {**common, "docs/index.md": "# Home\n", "snippets/a/.keep": "", **files}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    return home


def problems(home: Path, *paths: str) -> list[Problem]:
    asked = [home / path for path in paths or ("docs", "snippets")]
    return list(broken(collect(asked, home), asked, home))


def told(found: list[Problem]) -> list[tuple[str, str]]:
    return [(str(p.origin), p.message) for p in found]


WHOLE = {
    "docs/part/a.md": FRONT + shows("a/moved.rs", "a/mended.rs"),
    "snippets/a/moved.rs": BROKEN,
    "snippets/a/mended.rs": REPAIR,
}


def test_a_project_that_keeps_the_rules_has_no_problem(tmp_path: Path) -> None:
    assert problems(project(tmp_path, WHOLE)) == []


WIDE = "this line has 88 columns; a page shows 72 of a program without scrolling"
LONG = 'fn main() { let text = "' + "a" * 60 + '"; }'
CASES: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {
    "an orphan": (
        {"snippets/a/lost.rs": RUNS},
        [("snippets/a/lost.rs:1", "no page shows this program")],
    ),
    "a failing program without a repair": (
        {"snippets/a/mended.rs": RUNS},
        [("snippets/a/moved.rs:1", "this program fails, and nothing repairs it")],
    ),
    "a wide line in a file": (
        {"snippets/a/mended.rs": f"//@ compiles\n//@ fixes moved\n{LONG}\n"},
        [
            (
                "snippets/a/mended.rs:3",
                WIDE,
            )
        ],
    ),
    "a wide line in a fence": (
        {"docs/index.md": f"# Home\n\n```rust\n{LONG}\n```\n"},
        [("docs/index.md:4", WIDE)],
    ),
    "a lesson beside the navigation": (
        {"docs/part/b.md": FRONT},
        [("docs/part/b.md:1", "no link of the navigation leads here")],
    ),
    "a lesson without front matter": (
        {"docs/part/a.md": "# A\n" + shows("a/moved.rs", "a/mended.rs")},
        [("docs/part/a.md:1", "this lesson has no front matter")],
    ),
    "front matter without an end": (
        {"docs/index.md": "---\ntitle: A\n\n# Home\n"},
        [("docs/index.md:1", "the front matter has no end")],
    ),
    "front matter that is no YAML": (
        {"docs/index.md": "---\ntitle: A\ndescription: b: c\n---\n"},
        [("docs/index.md:3", "the front matter is no YAML: mapping values are not allowed here")],
    ),
    "front matter that is a list": (
        {"docs/index.md": "---\n- a\n---\n"},
        [("docs/index.md:2", "the front matter is no YAML: it holds no `name: value` lines")],
    ),
    "a lesson that does not say what it needs": (
        {"docs/part/a.md": FRONT.replace("requires: []\n", "") + shows("a/moved.rs", "a/mended.rs")},
        [("docs/part/a.md:1", "the front matter of this lesson has no `requires`")],
    ),
    "a link to no page": (
        {"docs/index.md": "# Home\n\nBegin [there](part/b.md), or `[here](part/c.md)`.\n"},
        [("docs/index.md:3", "the link `part/b.md` leads to no page")],
    ),
    "a link to no heading of the page": (
        {"docs/index.md": "# Home\n\n## What `Box` is\n\n[A](#what-box-is) [B](#what-box-was)\n"},
        [("docs/index.md:5", "the link `#what-box-was` leads to no heading")],
    ),
    "a link to no heading of another page": (
        {"docs/index.md": "# Home\n\n[A](part/a.md#a) [B](part/a.md#b)\n"},
        [("docs/index.md:3", "the link `part/a.md#b` leads to no heading")],
    ),
    "a link to no page of an error": (
        {
            "docs/errors/errors.toml": '[code.E0499]\nfamily = "a"\n',
            "docs/index.md": "[A](errors/E0499.md#how) [B](errors/E0382.md)\n\n[c]: errors/E0949.md\n",
        },
        [("docs/index.md:3", "the link `errors/E0949.md` leads to no page")],
    ),
    "an open repair below a prediction": (
        {"docs/part/a.md": FRONT + shows("a/moved.rs", options=' {predict="Which line?"}') + shows("a/mended.rs")},
        [
            (
                "docs/part/a.md:10",
                "this repair of snippets/a/moved.rs stands open, and the page asks to predict what that does",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_broken_rule_is_told_where_it_is_broken_with_an_edit(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    found = problems(project(tmp_path, WHOLE | files))
    assert told(found) == expected
    assert all(p.fix for p in found)


@pytest.mark.parametrize(
    ("link", "meant"),
    [("part/b.md", "did you mean `part/a.md`?"), ("part/a.md#aa", "did you mean `a`?"), ("xyz.md", "name the page's")],
)
def test_a_link_that_leads_nowhere_is_guessed(link: str, meant: str, tmp_path: Path) -> None:
    (found,) = problems(project(tmp_path, WHOLE | {"docs/index.md": f"[A]({link})\n"}))
    assert found.fix.startswith(meant)


@pytest.mark.parametrize(
    "text",
    [
        "[A](https://example.org/b.md) [B](/b.md) [C](mailto:b.md) [D](picture.png) ![E](b.svg)",
        "```text\n[A](b.md)\n```",
        "````text\n```\n[A](b.md)\n```\n````",
        '<a id="here"></a>\n## Two {#there}\n\n[A](#here) [B](#there) [C](part/a.md "A title")',
        "## One\n\n## One\n\n[A](#one_1)",
        "[A](part/a.md#snippet-moved)",
    ],
)
def test_what_leads_elsewhere_or_to_a_name_is_no_broken_link(text: str, tmp_path: Path) -> None:
    assert problems(project(tmp_path, WHOLE | {"docs/index.md": f"{text}\n"})) == []


LONG_LESSON = FRONT + "word " * (12 * 200) + "\n\n" + shows("a/moved.rs", "a/mended.rs")


def test_a_lesson_takes_twelve_minutes_at_most_code_and_all(tmp_path: Path) -> None:
    (found,) = problems(project(tmp_path, WHOLE | {"docs/part/a.md": LONG_LESSON}))
    assert str(found.origin) == "docs/part/a.md:1"
    assert found.message == "this lesson takes 13 minutes with every tab open, and is to take 12 at most"
    assert found.fix.endswith('allow it more: `longer = { "docs/part/a.md" = 13 }` in [tool.borrowproof]')


def test_lines_of_code_count_as_well(tmp_path: Path) -> None:
    many = {f"snippets/a/p{n}.rs": "//@ compiles\nfn main() {\n" + "    let _ = 1;\n" * 50 + "}\n" for n in range(5)}
    page = FRONT + shows(*(name.removeprefix("snippets/") for name in many))
    (found,) = problems(project(tmp_path, many | {"docs/part/a.md": page}))
    assert "takes 14 minutes" in found.message, "260 lines, 3 seconds each, and 3 words"


@pytest.mark.parametrize("setting", ["minutes = 13", 'longer = { "docs/part/a.md" = 13 }'])
def test_a_project_may_let_its_lessons_take_longer(setting: str, tmp_path: Path) -> None:
    home = project(tmp_path, WHOLE | {"docs/part/a.md": LONG_LESSON, "docs/index.md": "word " * 9000 + "\n"})
    with (home / "pyproject.toml").open("a") as table:
        table.write(f"{setting}\n")
    assert problems(home) == [], "and what is no lesson may be as long as it likes"


def test_a_limit_that_is_no_number_is_told(tmp_path: Path) -> None:
    home = project(tmp_path, WHOLE)
    with (home / "pyproject.toml").open("a") as table:
        table.write('longer = { "docs/part/a.md" = "13" }\n')
    with pytest.raises(ConfigurationError, match=r"`longer` must give `docs/part/a.md` a whole number of minutes"):
        problems(home)


def test_a_repair_in_a_fold_gives_nothing_away(tmp_path: Path) -> None:
    folded = "\n".join(f"    {line}" if line else "" for line in shows("a/mended.rs").splitlines())
    page = FRONT + shows("a/moved.rs", options=' {predict="Which line?"}') + f'\n??? question "Why?"\n{folded}\n'
    assert problems(project(tmp_path, WHOLE | {"docs/part/a.md": page})) == []


def test_rules_are_for_strict_projects_alone(tmp_path: Path) -> None:
    files = WHOLE | {"snippets/a/lost.rs": RUNS, "docs/part/b.md": "---\ntitle: [\n---\n"}
    assert problems(project(tmp_path, files, strict=False)) == []


def test_what_only_the_whole_project_tells_is_asked_only_of_it(tmp_path: Path) -> None:
    home = project(tmp_path, WHOLE | {"snippets/a/lost.rs": RUNS, "docs/part/b.md": "# B\n"})
    assert told(problems(home, "docs/part/a.md")) == []
    assert [where for where, _ in told(problems(home, "docs/part/b.md"))] == ["docs/part/b.md:1", "docs/part/b.md:1"]
    assert told(problems(home, "snippets")) == []
    assert {where for where, _ in told(problems(home, "."))} == {"snippets/a/lost.rs:1", "docs/part/b.md:1"}


@pytest.mark.parametrize("pattern", ["snippets/a/moved.rs", "snippets/a/*"])
def test_a_project_may_list_programs_without_repairs(pattern: str, tmp_path: Path) -> None:
    home = project(tmp_path, WHOLE | {"snippets/a/mended.rs": RUNS})
    with (home / "pyproject.toml").open("a") as table:
        table.write(f'unrepaired = ["{pattern}"]\n')
    assert problems(home) == []


def test_the_repairs_of_a_program_are_those_of_its_hinted_twin(tmp_path: Path) -> None:
    page = FRONT + shows("a/moved.rs", "a/moved_hinted.rs", "a/mended.rs")
    home = project(tmp_path, WHOLE | {"docs/part/a.md": page, "snippets/a/moved_hinted.rs": BROKEN})
    assert problems(home) == []


def test_a_folder_of_programs_without_lessons_has_no_orphans(tmp_path: Path) -> None:
    home = project(tmp_path, {"snippets/a/lost.rs": RUNS, "snippets/a/moved.rs": BROKEN})
    assert problems(home) == []


@pytest.mark.parametrize(
    ("strict", "recorded", "printed", "told_of"),
    [
        (True, None, "1\n", ["snippets/a/mended.rs:1"]),
        (True, None, "", []),
        (True, "1\n", "1\n", []),
        (False, None, "1\n", []),
    ],
)
def test_what_a_lesson_shows_has_its_output_recorded(
    strict: bool, recorded: str | None, printed: str, told_of: list[str], tmp_path: Path
) -> None:
    home = project(tmp_path, WHOLE, strict=strict)
    found = collect([home / "docs", home / "snippets"], home)
    (snippet,) = (s for s in found.snippets if s.id == "snippets/a/mended.rs")
    snippet = replace(snippet, expectation=replace(snippet.expectation, stdout=recorded))
    outcome = Outcome(Edition.E2024, (), compiled=True, exit=0, stdout=printed)
    run = Run((Evidence(snippet, Verdict(Status.MATCHED), outcome, None),))
    assert [str(p.origin) for p in unrecorded(run, found.blocks, home)] == told_of
    assert unrecorded(run, (), home) == (), "a program that no lesson shows"


def test_a_site_without_a_navigation_lists_every_page(tmp_path: Path) -> None:
    assert problems(project(tmp_path, WHOLE | {"mkdocs.yml": "site_name: a\n"})) == []


def test_what_is_left_out_of_the_navigation_on_purpose_is_no_lesson(tmp_path: Path) -> None:
    config = "site_name: a\nnav: [index.md, part/a.md]\nnot_in_nav: |\n  /errors/*\n"
    home = project(tmp_path, WHOLE | {"mkdocs.yml": config, "docs/errors/E0382.md": "A\n", "docs/other/b.md": "B\n"})
    assert {where for where, _ in told(problems(home))} == {"docs/other/b.md:1"}
