"""The navigation in mkdocs.yml, edited as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import site_configuration
from borrowproof.authoring import navigation

NAV = """\
site_name: A  # a name
nav:
  # the way through
  - Home: index.md
  - path.md

  - Part one:
      - one/a.md  # first
      - 'Second: a title': "one/b.md"
  - Errors: errors/index.md
# the end
plugins: [search]
"""


def pages(text: str) -> set[str]:
    return set(site_configuration.from_settings(site_configuration._parsed(text, ()), Path("/x")).nav or ())


def added(text: str, changed: str) -> list[str]:
    """The lines that `changed` has besides those of `text`, all of which it has in their order."""
    rest = iter(text.split("\n"))
    more, line = [], next(rest)
    for other in changed.split("\n"):
        if other == line:
            line = next(rest, "\0")
        else:
            more.append(other)
    assert line == "\0"
    return more


def test_a_page_stands_behind_the_last_one_of_its_folder() -> None:
    found = navigation.with_page(NAV, "one/c.md", "One")
    assert found is not None
    assert added(NAV, found) == ["      - one/c.md"]
    assert found.index("one/b.md") < found.index("one/c.md") < found.index("Errors")


def test_a_folder_of_its_own_gets_a_section_at_the_end_of_the_navigation() -> None:
    found = navigation.with_page(NAV, "two/a.md", "Two")
    assert found is not None
    assert added(NAV, found) == ["  - Two:", "      - two/a.md"]
    assert found.index("Errors") < found.index("Two") < found.index("# the end")
    assert pages(found) == pages(NAV) | {"two/a.md"}


@pytest.mark.parametrize("text", ["site_name: A\n", "nav: [index.md]\n", ""])
def test_a_navigation_that_is_not_written_line_by_line_is_left_alone(text: str) -> None:
    assert navigation.with_page(text, "one/c.md", "One") is None


def test_a_navigation_at_the_end_of_the_file() -> None:
    found = navigation.with_page("nav:\n- a/x.md\n", "b/y.md", "B")
    assert found is not None
    assert pages(found) == {"a/x.md", "b/y.md"}


@pytest.mark.parametrize("old", ["one/a.md", "one/b.md", "index.md", "path.md"])
def test_a_page_is_renamed_where_it_is_listed_alone(old: str) -> None:
    found = navigation.with_renamed(NAV, old, "two/new.md")
    assert pages(found) == (pages(NAV) - {old}) | {"two/new.md"}
    assert found.replace("two/new.md", old) == NAV
    assert navigation.with_renamed(NAV, "errors", "x") == NAV


def test_a_page_goes_and_with_the_last_one_its_section() -> None:
    once = navigation.without_page(NAV, "one/a.md")
    assert pages(NAV) - {"one/a.md"} == pages(once)
    assert "Part one" in once
    twice = navigation.without_page(once, "one/b.md")
    assert "Part one" not in twice
    assert pages(twice) == {"index.md", "path.md", "errors/index.md"}
    assert "# the way through" in twice
    assert navigation.without_page(NAV, "gone.md") == NAV
