"""What a site generator's configuration says of its pages, whichever generator it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from borrowproof import site_configuration
from borrowproof.site_configuration import BadSiteConfiguration, SiteConfiguration

SNIPPETS = "markdown_extensions:\n  - toc\n  - pymdownx.snippets:\n      base_path: "
INCLUDES = {
    "nothing": ("site_name: A\n", None),
    "an extension without options": ("markdown_extensions: [pymdownx.snippets]\n", None),
    "a list": (f"{SNIPPETS}[docs/code, examples]\n", ("{root}/docs/code", "{root}/examples")),
    "one folder": (f"{SNIPPETS}code\n", ("{root}/code",)),
    "a mapping of extensions": ("markdown_extensions:\n  pymdownx.snippets: {base_path: [code]}\n", ("{root}/code",)),
    "the page's own folder": (f"{SNIPPETS}[!relative , code]\n", (".", "{root}/code")),
    "the docs": (f"docs_dir: pages\n{SNIPPETS}[!relative $docs_dir/code]\n", ("{root}/pages/code",)),
    "the configuration's folder": (f"{SNIPPETS}[!relative $config_dir]\n", ("{root}",)),
    "an absolute one": (f"{SNIPPETS}[/code]\n", ("/code",)),
    "a variable": (f"{SNIPPETS}[!ENV [NOBODY_SETS_THIS, code]]\n", ("{root}/code",)),
}


def read(folder: Path, text: str, name: str = "mkdocs.yml") -> SiteConfiguration:
    (folder / name).write_text(text, encoding="utf-8")
    return site_configuration.read(folder / name)


@pytest.mark.parametrize("case", INCLUDES)
def test_where_includes_are_looked_for(case: str, tmp_path: Path) -> None:
    text, expected = INCLUDES[case]
    paths = None if expected is None else tuple(Path(each.format(root=tmp_path)) for each in expected)
    assert read(tmp_path, text).includes == paths


@pytest.mark.parametrize("name", site_configuration.NAMES)
def test_every_generators_file_is_found(name: str, tmp_path: Path) -> None:
    assert site_configuration.find(tmp_path) is None
    (tmp_path / name).write_text("")
    assert site_configuration.find(tmp_path) == tmp_path / name
    assert site_configuration.read(tmp_path / name).docs == tmp_path / "docs"


@pytest.mark.parametrize("header", ["pymdownx.snippets", '"pymdownx.snippets"'])
def test_zensical_is_read_in_both_spellings(header: str, tmp_path: Path) -> None:
    text = f'[project]\ndocs_dir = "pages"\n[project.markdown_extensions.{header}]\nbase_path = ["code"]\n'
    assert read(tmp_path, text, "zensical.toml") == SiteConfiguration(tmp_path / "pages", (tmp_path / "code",))


def test_the_plugin_names_the_edition(tmp_path: Path) -> None:
    listed = "plugins:\n  - search\n  - borrowproof:\n      edition: '2021'\n"
    assert read(tmp_path, listed).edition == "2021"
    assert read(tmp_path, "plugins:\n  borrowproof: {edition: 2018}\n").edition == "2018"
    assert read(tmp_path, "plugins: [search, borrowproof]\n").edition is None
    assert read(tmp_path, "plugins:\n  - borrowproof:\n").edition is None


def test_tags_of_others_are_passed_by(tmp_path: Path) -> None:
    text = (
        "docs_dir: !ENV [NOBODY_SETS_THIS, pages]\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n      x: !anything {a: 1}\n"
    )
    assert read(tmp_path, text).docs == tmp_path / "pages"


def test_a_configuration_inherits(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "docs_dir: pages\nmarkdown_extensions:\n  pymdownx.snippets: {base_path: code}\n"
    )
    found = read(tmp_path, "INHERIT: base.yml\nmarkdown_extensions:\n  toc: {}\n")
    assert found == SiteConfiguration(tmp_path / "pages", (tmp_path / "code",))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("mkdocs.yml", "a: [\n", "mkdocs.yml is not valid YAML"),
        ("mkdocs.yml", "INHERIT: mkdocs.yml\n", "inherit from each other"),
        ("mkdocs.yml", "INHERIT: none.yml\n", "none.yml: the file cannot be read"),
        ("zensical.toml", "[project\n", "zensical.toml is not valid TOML"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadSiteConfiguration, match=said):
        read(tmp_path, text, name)


@pytest.mark.parametrize(
    "text", ["", "- a\n", "docs_dir:\n", "plugins: 3\nmarkdown_extensions: x\n", "!!python/none {}"]
)
def test_what_says_nothing_changes_nothing(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) == SiteConfiguration(tmp_path / "docs")


def test_the_same_text_is_parsed_once_and_again_where_a_variable_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    parsed: list[str] = []
    genuine = yaml.load

    def load(text: str, loader: Any) -> object:
        parsed.append(text)
        return genuine(text, loader)

    monkeypatch.setattr(yaml, "load", load)
    text = "docs_dir: !ENV [BORROWPROOF_TEST_DOCS, pages]  # parsed once\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    for value, times in (("one", 1), ("one", 1), ("two", 2)):
        monkeypatch.setenv("BORROWPROOF_TEST_DOCS", value)
        assert site_configuration.read(tmp_path / "mkdocs.yml").docs == tmp_path / value
        assert len(parsed) == times
    (tmp_path / "mkdocs.yml").write_text(f"{text}# another text\n", "utf-8")
    assert site_configuration.read(tmp_path / "mkdocs.yml").docs == tmp_path / "two"
    assert len(parsed) == 3


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 30_000])
def test_brackets_without_end_are_a_mistake_and_end_nothing_else(text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(site_configuration.BadSiteConfiguration, match="is not valid YAML"):
        site_configuration.read(tmp_path / "mkdocs.yml")
